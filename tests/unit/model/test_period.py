"""Fiscal periods, worked by hand on a calendar."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import DataError
from engine.model import period as p

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
STARTS = st.integers(1, 12)


@pytest.mark.parametrize(
    ("text", "start", "first", "last"),
    [
        ("FY2026", 1, date(2026, 1, 1), date(2026, 12, 31)),
        ("FY2026", 2, date(2025, 2, 1), date(2026, 1, 31)),  # ends in 2026, so it is FY2026
        ("FY2026", 10, date(2025, 10, 1), date(2026, 9, 30)),
        ("FY2026-Q1", 10, date(2025, 10, 1), date(2025, 12, 31)),
        ("FY2026-Q4", 2, date(2025, 11, 1), date(2026, 1, 31)),
        ("2024-02", 1, date(2024, 2, 1), date(2024, 2, 29)),  # a leap year
    ],
)
def test_periods_begin_and_end_where_the_calendar_says(text, start, first, last):
    period = p.parse_period(text, start)
    assert (period.label, period.first, period.last) == (text, first, last)


@pytest.mark.parametrize("text", ["2026", "FY26", "FY2026-Q5", "2026-13", "", "last year"])
def test_other_words_are_refused_with_the_way_to_write_it(text):
    with pytest.raises(DataError, match="FY2026-Q1"):
        p.parse_period(text)


@given(DAYS, STARTS)
def test_a_day_lies_in_its_own_year_and_quarter(day, start):
    year = p.year_period(p.fiscal_year(day, start), start)
    quarter = p.quarter_of(day, start)
    assert year.first <= day <= year.last
    assert quarter.first <= day <= quarter.last


@given(st.integers(1990, 2090), STARTS)
def test_quarters_tile_the_year(year, start):
    whole, parts = p.year_period(year, start), p.quarters(year, start)
    assert (parts[0].first, parts[-1].last) == (whole.first, whole.last)
    assert sum(q.days for q in parts) == whole.days
    for earlier, later in itertools.pairwise(parts):
        assert later.first == earlier.last + timedelta(days=1)


def test_planning_looks_270_days_ahead():
    # 31 December 2025 + 270 days = 27 September 2026; 1 April 2025 + 270 = 27 December 2025
    assert p.planning_period(date(2025, 12, 31)).label == "FY2026"
    assert p.planning_period(date(2025, 4, 1)).label == "FY2025"
