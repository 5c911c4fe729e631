"""A sales force of known truth written down as a snapshot."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.model.period import quarters
from engine.sample.truth_worlds import WorldSpec, make_world
from tests.support.snapshots import make_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from engine.sample.truth_worlds import TruthWorld
    from engine.store.warehouse import Warehouse

DEALS_A_QUARTER = 2
PERIODS = (*quarters(2024), *quarters(2025))


def force_rows(world: TruthWorld) -> dict[str, list[dict[str, Any]]]:
    """Tables of a world of eight quarters, 2024 and 2025; each cell's bookings in two deals."""
    history = world.history
    first_quarter = {}
    for rep, quarter, tenure in zip(history.rep, history.quarter, history.tenure, strict=True):
        first_quarter.setdefault(int(rep), int(quarter - tenure))
    cells = list(zip(history.rep.tolist(), history.seat.tolist(), history.quarter.tolist()))  # noqa: B905
    seats = range(world.segment.size)
    return {
        "rep": [
            {"rep_id": _rep(rep), "name": f"Person {rep}", "hire_date": _start(quarter)}
            for rep, quarter in first_quarter.items()
        ],
        "territory": [
            {"territory_id": _seat(seat), "segment": f"segment {world.segment[seat]}"}
            for seat in seats
        ],
        "account": [
            {
                "account_id": f"a{seat}",
                "territory_id": _seat(seat),
                "potential": float(np.round(1e6 * world.potential[seat])),
            }
            for seat in seats
        ],
        "assignment": [
            {
                "rep_id": _rep(rep),
                "territory_id": _seat(seat),
                "start_date": PERIODS[quarter].first,
                "end_date": PERIODS[quarter].last,
            }
            for rep, seat, quarter in cells
        ],
        "opportunity": [
            {
                "opportunity_id": f"{quarter}-{seat}-{n}",
                "account_id": f"a{seat}",
                "owner_id": _rep(rep),
                "amount": float(np.round(booked / DEALS_A_QUARTER)),
                "is_closed": True,
                "is_won": True,
                "close_date": PERIODS[quarter].first + timedelta(days=40 * n + 1),
            }
            for (rep, seat, quarter), booked in zip(cells, history.booked.tolist(), strict=True)
            for n in range(DEALS_A_QUARTER)
            if booked > 0
        ],
        "quota": [
            {
                "rep_id": _rep(rep),
                "amount": float(asked),
                "period_start": PERIODS[quarter].first,
                "period_end": PERIODS[quarter].last,
            }
            for (rep, _, quarter), asked in zip(cells, history.quota.tolist(), strict=True)
        ],
    }


def a_force(folder: Path, leave_out: tuple[str, ...] = (), seats: int = 30) -> Warehouse:
    """Snapshot of a small force, without the tables that are left out."""
    rows = force_rows(make_world(WorldSpec(seats=seats), seed=3))
    return make_snapshot(folder, **{k: v for k, v in rows.items() if k not in leave_out})


def _rep(number: int) -> str:
    return f"r{number:03}"


def _seat(number: int) -> str:
    return f"s{number:03}"


def _start(quarter: int) -> date:
    """First day of a quarter counted from the first of 2024; many years before for old hands."""
    return PERIODS[quarter].first if quarter >= 0 else date(2020, 1, 1)
