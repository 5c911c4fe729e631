"""What every scenario on a snapshot stands on: read once, the same whatever the levers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from engine.metrics.balance import coefficient_of_variation
from engine.model.period import Period
from engine.scenarios.columns import numbers, texts
from engine.scenarios.coming.ahead import look_ahead
from engine.scenarios.coming.by_row import (
    base_pay_elsewhere,
    deal_credits,
    kept_by_row,
    overlays_by_row,
)
from engine.scenarios.coming.quota_seats import RowFacts, quota_seats
from engine.scenarios.coming.seating import seat_people
from engine.scenarios.coming.warnings import (
    of_history,
    of_potential,
    of_quotas_elsewhere,
    of_seating,
)
from engine.scenarios.todays_plans import todays_plans
from engine.store.company_target import company_target
from engine.store.potential import potential_basis
from engine.store.rep_period import rep_period
from engine.store.seat import seats
from engine.store.won_amount import won_amounts
from engine.store.won_deal import won_deals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.incentives.plan import Plan
    from engine.quotas.seats import Seats
    from engine.quotas.shared import Overlay
    from engine.response.redraw import DealCredits
    from engine.scenarios.coming.ahead import Ahead
    from engine.scenarios.coming.seating import Seating
    from engine.store.warehouse import Warehouse


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """Seats, kept quotas, expectations, last year's deals and pay terms of one snapshot."""

    snapshot: str
    period: Period
    """Fiscal year planned."""
    history: Period
    """The year to ``as_of``, whose deals are redrawn where the model does not stand."""
    seating: Seating
    previous: NDArray[np.float64]
    """Kept quota of each row, money, 0 without one, shape (n_rows,)."""
    expected: NDArray[np.float64]
    """Bookings of an average rep in the row's patches, money, ``nan`` where not known."""
    ahead: Ahead
    """What is known of the year before any lever is moved."""
    deals: DealCredits
    plans: tuple[Plan, ...]
    plan_of_row: NDArray[np.int64]
    other_base_pay: float
    """Base pay a year of sellers who hold no patch, money: part of what selling costs."""
    potential: NDArray[np.float64]
    """Potential of each patch, shape (n_patches,); blank as ``nan``."""
    workload: NDArray[np.float64]
    """Hours a quarter of each patch, same shape."""
    quota_seats: Seats
    """What quotas are made from, row by row."""
    overlays: tuple[Overlay, ...]
    """Who shares in quotas without a patch of their own."""
    target: float | None
    """What the company must book in the period, money."""
    warnings: tuple[str, ...]

    def expected_total(self, carried: NDArray[np.bool_]) -> float:
        """
        What all patches that carry a quota are expected to book, money; ``nan`` where nothing is.

        A patch of unknown potential counts with its own deals of last year.
        """
        each = np.where(np.isnan(self.expected), self.deals.by_seat, self.expected)
        total = float(each[carried].sum())
        return total if total > 0 else float("nan")

    @property
    def balance(self) -> dict[str, float]:
        """How uneven patches are, over those of known size; ``nan`` where none is."""
        return {
            "balance_cv_potential": coefficient_of_variation(_known(self.potential)),
            "balance_cv_workload": coefficient_of_variation(_known(self.workload)),
        }


def prepare(warehouse: Warehouse, period: Period, elasticity: float | None = None) -> Basis:
    """
    Read what scenarios for a period stand on.

    Parameters
    ----------
    warehouse : Warehouse
        The snapshot.
    period : Period
        Fiscal year to plan.
    elasticity : float, optional
        Elasticity of potential to assume; else the measured one.
    """
    snapshot = warehouse.snapshot
    history = year_to(snapshot.as_of)
    patches = seats(warehouse, snapshot.as_of)
    people = rep_period(warehouse, history)
    seating = seat_people(patches, people)
    previous, elsewhere = kept_by_row(warehouse, seating)
    plans, plan_of_row = todays_plans(seating.texts("plan"))
    amounts = won_amounts(warehouse, history)
    deals = deal_credits(amounts, won_deals(warehouse, history), seating)
    ahead = look_ahead(warehouse, (patches, seating, deals), (history, period), elasticity)
    size = seating.sum_by_row(texts(patches, "territory_id"), patches["potential"].to_pylist())
    known = np.where(size > 0, size, np.nan)
    facts = RowFacts(previous, ahead.expected, known, deals, ahead.skill)
    return Basis(
        snapshot.fingerprint,
        period,
        history,
        seating,
        previous,
        ahead.expected,
        ahead,
        deals,
        plans,
        plan_of_row,
        base_pay_elsewhere(people, seating),
        numbers(patches, "potential"),
        numbers(patches, "workload"),
        quota_seats(warehouse, seating, facts, amounts, period),
        overlays_by_row(warehouse, seating, elsewhere),
        company_target(warehouse, period),
        (
            *of_quotas_elsewhere(elsewhere),
            *(of_history(amounts, history) if ahead.forecast is None else ()),
            *of_seating(seating, ahead.refilled_after),
            *(*of_potential(potential_basis(warehouse)), *ahead.undecided),
        ),
    )


def year_to(day: date) -> Period:
    """The year that ends with a day, its last day included."""
    after = day + timedelta(days=1)
    first = date(after.year - 1, after.month, min(after.day, 28) if after.month == 2 else after.day)
    return Period(f"the year to {day}", first, day)


def _known(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return values[~np.isnan(values)]
