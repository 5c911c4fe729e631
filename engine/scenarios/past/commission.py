"""Commission by quarter: recomputed to date, and as the payout register has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError
from engine.model.period import fiscal_year, parse_period, quarter_of, year_period
from engine.scenarios.incentive.gains import today_paid
from engine.scenarios.incentive.year_book import year_book
from engine.store.paid_commission import paid_commission

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

OTHER = "other"
"""Label of what the register pays for periods that are no quarter."""


def recomputed(warehouse: Warehouse, year: Period) -> dict[str, float]:
    """
    Incentive that each quarter of a fiscal year earned under the plans in force.

    Returns
    -------
    dict
        Quarter's label → money; empty where nobody has both a quota and a target incentive.
    """
    start = warehouse.snapshot.fiscal_start
    book = year_book(warehouse, year_period(fiscal_year(year.last, start), start))
    if book is None:
        return {}
    paid = sum(
        (book.spread(done, done.totals.paid) for done in today_paid(warehouse, book)),
        np.zeros_like(book.quota),
    )
    labels = (quarter.label for quarter in book.quarters)
    return dict(zip(labels, paid.sum(axis=0).tolist(), strict=True))


def registered(warehouse: Warehouse) -> dict[str, tuple[float, list[str]]]:
    """
    Money paid by quarter, with the register's own spellings of the periods in it.

    A month counts to its quarter. Periods longer than a quarter, and what cannot be read as a
    period, are gathered under :data:`OTHER`.
    """
    found: dict[str, tuple[float, list[str]]] = {}
    for row in paid_commission(warehouse).to_pylist():
        label = _quarter_of(row["period"], warehouse.snapshot.fiscal_start)
        amount, spellings = found.get(label, (0.0, []))
        found[label] = (amount + row["amount"], [*spellings, row["period"]])
    return found


def _quarter_of(spelling: str, fiscal_start: int) -> str:
    try:
        period = parse_period(spelling, fiscal_start)
    except DataError:
        return OTHER
    quarter = quarter_of(period.last, fiscal_start)
    return quarter.label if quarter.first <= period.first else OTHER
