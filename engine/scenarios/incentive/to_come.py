"""What a plan costs to come: pay by quarter in the possible years, and whom it pays most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.incentives.budget import chance_above
from engine.incentives.quarters import QUARTERS, quarter_pay
from engine.model.band import Band
from engine.scenarios.coming.chain import play_through

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.model.scenario import Scenario
    from engine.response.redraw import Draws
    from engine.scenarios.coming.basis import Basis
    from engine.scenarios.coming.chain import Year

    Floats = NDArray[np.float64]

WORST = 0.99
"""Percentile that is called the worst case: one year in a hundred costs more."""
LARGEST = 10
"""Payouts that are listed one by one."""
SCHEMA = pa.schema(
    [
        ("rep_id", pa.string()),
        ("name", pa.string()),
        ("pay", pa.float64()),  # in the middle of the possible years
        ("pay_p10", pa.float64()),
        ("pay_p90", pa.float64()),
    ]
)


@dataclass(frozen=True, slots=True, eq=False)
class PayToCome:
    """Incentive pay of the coming year in the possible years."""

    cost: Floats
    """Of the whole year, money, shape (n_draws,)."""
    by_quarter: Floats | None
    """Of each quarter, shape (4, n_draws); ``None`` where years are not drawn by quarter."""
    restarts: bool
    """Whether some plan starts its curve again each period, so that the quarters' sum is not
    the year taken as a whole."""
    people: pa.Table
    """``SCHEMA``, by rep_id; paid as the cost is."""

    @property
    def largest(self) -> pa.Table:
        """The ten people paid most in the middle of the possible years, ``SCHEMA``."""
        by_pay = self.people.sort_by([("pay", "descending"), ("rep_id", "ascending")])
        return by_pay.slice(0, LARGEST)

    def chance_above(self, budget: float) -> float:
        """Chance of the year's costing more than a budget, a decimal."""
        return chance_above(self.cost, budget)

    @property
    def worst(self) -> float:
        """What one year in a hundred costs more than, money."""
        return float(np.quantile(self.cost, WORST))

    def bands(self) -> list[tuple[Band, Band]]:
        """Each quarter's pay, and that of the year to its end."""
        if self.by_quarter is None:
            return []
        to_date = np.cumsum(self.by_quarter, axis=0)
        pairs = zip(self.by_quarter, to_date, strict=True)
        return [(Band.of(each), Band.of(so_far)) for each, so_far in pairs]


def pay_to_come(basis: Basis, drawn: Draws, scenario: Scenario) -> PayToCome | None:
    """
    Play a scenario through and pay it quarter by quarter.

    Parameters
    ----------
    basis, drawn
        What the snapshot gives, and its possible years.
    scenario : Scenario
        The levers; patches stay where they are.

    Returns
    -------
    PayToCome or None
        ``None`` where nobody's pay can be drawn.

    Raises
    ------
    LeverError
        If a lever needs what the snapshot does not hold.
    """
    year = play_through(basis, drawn, scenario, None)[0]
    rows = year.terms.measured
    known = ~np.isnan(year.terms.target_incentive[rows])
    if not known.any() or not basis.deals.amount.size:
        return None
    rows = rows[known]
    parts = _by_quarter(year, rows)
    paid = year.outcome.paid[known] if parts is None else parts.sum(axis=0)
    by_quarter = None if parts is None else parts.sum(axis=1)
    used = {int(n) for n in year.terms.plan_of_row[rows]}
    restarts = any(c.window == "period" for n in used for c in year.terms.plans[n].components)
    return PayToCome(paid.sum(axis=0), by_quarter, restarts, _people(year, rows, paid))


def _by_quarter(year: Year, rows: NDArray[np.int64]) -> Floats | None:
    """Pay of these rows by quarter, money, shape (4, n_rows, n_draws)."""
    basis, terms = year.basis, year.terms
    if basis.ahead.forecast is None:
        return None
    whole = year.drawn.credited[rows]
    parts = basis.ahead.forecast.quarters(whole.shape[1], year.drawn.seed)[:, rows]
    booked = parts.sum(axis=0)
    share = np.divide(parts, booked, out=np.full_like(parts, 1 / QUARTERS), where=booked > 0)
    credited = share * whole * terms.market
    paid: Floats = np.zeros_like(credited)
    for index, plan in enumerate(terms.plans):
        on = terms.plan_of_row[rows] == index
        if on.any():
            money = terms.quota[rows[on]], terms.target_incentive[rows[on]]
            paid[:, on] = quarter_pay(plan, credited[:, on], *money)
    return paid


def _people(year: Year, rows: NDArray[np.int64], paid: Floats) -> pa.Table:
    names = year.basis.seating.names
    low, middle, high = np.quantile(paid, [0.1, 0.5, 0.9], axis=1)
    at = pa.array(rows)
    columns = {
        "rep_id": names["rep_id"].take(at),
        "name": names["name"].take(at),
        "pay": pa.array(middle),
        "pay_p10": pa.array(low),
        "pay_p90": pa.array(high),
    }
    return pa.table(columns).cast(SCHEMA).sort_by("rep_id")
