"""Figures beside control totals, worked by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from engine.model.period import quarter_period, year_period
from engine.scenarios.past.ties import rows_behind, ties
from tests.support.snapshots import make_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from engine.store.warehouse import Warehouse

FY2025 = year_period(2025)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """One rep on quota 400 and target incentive 100; 100 sold in Q1, 200 in Q2."""

    def deal(name: str, amount: float, day: date) -> dict[str, Any]:
        return {
            "opportunity_id": name,
            "owner_id": "a",
            "amount": amount,
            "is_closed": True,
            "is_won": True,
            "close_date": day,
        }

    def paid(period: str, amount: float) -> dict[str, Any]:
        return {"rep_id": "a", "period": period, "amount": amount}

    return make_snapshot(
        tmp_path_factory.mktemp("ties"),
        rep=[
            {"rep_id": "a", "hire_date": date(2020, 1, 1), "target_incentive": 100},
            {"rep_id": "b", "hire_date": date(2020, 1, 1), "leave_date": date(2025, 12, 30)},
            {"rep_id": "c", "hire_date": date(2025, 12, 31)},
        ],
        opportunity=[deal("1", 100, date(2025, 3, 31)), deal("2", 200, date(2025, 4, 1))],
        quota=[
            {
                "rep_id": "a",
                "period_start": FY2025.first,
                "period_end": FY2025.last,
                "amount": 400,
            }
        ],
        payout=[
            paid("2025-01", 10),
            paid("2025-03", 15),
            paid("FY2025-Q2", 40),
            paid("FY2025", 7),
            paid("spring", 1),
        ],
    )


def test_each_figure_stands_beside_its_control(house: Warehouse) -> None:
    found = {
        tie.key: tie for tie in ties(house, FY2025, {"bookings FY2025-Q1": 90, "quota FY2025": 400})
    }
    assert list(found) == [
        "bookings FY2025-Q1",
        "bookings FY2025-Q2",
        "headcount FY2025",
        "quota FY2025",
        "paid FY2025-Q1",
        "recomputed FY2025-Q1",
        "paid FY2025-Q2",
        "recomputed FY2025-Q2",
        "paid other",
    ]
    first = found["bookings FY2025-Q1"]
    assert (first.figure, first.control, first.difference, first.ties) == (100, 90, 10, False)
    assert found["bookings FY2025-Q2"].difference is None
    assert found["quota FY2025"].ties
    # on 31 December b is gone since the 30th and c has come
    assert found["headcount FY2025"].figure == 2


def test_commission_is_recomputed_to_date_and_stands_beside_what_was_paid(house: Warehouse) -> None:
    found = {tie.key: tie for tie in ties(house, FY2025)}
    # to date 100 / 400 of 100 is 25, then 300 / 400 is 75, so the second quarter earned 50
    assert found["recomputed FY2025-Q1"].figure == pytest.approx(25)
    assert found["recomputed FY2025-Q2"].figure == pytest.approx(50)
    # January and March are in the first quarter: 10 + 15 ties, 40 does not
    assert found["recomputed FY2025-Q1"].ties
    assert found["recomputed FY2025-Q2"].difference == pytest.approx(10)
    assert (found["paid other"].figure, found["paid other"].label) == (
        8,
        "Commission paid for FY2025, spring",
    )


def test_rows_behind_a_figure_sum_to_it(house: Warehouse) -> None:
    def amounts(key: str) -> list[float]:
        return [float(row["amount"]) for row in rows_behind(house, FY2025, key).to_pylist()]

    assert amounts("bookings FY2025-Q2") == [200]
    assert amounts("quota FY2025") == [400]
    assert amounts("recomputed FY2025-Q1") == [10, 15]
    assert amounts("paid other") == [7, 1]
    people = rows_behind(house, FY2025, "headcount FY2025").to_pylist()
    assert [row["rep_id"] for row in people] == ["a", "c"]


def test_a_quarter_means_its_year_and_nothing_loaded_means_nothing_shown(
    house: Warehouse, tmp_path: Path
) -> None:
    assert ties(house, quarter_period(2025, 2)) == ties(house, FY2025)
    assert ties(make_snapshot(tmp_path), FY2025) == ()
