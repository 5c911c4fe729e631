"""What a SPIF would have cost on a year's deals, all of which were closed without it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.incentives.adjust import spif_pay
from engine.model.crediting import DealTerms
from engine.scenarios.incentive.under_plan import results_under

if TYPE_CHECKING:
    from engine.model.crediting import Spif
    from engine.scenarios.incentive.year_book import YearBook
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("rep_id", pa.string()),
        ("name", pa.string()),
        ("units", pa.float64()),  # deals by direct share, or credited money
        ("pays", pa.float64()),
    ]
)


@dataclass(frozen=True, slots=True, eq=False)
class SpifCost:
    """A SPIF on deals that were closed anyway."""

    people: pa.Table
    """``SCHEMA``, by rep_id: everybody who would have been paid."""
    units: float
    """Deals, or credited money, that it pays on."""
    cost: float
    """Money."""


def spif_cost(warehouse: Warehouse, book: YearBook, spif: Spif) -> SpifCost:
    """
    Pay a SPIF on the year's deals.

    None of these deals needed it: the cost is what the SPIF pays before it brings one more.

    Raises
    ------
    PlanError
        If its condition reads what the snapshot does not hold.
    """
    base = book.plans[0]
    plan = replace(base, deals=DealTerms(measures=base.deals.measures, spifs=(spif,)))
    everybody = np.ones(len(book.reps), dtype=bool)
    results = results_under(warehouse, book, plan, everybody)
    paid = spif_pay(spif, results).sum(axis=1)
    units = results.spifs[spif.id].sum(axis=1)
    names = dict(zip(book.reps, book.people["name"].to_pylist(), strict=True))
    rows = [
        {"rep_id": rep, "name": names[rep], "units": float(n), "pays": round(float(money), 2)}
        for rep, n, money in zip(results.reps, units, paid, strict=True)
        if money > 0
    ]
    return SpifCost(
        pa.Table.from_pylist(rows, SCHEMA), float(units.sum()), round(float(paid.sum()), 2)
    )
