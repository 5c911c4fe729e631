"""Days held and bookings by seat, through a mid-period seat change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine.model.period import year_period
from engine.store.seat_period import seat_period
from tests.support.snapshots import make_snapshot

if TYPE_CHECKING:
    from pathlib import Path


def test_seat_change_splits_days_and_bookings(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        rep=[{"rep_id": "b", "leave_date": date(2025, 1, 31)}],
        assignment=[
            {
                "rep_id": "a",
                "territory_id": "t1",
                "start_date": date(2024, 5, 1),
                "end_date": date(2025, 3, 14),
            },
            {"rep_id": "a", "territory_id": "t2", "start_date": date(2025, 3, 15)},
            {"rep_id": "b", "territory_id": "t3", "start_date": date(2025, 1, 1)},
        ],
        opportunity=[
            {
                "opportunity_id": str(k),
                "owner_id": owner,
                "amount": amount,
                "is_won": True,
                "close_date": day,
            }
            for k, (owner, amount, day) in enumerate(
                [
                    ("a", 10, date(2025, 3, 14)),
                    ("a", 20, date(2025, 3, 15)),
                    ("a", 30, date(2025, 12, 31)),
                    ("b", 40, date(2025, 2, 1)),  # after leaving: no seat
                ]
            )
        ],
    )
    rows = seat_period(house, year_period(2025)).to_pylist()
    # 1 January to 14 March is 73 days, the rest of the year 292
    assert [tuple(row.values()) for row in rows] == [
        ("a", "t1", 73, 10),
        ("a", "t2", 292, 50),
        ("b", "t3", 31, 0),
    ]
