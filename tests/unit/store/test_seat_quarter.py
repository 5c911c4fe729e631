"""Who sat where in each quarter: moves, hires, leave and deals placed by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from engine.model.period import quarters
from engine.store.seat_quarter import seat_quarters
from tests.support.snapshots import make_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

FIRST, SECOND = quarters(2025)[:2]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, str, int], Any]]:
    """
    Ann moves from T1 to T2 on 1 March; Bob joins T1 then, and is away for 30 days in May.

    Cy's assignment begins before he was hired, on 1 April.
    """
    won = {"is_closed": True, "is_won": True}
    moves = [
        ("ann", "T1", date(2024, 1, 1), date(2025, 2, 28)),
        ("ann", "T2", date(2025, 3, 1), None),
        ("bob", "T1", date(2025, 3, 1), None),
        ("cy", "T3", date(2025, 1, 1), None),
    ]
    deals = [
        ("1", "ann", "A1", 100, date(2025, 2, 28)),
        ("2", "ann", "A1", 300, date(2025, 2, 28)),
        ("3", "ann", "A2", 50, date(2025, 3, 1)),
        ("4", "bob", "A1", -20, date(2025, 5, 2)),
        ("5", "nobody", "A1", 999, date(2025, 5, 2)),
    ]
    folder: Path = tmp_path_factory.mktemp("seats")
    warehouse = make_snapshot(
        folder,
        rep=[
            {"rep_id": "ann", "hire_date": date(2020, 1, 1)},
            {"rep_id": "bob"},
            {"rep_id": "cy", "hire_date": date(2025, 4, 1)},
        ],
        account=[
            {"account_id": "A1", "territory_id": "T1"},
            {"account_id": "A2", "territory_id": "T2"},
        ],
        assignment=[
            {"rep_id": r, "territory_id": t, "start_date": s, "end_date": e} for r, t, s, e in moves
        ],
        absence=[
            {"rep_id": "bob", "start_date": date(2025, 5, 1), "end_date": date(2025, 5, 30)},
            {"rep_id": "ann", "start_date": date(2025, 1, 1), "end_date": date(2025, 1, 14)},
        ],
        opportunity=[
            {
                "opportunity_id": k,
                "owner_id": o,
                "account_id": a,
                "amount": m,
                "close_date": d,
                **won,
            }
            for k, o, a, m, d in deals
        ],
    )
    table = seat_quarters(warehouse, (FIRST, SECOND)).to_pylist()
    yield {(row["rep_id"], row["territory_id"], row["quarter"]): row for row in table}
    warehouse.close()


def test_days_follow_the_dated_assignments(rows: dict[Any, Any]) -> None:
    """59 days to the end of February, 31 of March; holidays of two weeks change nothing."""
    assert {key: row["days"] for key, row in rows.items()} == {
        ("ann", "T1", 0): 59,
        ("ann", "T2", 0): 31,
        ("bob", "T1", 0): 31,
        ("ann", "T2", 1): 91,
        ("bob", "T1", 1): 61,
        ("cy", "T3", 1): 91,
    }


def test_deals_go_to_the_seat_held_on_the_day(rows: dict[Any, Any]) -> None:
    first = rows["ann", "T1", 0]
    assert (first["booked"], first["squares"], first["deals"]) == (400, 100**2 + 300**2, 2)
    assert rows["ann", "T2", 0]["booked"] == 50
    assert rows["bob", "T1", 1]["booked"] == -20
    assert rows["cy", "T3", 1]["booked"] == 0


def test_a_stay_begins_no_earlier_than_the_hire(rows: dict[Any, Any]) -> None:
    assert rows["cy", "T3", 1]["first_day"] == date(2025, 4, 1)
    assert ("cy", "T3", 0) not in rows
