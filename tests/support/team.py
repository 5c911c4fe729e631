"""A small team whose coming year can be worked by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.support.snapshots import make_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from engine.store.warehouse import Warehouse

YEAR = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}
NEXT = {"period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31)}
SINCE, LEFT = date(2024, 1, 1), date(2025, 12, 30)


def rows_of_a_team(**names: str) -> dict[str, list[dict[str, Any]]]:
    """
    Ann in T1, Bob in T2, T3 vacant since Cy left; each with 40 deals of 2,500 in 2025.

    Quotas 100,000, 80,000 and 50,000; potential 200,000, 100,000 and 100,000. ``names`` gives
    people other ids.
    """
    ann, bob, cy = (names.get(name, name) for name in ("ann", "bob", "cy"))
    people = ((ann, "T1"), (bob, "T2"), (cy, "T3"))
    pay = {"base_pay": 50_000, "target_incentive": 40_000, "role": "AE"}
    return {
        "rep": [
            {"rep_id": ann, "name": "Ann", "hire_date": SINCE, **pay},
            {"rep_id": bob, "name": "Bob", "hire_date": SINCE, **pay},
            {
                "rep_id": cy,
                "name": "Cy",
                "hire_date": SINCE,
                "leave_date": date(2025, 12, 30),
                **pay,
            },
        ],
        "territory": [{"territory_id": seat, "segment": "mid"} for _, seat in people],
        "assignment": [
            {"rep_id": rep, "territory_id": seat, "start_date": SINCE} for rep, seat in people
        ],
        "account": [
            {"account_id": f"A{seat}", "owner_id": rep, "territory_id": seat, "potential": money}
            for (rep, seat), money in zip(people, (200_000, 100_000, 100_000), strict=True)
        ],
        "opportunity": [
            {
                "opportunity_id": f"{seat}-{n:02}",
                "account_id": f"A{seat}",
                "owner_id": rep,
                "amount": 2_500,
                "is_closed": True,
                "is_won": True,
                "close_date": date(2025, 1 + n % 12, 10),
            }
            for rep, seat in people
            for n in range(40)
        ],
        "quota": [
            {"rep_id": rep, "amount": amount, "level": "rep", **YEAR}
            for (rep, _), amount in zip(people, (100_000, 80_000, 50_000), strict=True)
        ],
        "target": [{"scope": "company", "kind": "plan", "amount": 290_000, **NEXT}],
    }


def a_team(folder: Path, leave_out: tuple[str, ...] = (), **names: str) -> Warehouse:
    """Snapshot of the team, without the tables that are left out."""
    rows = rows_of_a_team(**names)
    return make_snapshot(folder, **{k: v for k, v in rows.items() if k not in leave_out})
