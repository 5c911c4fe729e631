"""A plan's pay scaled to a budget, and the chance that possible years cost more than one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import LeverError
from engine.incentives.curve import PayoutCurve
from engine.incentives.year import pay_by_plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.incentives.matrix import PayoutMatrix
    from engine.incentives.plan import Component, Plan

    Floats = NDArray[np.float64]


def to_budget(
    plans: tuple[Plan, ...],
    plan_of_rep: NDArray[np.int64],
    attained: Floats,
    quota: Floats,
    target_incentive: Floats,
    budget: float,
) -> tuple[Plan, ...]:
    """
    Scale plans, all alike, until they pay a budget at the expected result.

    Parameters
    ----------
    plans : tuple of Plan
        The plans in force.
    plan_of_rep : ndarray of int, shape (n_reps,)
        Index into ``plans``.
    attained : ndarray, shape (n_reps,)
        Attainment that is expected of each person, decimals.
    quota, target_incentive : ndarray, shape (n_reps,)
        Money a year; people whose target incentive is ``nan`` are left out.
    budget : float
        Incentive pay of a year, money.

    Raises
    ------
    LeverError
        If the plans pay nothing there, so that no factor makes a budget of it.
    """
    known = ~np.isnan(target_incentive)
    people = plan_of_rep[known], attained[known, np.newaxis], quota[known], target_incentive[known]
    cost = float(pay_by_plan(plans, *people).sum())
    if cost <= 0:
        raise LeverError(
            "incentive.budget has nothing to scale: the plan pays nothing at the expected result.",
            "Load target incentives (rep.target_incentive), or lower the plan's threshold.",
        )
    return tuple(scaled(plan, budget / cost) for plan in plans)


def scaled(plan: Plan, factor: float) -> Plan:
    """
    Plan that pays so many times as much at every result; thresholds and gates stay.

    SPIFs, draws and guarantees are amounts of their own and stay as well.
    """
    components = tuple(_scaled(component, factor) for component in plan.components)
    cap = plan.adjustments.plan_cap
    adjustments = plan.adjustments.model_copy(
        update={"plan_cap": None if cap is None else cap * factor}
    )
    return replace(plan, components=components, adjustments=adjustments)


def chance_above(cost: Floats, budget: float) -> float:
    """Share of possible years, shape (n_draws,), that cost more than a budget; money."""
    return float(np.mean(cost > budget))


def _scaled(component: Component, factor: float) -> Component:
    interim = component.interim
    if interim is not None and interim.cap is not None:
        interim = replace(interim, cap=interim.cap * factor)
    return replace(
        component,
        curve=_curve(component.curve, factor),
        cap=None if component.cap is None else component.cap * factor,
        interim=interim,
    )


def _curve(curve: PayoutCurve | PayoutMatrix, factor: float) -> PayoutCurve | PayoutMatrix:
    if isinstance(curve, PayoutCurve):
        return replace(curve, intercept=curve.intercept * factor, slope=curve.slope * factor)
    return replace(curve, grid=curve.grid * factor)
