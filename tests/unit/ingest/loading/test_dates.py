"""Dates in every form that extracts write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ingest.loading.dates import field_order, moment


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2024-02-28", date(2024, 2, 28)),
        ("2017/08/25", date(2017, 8, 25)),
        ("2024-02-28T00:00:00.000Z", date(2024, 2, 28)),
        ("2024-02-28T23:30:00+02:00", date(2024, 2, 28)),
        ("20240131", date(2024, 1, 31)),
        ("5/20/2024 7:42", date(2024, 5, 20)),
        ("02/23/26 08:55 PM", date(2026, 2, 23)),
        ("31/12/2026", date(2026, 12, 31)),
        ("31.12.2026", date(2026, 12, 31)),
        ("25. 12. 2024", date(2024, 12, 25)),
        ("15 Apr, 2021 00:02:00", date(2021, 4, 15)),
        ("Apr 15, 2021", date(2021, 4, 15)),
        ("15-Apr-21", date(2021, 4, 15)),
        ("1. März 2024", date(2024, 3, 1)),
        ("5 août 2024", date(2024, 8, 5)),
        ("15 de abril de 2021", date(2021, 4, 15)),
        ("3 dicembre 2024", date(2024, 12, 3)),
        ("12 mrt 2024", date(2024, 3, 12)),
        ("7 de março de 2024", date(2024, 3, 7)),
        ("1. ledna 2025", date(2025, 1, 1)),
        ("2024年5月20日", date(2024, 5, 20)),
        ("May 2025", date(2025, 5, 1)),
        ("44197", date(2021, 1, 1)),  # Excel counts days from 1899-12-30: 44,197 later
        ("45000.5", date(2023, 3, 15)),
        ("1700000000000", date(2023, 11, 14)),
        ("1700000000", date(2023, 11, 14)),
    ],
)
def test_reads_what_people_and_systems_write(convert, cell, expected):
    assert convert(moment([cell]), [cell]) == [expected]


@pytest.mark.parametrize("cell", ["soon", "0001-01-01", "30/02/2024", "2024-13-01", "n/a"])
def test_what_is_no_date_is_unread(convert, cell):
    cells = ["13/05/2024", cell]
    assert convert(moment(cells), cells) == [date(2024, 5, 13), None]


def test_the_time_of_day_is_kept_for_moments(convert):
    cells = ["02/23/26 08:55 PM", "12/31/25 12:05 AM"]
    assert convert(moment(cells, "TIMESTAMP"), cells) == [
        datetime(2026, 2, 23, 20, 55),
        datetime(2025, 12, 31, 0, 5),
    ]


def test_one_value_over_twelve_settles_the_order_of_the_column(convert):
    assert convert(moment(["01/02/2024", "25/02/2024"]), ["01/02/2024"]) == [date(2024, 2, 1)]
    assert convert(moment(["01/02/2024", "02/25/2024"]), ["01/02/2024"]) == [date(2024, 1, 2)]


def test_an_undecidable_order_is_assumed_and_said(convert):
    cast = moment(["01/02/2024", "03/04/2024"])
    assert cast.code == "date_order_assumed"
    assert convert(cast, ["01/02/2024"]) == [date(2024, 1, 2)]


def test_an_undecidable_order_follows_the_file_and_is_still_said(convert):
    cast = moment(["01/02/2024", "03/04/2024"], siblings="day")
    assert cast.code == "date_order_assumed"
    assert convert(cast, ["01/02/2024"]) == [date(2024, 2, 1)]


def test_dots_are_european(convert):
    assert field_order(["01.02.2024", "03.04.2024"]) == ("day", True)


def test_two_digit_years_turn_at_69(convert):
    cells = ["7/5/11", "9/19/68", "9/19/69"]
    assert convert(moment(cells), cells) == [
        date(2011, 7, 5),
        date(2068, 9, 19),
        date(1969, 9, 19),
    ]


def test_a_day_that_cannot_lie_ahead_is_a_century_earlier(convert):
    cells = ["9/19/65", "7/5/11"]
    cast = moment(cells, latest_year=2026)
    assert convert(cast, cells) == [date(1965, 9, 19), date(2011, 7, 5)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.dates(date(1970, 1, 1), date(2068, 12, 31)), min_size=1, max_size=8),
    st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%d/%m/%y", "%Y%m%d"]),
)
def test_a_column_written_one_way_comes_back(convert, days, style):
    settling = date(2024, 12, 31)  # 31 can only be the day
    cells = [day.strftime(style) for day in (settling, *days)]
    assert convert(moment(cells), cells) == [settling, *days]
