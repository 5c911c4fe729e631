"""Which periods carry data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from engine.errors import DataError
from engine.store.periods import (
    default_period,
    find_period,
    periods,
    whole_period,
    years_in_words,
)
from tests.support.snapshots import make_snapshot

if TYPE_CHECKING:
    from pathlib import Path


def deal(number: int, day: date, closed: bool = True) -> dict[str, Any]:
    return {
        "opportunity_id": f"d{number}",
        "amount": 1,
        "close_date": day,
        "is_closed": closed,
        "is_won": False,
    }


def test_default_is_the_latest_fiscal_year_in_which_a_deal_closed(tmp_path: Path) -> None:
    deals = [
        deal(1, date(2024, 1, 31)),
        deal(2, date(2025, 2, 1)),
        deal(3, date(2025, 11, 1), closed=False),  # expected, never closed
    ]
    house = make_snapshot(tmp_path, fiscal_start=2, opportunity=deals)
    # a year from February is named for its end: 2025-02-01 lies in FY2026, 2024-01-31 in FY2024
    assert str(default_period(house)) == "FY2026"
    assert [str(period) for period in periods(house)] == [
        "FY2026",
        "FY2026-Q1",
        "FY2024",
        "FY2024-Q4",
    ]


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ((), ""),
        ((2024,), "FY2024"),
        ((2023, 2024), "FY2023 and FY2024"),
        ((2022, 2023, 2024), "FY2022 to FY2024"),
        ((2021, 2023, 2024), "FY2021, FY2023 and FY2024"),
    ],
)
def test_years_with_closed_deals_are_said_without_those_between(
    years: tuple[int, ...], words: str, tmp_path: Path
) -> None:
    deals = [deal(year, date(year, 5, 1)) for year in years]
    assert years_in_words(make_snapshot(tmp_path, opportunity=deals)) == words


def test_no_closed_deal_leaves_the_year_of_as_of_and_no_history(tmp_path: Path) -> None:
    house = make_snapshot(tmp_path, as_of=date(2025, 5, 5))
    assert str(find_period(house, None)) == "FY2025"
    assert periods(house) == ()
    with pytest.raises(DataError, match=r"opportunity\.close_date"):
        whole_period(house)


def test_all_is_widened_to_the_quota_periods_it_touches(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        opportunity=[deal(1, date(2024, 5, 1)), deal(2, date(2025, 5, 1))],
        quota=[
            {
                "rep_id": "a",
                "period_start": date(year, 1, 1),
                "period_end": date(year, 12, 31),
                "amount": 1,
            }
            for year in (2023, 2025, 2026)
        ],
    )
    found = find_period(house, "all")
    assert (found.first, found.last) == (date(2024, 5, 1), date(2025, 12, 31))


def test_month_is_a_period_and_nonsense_is_refused(tmp_path: Path) -> None:
    house = make_snapshot(tmp_path)
    assert find_period(house, "2025-02").days == 28
    with pytest.raises(DataError, match="is not a period"):
        find_period(house, "last year")
