"""Does today's plan reproduce what was paid? Recomputed against the payout register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.errors import DataError
from engine.model.period import parse_period, quarter_of
from engine.store.paid_by_rep import paid_by_rep

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.incentives.pay import Paid
    from engine.model.period import Period
    from engine.scenarios.incentive.year_book import YearBook
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("rep_id", pa.string()),
        ("name", pa.string()),
        ("quarter", pa.string()),
        ("paid", pa.float64()),  # as the register has it
        ("recomputed", pa.float64()),
        ("difference", pa.float64()),  # recomputed less paid
    ]
)
CENT = 0.0101
"""Difference up to which two amounts are the same: a cent of rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class RegisterCheck:
    """The register beside today's plan, person by person and quarter by quarter."""

    rows: pa.Table
    """``SCHEMA``: every person and quarter that either pays, largest difference first."""
    quarters: tuple[str, ...]
    """Quarters that the register has paid."""

    @property
    def agree(self) -> int:
        """Rows that agree to the cent."""
        return int((np.abs(self.rows["difference"].to_numpy()) <= CENT).sum())

    @property
    def differing(self) -> pa.Table:
        """Rows that do not."""
        return self.rows.filter(pa.array(np.abs(self.rows["difference"].to_numpy()) > CENT))


def register_check(
    warehouse: Warehouse, book: YearBook, today: Sequence[Paid]
) -> RegisterCheck | None:
    """
    Recompute what was paid.

    Only quarters that the register knows are compared: a later one is not yet paid. Somebody
    whom the plan pays and the register does not, or the other way round, is a difference.

    Returns
    -------
    RegisterCheck or None
        ``None`` where no register, or none for this year, was loaded.
    """
    register = _by_quarter(warehouse, book)
    known = tuple(q.label for q in book.quarters if any(label == q.label for _, label in register))
    if not known:
        return None
    recomputed = sum((book.spread(d, d.totals.paid) for d in today), np.zeros_like(book.quota))
    names = dict(zip(book.reps, book.people["name"].to_pylist(), strict=True))
    mine = {
        (rep, quarter.label): float(recomputed[row, n])
        for row, rep in enumerate(book.reps)
        for n, quarter in enumerate(book.quarters)
        if quarter.label in known and recomputed[row, n]
    }
    keys = sorted(
        {*mine, *register}, key=lambda k: (-abs(mine.get(k, 0.0) - register.get(k, 0.0)), k)
    )
    rows = [
        {
            "rep_id": rep,
            "name": names.get(rep, rep),
            "quarter": label,
            "paid": register.get((rep, label), 0.0),
            "recomputed": mine.get((rep, label), 0.0),
            "difference": round(mine.get((rep, label), 0.0) - register.get((rep, label), 0.0), 4),
        }
        for rep, label in keys
    ]
    return RegisterCheck(pa.Table.from_pylist(rows, SCHEMA), known)


def _by_quarter(warehouse: Warehouse, book: YearBook) -> dict[tuple[str, str], float]:
    """Paid money by person and quarter of the year; months count to their quarter."""
    found: dict[tuple[str, str], float] = {}
    for row in paid_by_rep(warehouse).to_pylist():
        quarter = _quarter(row["period"], book.fiscal_start)
        if quarter is not None and quarter in book.quarters:
            key = row["rep_id"], quarter.label
            found[key] = found.get(key, 0.0) + row["amount"]
    return found


def _quarter(spelling: str, fiscal_start: int) -> Period | None:
    try:
        period = parse_period(spelling, fiscal_start)
    except DataError:
        return None
    quarter = quarter_of(period.last, fiscal_start)
    return quarter if quarter.first <= period.first else None
