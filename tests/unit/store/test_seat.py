"""The seat table and the potential behind it, worked by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from engine.store.potential import potential_basis
from engine.store.seat import seats
from tests.support.snapshots import make_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from engine.store.warehouse import Warehouse

LAST = date(2025, 12, 31)


def by_id(warehouse: Warehouse, day: date = LAST) -> dict[str, dict[str, Any]]:
    return {row["territory_id"]: row for row in seats(warehouse, day).to_pylist()}


def held(rep: str, seat: str, first: date, last: date | None = None, **more: Any) -> dict[str, Any]:
    return {"rep_id": rep, "territory_id": seat, "start_date": first, "end_date": last, **more}


def test_own_potential_else_the_sum_over_accounts(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        territory=[
            {"territory_id": "west", "name": "West"},
            {"territory_id": "t1", "parent_id": "west", "potential": 900, "segment": "SMB"},
            {"territory_id": "t2", "parent_id": "west", "region": "West"},
        ],
        account=[
            {"account_id": "x", "territory_id": "t1", "potential": 100, "workload": 5},
            {"account_id": "y", "territory_id": "t2", "potential": 30, "segment": "ENT"},
            {"account_id": "z", "territory_id": "t2", "potential": 40},
        ],
    )
    found = by_id(house)
    assert {seat: row["potential"] for seat, row in found.items()} == {"t1": 900, "t2": 70}
    assert (found["t1"]["workload"], found["t2"]["workload"]) == (5, None)
    assert (found["t2"]["segment"], found["t2"]["region"], found["t2"]["accounts"]) == (
        "ENT",
        "West",
        2,
    )
    assert potential_basis(house) == ""


def test_holder_changes_by_day_and_a_leaver_leaves_the_seat_vacant(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        rep=[{"rep_id": "c", "leave_date": date(2025, 6, 30)}],
        territory=[{"territory_id": "t1"}, {"territory_id": "t2"}],
        assignment=[
            held("a", "t1", date(2025, 1, 1), date(2025, 3, 31)),
            held("b", "t1", date(2025, 4, 1)),
            held("s", "t1", date(2025, 5, 1), role="overlay"),
            held("c", "t2", date(2024, 1, 1)),
        ],
    )
    assert by_id(house, date(2025, 3, 31))["t1"]["rep_id"] == "a"
    assert by_id(house, date(2025, 4, 1))["t1"]["rep_id"] == "b"
    assert by_id(house)["t1"]["rep_id"] == "b"  # an overlay does not hold the seat
    assert by_id(house, date(2025, 6, 30))["t2"]["rep_id"] == "c"
    assert by_id(house, date(2025, 7, 1))["t2"]["rep_id"] is None


def test_without_territories_each_owner_has_a_book(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        rep=[{"rep_id": "a", "name": "Ana Ruiz", "segment": "SMB"}],
        account=[
            {"account_id": "x", "owner_id": "a", "potential": 10},
            {"account_id": "y", "owner_id": "b", "potential": 20},
            {"account_id": "z", "potential": 40},
        ],
    )
    found = by_id(house)
    assert {seat: (row["rep_id"], row["potential"]) for seat, row in found.items()} == {
        "a": ("a", 10),
        "b": ("b", 20),
    }
    assert (found["a"]["name"], found["a"]["segment"]) == ("Ana Ruiz", "SMB")


def test_accounts_without_a_territory_follow_their_owner(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        assignment=[held("a", "t1", date(2025, 1, 1))],
        account=[
            {"account_id": "x", "owner_id": "a", "potential": 10},
            {"account_id": "y", "owner_id": "nobody", "potential": 20},
        ],
    )
    assert [(row["territory_id"], row["potential"]) for row in seats(house, LAST).to_pylist()] == [
        ("t1", 10)
    ]


def test_accounts_without_owner_or_territory_make_no_seat(tmp_path: Path) -> None:
    house = make_snapshot(tmp_path, account=[{"account_id": "x", "potential": 10}])
    assert seats(house, LAST).num_rows == 0


def test_first_proxy_is_last_years_bookings_plus_weighted_pipeline(tmp_path: Path) -> None:
    def deal(number: int, account: str, amount: float, day: date, **more: Any) -> dict[str, Any]:
        return {
            "opportunity_id": f"d{number}",
            "account_id": account,
            "amount": amount,
            "close_date": day,
            "is_closed": True,
            "is_won": True,
            **more,
        }

    house = make_snapshot(
        tmp_path,
        territory=[{"territory_id": "t1"}, {"territory_id": "t2"}],
        account=[
            {"account_id": "x", "territory_id": "t1", "employees": 7},
            {"account_id": "y", "territory_id": "t2", "employees": 9},
        ],
        opportunity=[
            deal(1, "x", 100, date(2025, 5, 1)),
            deal(2, "x", 999, date(2024, 12, 31)),  # a day more than a year before as_of
            deal(3, "y", 50, date(2025, 6, 1), is_won=False),
            deal(4, "y", 80, date(2026, 2, 1), is_won=False, is_closed=False),
        ],
    )
    found = by_id(house)
    # win rate of the year: 1 of 2. x: 100; y: open 80 x 0.5
    assert (found["t1"]["potential"], found["t2"]["potential"]) == (100, 40)
    assert "bookings of the last four quarters" in potential_basis(house)


@pytest.mark.parametrize(
    ("columns", "value", "words"),
    [
        ({"employees": 7, "annual_revenue": 5000}, 7, "an account's number of employees"),
        ({"annual_revenue": 5000}, 5000, "an account's own annual revenue"),
        ({}, None, ""),
    ],
)
def test_next_proxies_are_employees_then_revenue(
    tmp_path: Path, columns: dict[str, Any], value: float | None, words: str
) -> None:
    house = make_snapshot(tmp_path, account=[{"account_id": "x", "territory_id": "t", **columns}])
    assert by_id(house)["t"]["potential"] == value
    assert potential_basis(house) == words
