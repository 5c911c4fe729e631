"""What would this deal pay? One more deal for one person at this point of the year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from engine.errors import DataError
from engine.incentives.assemble import Credited, Frame, measured_lines
from engine.incentives.pay import pay
from engine.incentives.report import payout_rows
from engine.incentives.settlements import number_of
from engine.scenarios.incentive.under_plan import results_under
from engine.store.condition import Bound
from engine.store.plan_credit import PlanCredit
from engine.store.plan_deal import plan_columns
from engine.store.scratch import Scratch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from engine.incentives.pay import Paid
    from engine.incentives.plan import Plan
    from engine.incentives.results import Measured, Results
    from engine.scenarios.incentive.year_book import YearBook
    from engine.store.condition import ColumnKind
    from engine.store.warehouse import Warehouse

LINES = pa.schema(
    [
        ("component", pa.string()),
        ("step", pa.string()),  # tier, jump, gate, ... or an adjustment
        ("from", pa.float64()),  # in the input's unit; null for what is no tier
        ("to", pa.float64()),
        ("part", pa.float64()),  # what the deal adds to the tier
        ("rate", pa.float64()),
        ("pays", pa.float64()),  # money
    ]
)


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal that is asked about."""

    amount: float
    close_date: date
    share: float = 1.0
    """The person's direct share, a decimal."""
    columns: tuple[tuple[str, Any], ...] = ()
    """Further columns: discount, term_months, product, type, margin ..."""


@dataclass(frozen=True, slots=True, eq=False)
class DealPay:
    """What a deal pays a person, over what is paid without it."""

    rep_id: str
    period: str
    """Settlement that pays it."""
    credited: float
    """What the deal counts, money."""
    pays: float
    """Money; the lines sum to it."""
    lines: pa.Table
    """:data:`LINES`, without what pays nothing."""
    before: Paid
    after: Paid


def deal_pays(warehouse: Warehouse, book: YearBook, plan: Plan, rep_id: str, deal: Deal) -> DealPay:
    """
    Pay a person's year with and without one more deal.

    Raises
    ------
    DataError
        If the person has no quota in the quarter of the close date.
    PlanError
        If the plan reads what the deal does not say.
    """
    rows = np.array([rep == rep_id for rep in book.reps], dtype=bool)
    without = results_under(warehouse, book, plan, rows)
    number = number_of(deal.close_date, 3, book.fiscal_start)
    spots = [number_of(period.first, 3, book.fiscal_start) for period in without.periods]
    if rep_id not in without.reps or number not in spots:
        raise DataError(
            f"{rep_id} has no quota on {deal.close_date}.",
            f"Ask for a day in {book.quarters[0]} to {book.quarters[-1]}.",
        )
    credited = _credit(warehouse, plan, rep_id, deal, book.fiscal_start)
    spot = spots.index(number)
    with_it = _with(without, plan, credited, Frame((rep_id,), range(spots[0], spots[-1] + 1)))
    before, after = pay(plan, without), pay(plan, with_it)
    lines = _difference(before, after, spot)
    return DealPay(
        rep_id,
        without.periods[spot].label,
        _value(credited),
        round(sum(lines["pays"].to_pylist()), 2),
        lines,
        before,
        after,
    )


def _credit(
    warehouse: Warehouse, plan: Plan, rep_id: str, deal: Deal, fiscal_start: int
) -> Credited:
    """The deal alone, credited and measured by the plan."""
    known = plan_columns(warehouse.snapshot)
    given = dict(deal.columns)
    row: dict[str, Any] = {
        **dict.fromkeys(known),
        **given,
        "deal_id": "this deal",
        "rep_id": rep_id,
        "close_date": deal.close_date,
        "amount": deal.amount,
        "share": deal.share,
        "role": "direct",
        "gross_margin": None if given.get("margin") is None else deal.amount * given["margin"],
    }
    kinds = {name: _kind(row[name], kind) for name, kind in known.items()}
    types = {"text": pa.string(), "date": pa.date32(), "flag": pa.bool_()}
    table = pa.table(
        {k: pa.array([row[k]], types.get(kind, pa.float64())) for k, kind in kinds.items()}
    )
    scratch = Scratch()
    try:
        scratch.put("this_deal", table)
        bound = Bound(fiscal_start=fiscal_start, months=3)
        query = PlanCredit(plan.deals, "FROM this_deal", kinds, bound, is_recorded=True)
        return Credited(
            query.by_period(scratch),
            query.by_deal(scratch),
            {spif.id: query.spif(scratch, spif) for spif in plan.deals.spifs},
        )
    finally:
        scratch.close()


def _kind(value: Any, usual: ColumnKind) -> ColumnKind:
    """What a column of the deal holds: a column that no file fills may still be given here."""
    if value is None:
        return "text" if usual == "text" else "blank"
    if usual != "blank":
        return usual
    return "text" if isinstance(value, str) else "number"


def _value(credited: Credited) -> float:
    table = credited.by_deal
    values = [] if table is None else [v for v in table["value"].to_pylist() if v is not None]
    return float(sum(values))


def _with(results: Results, plan: Plan, credited: Credited, frame: Frame) -> Results:
    """Results with the deal on top."""
    extra = frame.measures(plan, credited.by_period)
    measures = {name: _sum(m, extra[name]) for name, m in results.measures.items()}
    spifs = {
        name: units + frame.spread(credited.spifs[name], "units")
        for name, units in results.spifs.items()
    }
    lines = results.deals
    if lines is not None and credited.by_deal is not None:
        lines = lines.plus(measured_lines(frame, plan, credited.by_deal))
    return replace(results, measures=measures, spifs=spifs, deals=lines)


def _sum(known: Measured, extra: Measured) -> Measured:
    below = None
    if known.below is not None and extra.below is not None:
        below = known.below + extra.below
    touched = extra.actual != 0
    actual = np.where(np.isnan(known.actual) & touched, 0.0, known.actual) + extra.actual
    return replace(known, actual=actual, below=below)


def _difference(before: Paid, after: Paid, spot: int) -> pa.Table:
    """What each line of the settlement, and each adjustment, pays more with the deal."""
    label = after.results.periods[spot].label
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for done, sign in ((after, 1.0), (before, -1.0)):
        for line in _lines(done, label, spot):
            key = line["component"], line["step"], line["from"], line["to"]
            kept = found.setdefault(key, {**line, "part": None, "pays": 0.0})
            kept["pays"] += sign * line["pays"]
            if line["part"] is not None:
                kept["part"] = (kept["part"] or 0.0) + sign * line["part"]
    rows = [
        {**row, "pays": round(row["pays"], 2), "part": _noiseless(row["part"])}
        for row in found.values()
    ]
    return pa.Table.from_pylist([row for row in rows if row["pays"]], LINES)


def _lines(done: Paid, label: str, spot: int) -> list[Mapping[str, Any]]:
    nothing = {"from": None, "to": None, "part": None, "rate": None}
    lines = [
        {"component": row["component"], **line}
        for row in payout_rows(done)
        if row["period"] == label
        for line in row["trace"]
    ]
    adjusted = done.totals.adjustments.items()
    lines += [
        {"component": name, "step": "adjustment", **nothing, "pays": float(change[0, spot])}
        for name, change in adjusted
    ]
    return [line for line in lines if line["step"] != "earlier"]


def _noiseless(part: float | None) -> float | None:
    return None if part is None else round(part, 10)
