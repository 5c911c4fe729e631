"""The won-deal table: shares, seats and order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine.model.period import year_period
from engine.store.won_deal import won_deals
from tests.support.snapshots import make_snapshot

if TYPE_CHECKING:
    from pathlib import Path


def test_deal_is_placed_in_the_seat_held_on_its_close_date(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        account=[{"account_id": "x", "territory_id": "t3"}],
        assignment=[
            {
                "rep_id": "a",
                "territory_id": "t1",
                "start_date": date(2025, 1, 1),
                "end_date": date(2025, 6, 30),
            },
            {"rep_id": "a", "territory_id": "t2", "start_date": date(2025, 7, 1)},
            {"rep_id": "a", "territory_id": "t3", "start_date": date(2025, 7, 1)},
        ],
        opportunity=[
            {
                "opportunity_id": name,
                "owner_id": owner,
                "account_id": account,
                "amount": 10,
                "is_won": won,
                "is_closed": True,
                "close_date": day,
            }
            for name, owner, account, won, day in [
                ("late", "a", None, True, date(2025, 7, 1)),
                ("early", "a", "x", True, date(2025, 6, 30)),
                ("matched", "a", "x", True, date(2025, 7, 2)),
                ("lost", "a", "x", False, date(2025, 7, 2)),
                ("seatless", "b", "x", True, date(2025, 7, 3)),
                ("other year", "a", "x", True, date(2024, 7, 2)),
            ]
        ],
    )
    rows = won_deals(house, year_period(2025)).to_pylist()
    assert [(row["opportunity_id"], row["territory_id"]) for row in rows] == [
        ("early", "t1"),
        ("late", "t2"),  # two seats and an account without one: the first
        ("matched", "t3"),  # two seats: the account's
        ("seatless", None),
    ]


def test_shares_of_one_person_are_summed_and_overlay_is_not_booked(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        opportunity=[
            {
                "opportunity_id": "d",
                "owner_id": "a",
                "amount": -200,
                "is_won": True,
                "is_closed": True,
                "close_date": date(2025, 3, 1),
            }
        ],
        credit=[
            {"opportunity_id": "d", "rep_id": "a", "role": "direct", "share": 0.75},
            {"opportunity_id": "d", "rep_id": "a", "role": "overlay", "share": 0.5},
            {"opportunity_id": "d", "rep_id": "b", "role": "direct", "share": 0.25},
        ],
    )
    rows = won_deals(house, year_period(2025)).to_pylist()
    assert [(row["rep_id"], row["amount"], row["credited"]) for row in rows] == [
        ("a", -150, -250),
        ("b", -50, -50),
    ]
