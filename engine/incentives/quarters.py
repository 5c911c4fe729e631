"""Pay of many people in many possible years, quarter by quarter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.incentives.year import BOOKINGS, year_pay

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.incentives.plan import Component, Plan

    Floats = NDArray[np.float64]

QUARTERS = 4


def quarter_pay(plan: Plan, credited: Floats, quota: Floats, target_incentive: Floats) -> Floats:
    """
    What a plan settles in each quarter.

    Parameters
    ----------
    plan : Plan
        The compiled plan.
    credited : ndarray, shape (4, n_reps, n_draws)
        Credited money of each quarter.
    quota, target_incentive : ndarray, shape (n_reps,)
        Money a year, spread evenly over the quarters.

    Returns
    -------
    ndarray, shape (4, n_reps, n_draws)
        Money, not rounded; advances, SPIFs and guarantees are left out. The quarters sum to
        :func:`engine.incentives.year.year_pay` unless the plan starts its curve again each
        period.

    Notes
    -----
    A window read deal by deal, and the rate of the year to date, are settled as the difference
    of the year to date: the year comes to the same.
    """
    due = np.zeros_like(credited)
    for component in plan.components:
        alone = replace(
            plan,
            components=(component,),
            adjustments=plan.adjustments.model_copy(update={"plan_cap": None}),
        )
        due += _to_date(alone, component, credited, quota, target_incentive)
    cap = plan.adjustments.plan_cap
    if cap is not None:
        parts = np.arange(1, QUARTERS + 1) / QUARTERS
        due = np.minimum(due, cap * np.multiply.outer(parts, target_incentive)[..., None])
    return np.diff(due, axis=0, prepend=0.0)


def _to_date(
    plan: Plan, component: Component, credited: Floats, quota: Floats, target: Floats
) -> Floats:
    """What one component has settled by the end of each quarter."""
    if component.window == "period":
        each = [_pays(plan, q, quota / QUARTERS, target / QUARTERS) for q in credited]
        return np.cumsum(each, axis=0)
    so_far = np.cumsum(credited, axis=0)
    whole_year = component.is_against_year or component.window == "deal"
    found = np.zeros_like(credited)
    for n, sold in enumerate(so_far):
        is_last = n == QUARTERS - 1
        if component.window == "annual" and component.interim is None and not is_last:
            continue
        part = 1.0 if whole_year else (n + 1) / QUARTERS
        found[n] = _pays(plan, sold, quota * part, target * part)
        if component.interim is not None and not is_last:
            most = np.inf if component.interim.cap is None else component.interim.cap
            unit = 1.0 if component.is_money else component.weight * part * target[:, None]
            found[n] = component.interim.share * np.minimum(found[n], most * unit)
    return found


def _pays(plan: Plan, sold: Floats, quota: Floats, target: Floats) -> Floats:
    return year_pay(plan, {BOOKINGS: sold / quota[:, None]}, quota, target)
