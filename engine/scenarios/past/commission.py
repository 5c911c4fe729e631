"""Commission by quarter: recomputed to date, and as the payout register has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError
from engine.incentives.year import pay_by_plan
from engine.metrics.attainment import attainment
from engine.model.period import fiscal_year, parse_period, quarter_of, quarters
from engine.scenarios.columns import numbers, texts
from engine.scenarios.past.reps import past_reps
from engine.scenarios.todays_plans import todays_plans
from engine.store.credited_month import credited_months
from engine.store.paid_commission import paid_commission

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

OTHER = "other"
"""Label of what the register pays for periods that are no quarter."""


def recomputed(warehouse: Warehouse, year: Period) -> dict[str, float]:
    """
    Incentive that each quarter of a fiscal year earned.

    Earned to date is target incentive x the plan's payout share at credit to date over the
    year's quota; a quarter earns what it adds. An estimate: splits, draws and clawbacks of the
    plan document are not in it.

    Returns
    -------
    dict
        Quarter's label → money; empty where nobody has both a quota and a target incentive.
    """
    reps = past_reps(warehouse, year)
    incentive = reps["target_incentive"] * reps.years
    paid = ~reps.marks.no_quota & ~np.isnan(incentive)
    if not paid.any():
        return {}
    plans, plan_of_rep = todays_plans(texts(reps.table, "plan"))
    credit = credited_months(warehouse, year)
    place = {rep: row for row, rep in enumerate(texts(reps.table, "rep_id"))}
    rows = np.array([place[rep] for rep in texts(credit, "rep_id")], dtype=np.int64)
    months, amounts = credit["month"].to_pylist(), numbers(credit, "credited")
    quota = np.where(paid, reps["quota"], 0.0)
    start = warehouse.snapshot.fiscal_start
    parts = quarters(fiscal_year(year.last, start), start)
    to_date = [np.array([month <= part.last for month in months], dtype=bool) for part in parts]
    reached = np.stack(
        [
            attainment(np.bincount(rows[due], amounts[due], minlength=quota.size), quota)
            for due in to_date
        ],
        axis=1,
    )
    earned = np.nansum(pay_by_plan(plans, plan_of_rep, reached, quota, incentive), axis=0)
    return dict(
        zip((part.label for part in parts), np.diff(earned, prepend=0.0).tolist(), strict=True)
    )


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
