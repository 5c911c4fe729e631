"""What moving accounts costs in the planned year, from the same possible years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.incentives.year import pay_by_plan
from engine.scenarios.coming.change import moved_books
from engine.transition.costs import (
    TransitionCost,
    dual_credit,
    hold_harmless,
    lost_bookings,
    pipeline_protection,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.model.territory_levers import TransitionLevers
    from engine.response.redraw import Draws
    from engine.scenarios.coming.basis import Basis
    from engine.scenarios.coming.outcome import Outcome
    from engine.scenarios.coming.redesign import Redesign
    from engine.scenarios.coming.terms import Terms

    Floats = NDArray[np.float64]

_STEP = 0.01
"""Attainment over which the pay of one more dollar is measured."""
_PROTECTED = {"prior_owner": 1.0, "split": 0.5, "new_owner": 0.0}
"""Part of an open deal's credit that the prior owner keeps; a split is taken as halves."""


def moving_cost(
    basis: Basis, design: Redesign, levers: TransitionLevers, before: tuple[Terms, Draws]
) -> TransitionCost:
    """
    Lost bookings, dual credit and protected deals of a design, money; nothing held harmless.

    Parameters
    ----------
    basis : Basis
        Patches as they stand.
    design : Redesign
        Where the accounts go.
    levers : TransitionLevers
        How the change is made.
    before : tuple of Terms and Draws
        Terms and years if we carry on: what one more dollar pays the prior owner.
    """
    moved = np.flatnonzero(design.moved)
    row = np.array(
        [basis.seating.row_of_seat[design.patches[seat]] for seat in design.before[moved]],
        dtype=np.int64,
    )
    rate = _rates(*before)[row]
    book = moved_books(basis, design)[moved]
    kept = _PROTECTED[levers.in_flight]
    open_amount = design.open_amount[moved] * kept
    return TransitionCost(
        lost_bookings(book, levers.disruption_loss),
        dual_credit(book, rate, levers.dual_credit_months),
        pipeline_protection(open_amount, design.win_rate, rate),
        0.0,
    )


def held_harmless(
    before: tuple[Terms, Outcome], after: tuple[Terms, Outcome], *, floor: float, months: float
) -> float:
    """Mean over possible years of the pay that keeps people at a share of what they had, money."""
    old, new = (_by_row(terms, outcome) for terms, outcome in (before, after))
    both = ~np.isnan(old[:, 0]) & ~np.isnan(new[:, 0])
    return float(hold_harmless(old[both], new[both], floor=floor, months=months).mean())


def _rates(terms: Terms, drawn: Draws) -> Floats:
    """Pay of one more dollar at the middle result, 0 for rows without quota or known pay."""
    rows = terms.measured
    quota = terms.quota[rows]
    attained = (drawn.p50[rows] * terms.market / quota)[:, None]
    points = np.hstack([attained, attained + _STEP])
    target = terms.target_incentive[rows]
    paid = pay_by_plan(terms.plans, terms.plan_of_row[rows], points, quota, target)
    rate = np.zeros(len(terms.quota))
    rate[rows] = np.nan_to_num((paid[:, 1] - paid[:, 0]) / (_STEP * quota))
    return rate


def _by_row(terms: Terms, outcome: Outcome) -> Floats:
    paid = np.full((len(terms.quota), outcome.paid.shape[1]), np.nan)
    paid[terms.measured] = outcome.paid
    return paid
