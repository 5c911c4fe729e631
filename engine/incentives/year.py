"""Pay of many people in many possible years, each year taken as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.incentives.evaluate import Inputs, act, evaluate
from engine.incentives.hinges import Fast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engine.incentives.plan import Component, Plan, Reading

    Floats = NDArray[np.float64]

_BLOCK = 1 << 14
"""Cells evaluated at once: small enough to stay in a core's own cache."""
BOOKINGS = ""
"""Name under which the attainment stands of every measure that has none of its own."""


def year_pay(
    plan: Plan, attained: Mapping[str, Floats], quota: Floats, target_incentive: Floats
) -> Floats:
    """
    Incentive pay of a whole year.

    Every window ends a year at its curve's value for the whole year, so only that is computed;
    a plan that starts its curve again each period is taken at the year's average.

    Parameters
    ----------
    plan : Plan
        The compiled plan.
    attained : mapping of str to ndarray, shape (n_reps, n_draws)
        Attainment by measure, decimals; :data:`BOOKINGS` stands for every sum or count without
        one of its own, and ratios without one stand at target.
    quota : ndarray, shape (n_reps,)
        Money a year; amounts are attainment x quota.
    target_incentive : ndarray, shape (n_reps,)
        Money a year.

    Returns
    -------
    ndarray, shape (n_reps, n_draws)
        Money a year, adjustments left out but for the plan's cap; not rounded.
    """
    shape = np.broadcast_shapes(*(np.shape(values) for values in attained.values()))
    out = np.empty(shape)
    curves = [Fast(component.curve) for component in plan.components]
    rows = max(1, _BLOCK // max(shape[1], 1))
    for start in range(0, shape[0], rows):
        block = slice(start, start + rows)
        here = {name: values[block] for name, values in attained.items()}
        size = quota[block, None], target_incentive[block, None]
        out[block] = _block(plan, curves, here, *size)
    return out


def pay_by_plan(
    plans: Sequence[Plan],
    plan_of_rep: NDArray[np.int64],
    attainment: Floats,
    quota: Floats,
    target_incentive: Floats,
) -> Floats:
    """
    Pay of people on different plans, shape (n_reps, n_draws); see :func:`year_pay`.

    Parameters
    ----------
    plans : sequence of Plan
        The plans in force.
    plan_of_rep : ndarray of int, shape (n_reps,)
        Index into ``plans``.
    attainment : ndarray, shape (n_reps, n_draws)
        Attainment of the year, decimals.
    quota, target_incentive : ndarray, shape (n_reps,)
        Money a year.
    """
    paid = np.empty_like(attainment)
    for index, plan in enumerate(plans):
        reps = plan_of_rep == index
        if reps.all():
            return year_pay(plan, {BOOKINGS: attainment}, quota, target_incentive)
        if reps.any():
            attained = {BOOKINGS: attainment[reps]}
            paid[reps] = year_pay(plan, attained, quota[reps], target_incentive[reps])
    return paid


def _block(
    plan: Plan,
    curves: Sequence[Fast],
    attained: Mapping[str, Floats],
    quota: Floats,
    target: Floats,
) -> Floats:
    has_blanks = any(np.isnan(values).any() for values in attained.values())
    money: Floats = np.zeros(1)
    for component, curve in zip(plan.components, curves, strict=True):
        inputs = _inputs(plan, component, attained, quota, target)
        if has_blanks:
            money = money + evaluate(component, inputs).money
        else:
            given = curve.at(inputs.x, inputs.second)
            money = money + act(component, inputs, given * inputs.unit).money
    cap = plan.adjustments.plan_cap
    return money if cap is None else np.minimum(money, cap * target)


def _inputs(
    plan: Plan,
    component: Component,
    attained: Mapping[str, Floats],
    quota: Floats,
    target: Floats,
) -> Inputs:
    x = _attainment(plan, component.measure, attained)
    modifier = component.modifier
    unit = component.weight * target
    if component.is_money:
        scaled = component.tiers_in_attainment and component.method in ("marginal", "whole")
        unit = quota if scaled else np.ones_like(quota)
        x = x if component.tiers_in_attainment else x * quota
    return Inputs(
        x=x,
        unit=unit,
        second=_attainment(plan, component.second, attained) if component.second else None,
        gates=tuple(_open(_reading(plan, g.reading, attained, quota)) for g in component.gates),
        modifier=_reading(plan, modifier.reading, attained, quota) if modifier else None,
    )


def _attainment(plan: Plan, measure: str, attained: Mapping[str, Floats]) -> Floats:
    if measure in attained:
        return attained[measure]
    if measure and plan.measure(measure).kind == "ratio":
        return np.ones((1, 1))
    return attained[BOOKINGS]


def _reading(plan: Plan, reading: Reading, attained: Mapping[str, Floats], quota: Floats) -> Floats:
    attainment = _attainment(plan, reading.measure, attained)
    rule = plan.measure(reading.measure)
    if reading.is_attainment:
        return attainment
    if rule.kind == "ratio":
        return attainment * np.float64(np.nan if rule.target is None else rule.target)
    return attainment * (quota if rule.kind == "sum" else np.nan)


def _open(read: Floats) -> Floats:
    """A gate whose measure is not known is taken to be open."""
    return np.where(np.isnan(read), np.inf, read)
