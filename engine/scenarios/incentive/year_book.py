"""Who carried what in each settlement of a fiscal year, and today's plan of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.model.period import quarters
from engine.scenarios.columns import numbers, texts
from engine.scenarios.past.eligibility import without_quota
from engine.scenarios.todays_plans import todays_plans
from engine.store.deal_outcome import deal_outcome
from engine.store.rep_period import rep_period

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.incentives.pay import Paid
    from engine.incentives.plan import Plan
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

    Floats = NDArray[np.float64]

BOOKINGS = "bookings"
"""Measure of the quotas that snapshots hold."""
_SHOWN = ("rep_id", "name", "role", "segment", "region", "manager_id", "hire_date", "base_pay")


@dataclass(frozen=True, slots=True, eq=False)
class YearBook:
    """People with a quota and a target incentive in a fiscal year."""

    year: Period
    quarters: tuple[Period, ...]
    """Quarters that have begun by the day that the snapshot knows."""
    fiscal_start: int
    people: pa.Table
    """rep_id, name, role, segment, region, manager_id, hire_date, base_pay; by rep_id."""
    quota: Floats
    """Money of each quarter, ``nan`` without one, shape (n_reps, n_quarters)."""
    target_incentive: Floats
    """Money a year, for the part of the quarter that the person was there, same shape."""
    base_pay: Floats
    """Money of the year so far, for the days that the person was there, shape (n_reps,)."""
    booked: float
    """Won deals of the year so far, whoever owns them, money."""
    plans: tuple[Plan, ...]
    """Plans in force; the first stands for people whose plan is not known."""
    plan_of_rep: NDArray[np.int64]
    """Index into ``plans``, shape (n_reps,)."""
    left_out: int
    """Sellers with a quota whose target incentive is not known."""

    @property
    def reps(self) -> list[str]:
        """Ids of the people."""
        return [str(rep) for rep in texts(self.people, "rep_id")]

    def spread(self, done: Paid, values: Floats) -> Floats:
        """What a plan paid its people, over all people and quarters; 0 for the others."""
        place = {rep: row for row, rep in enumerate(self.reps)}
        rows = [place[rep] for rep in done.results.reps]
        spots = [self.quarters.index(period) for period in done.results.periods]
        out = np.zeros_like(self.quota)
        out[np.ix_(rows, spots)] = values
        return out


def year_book(warehouse: Warehouse, year: Period) -> YearBook | None:
    """
    Read the people of a fiscal year, quarter by quarter.

    Returns
    -------
    YearBook or None
        ``None`` where nobody has both a quota and a target incentive.
    """
    snapshot = warehouse.snapshot
    whole = rep_period(warehouse, year)
    parts = tuple(
        quarter
        for quarter in quarters(int(year.label[2:6]), snapshot.fiscal_start)
        if quarter.first <= snapshot.as_of
    )
    has_quota = ~without_quota(numbers(whole, "quota"), texts(whole, "role"))
    known = ~np.isnan(numbers(whole, "target_incentive"))
    kept = has_quota & known
    if not kept.any():
        return None
    people = whole.filter(pa.array(kept))
    place = {str(rep): row for row, rep in enumerate(texts(people, "rep_id"))}
    quota = np.full((len(place), len(parts)), np.nan)
    served = np.zeros_like(quota)
    for n, quarter in enumerate(parts):
        rows = rep_period(warehouse, quarter)
        at = np.array([place.get(str(rep), -1) for rep in texts(rows, "rep_id")], dtype=np.int64)
        quota[at[at >= 0], n] = numbers(rows, "quota")[at >= 0]
        served[at[at >= 0], n] = numbers(rows, "active_days")[at >= 0] / quarter.days
    plans, plan_of_rep = todays_plans(texts(people, "plan"))
    yearly = numbers(people, "target_incentive")[:, np.newaxis]
    return YearBook(
        year,
        parts,
        snapshot.fiscal_start,
        people.select(_SHOWN),
        quota,
        yearly * served,
        numbers(people, "base_pay") * served.sum(axis=1) / 4,
        deal_outcome(warehouse, year).bookings,
        plans,
        plan_of_rep,
        int((has_quota & ~known).sum()),
    )
