"""What a component pays that reads each deal by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError
from engine.incentives.evaluate import Inputs, Steps, evaluate
from engine.incentives.payouts import Payouts, check_known
from engine.incentives.rounding import settled, steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.incentives.plan import Component, Plan, Reading
    from engine.incentives.results import DealLines
    from engine.incentives.windows import Windows

    Floats = NDArray[np.float64]


def settle_deals(plan: Plan, component: Component, windows: Windows) -> Payouts:
    """
    Pay a component on every deal that its measure counts.

    A deal of negative amount takes back what a deal of that size pays.

    Raises
    ------
    DataError
        If the deals are not there, or a quota or measure that pay depends on is not known.
    """
    results, lines = windows.results, windows.results.deals
    if lines is None:
        raise DataError(
            f"The component {component.id} reads each deal by itself, and only results are given.",
            "Give the deals: pay PLAN.yaml --deals CSV.",
        )
    value = lines.measures[component.measure].actual if component.measure else lines.value
    line = np.flatnonzero(~np.isnan(value))
    rep, period = lines.rep[line], lines.period[line]
    inputs = _inputs(plan, component, windows, lines, line)
    sign = np.where(inputs.x < 0, -1.0, 1.0)
    done = _times(evaluate(component, _turned(inputs, sign)), sign)
    check_known(component, inputs, done, results, rep, period)
    whole = steps(done.money, plan.rounding.money, plan.rounding.mode).astype(np.int64)
    return Payouts(component, rep, period, line, inputs, done, whole, np.zeros_like(whole))


def _inputs(
    plan: Plan,
    component: Component,
    windows: Windows,
    lines: DealLines,
    line: NDArray[np.int64],
) -> Inputs:
    cells = lines.rep[line], lines.period[line]
    value = lines.measures[component.measure].actual if component.measure else lines.value
    x, unit = value[line], np.ones(len(line))
    if component.reads_attainment:
        x = _attainment(component.measure, windows, lines, line)
        if not component.is_money:
            target = windows.target_incentive(component.measure, "period")
            unit = component.weight * target[cells]
        elif component.method in ("marginal", "whole"):
            unit = windows.quota(component.measure, "period")[cells]
    modifier = component.modifier
    return Inputs(
        x=x,
        unit=unit,
        second=_attainment(component.second, windows, lines, line) if component.second else None,
        gates=tuple(_reading(g.reading, windows, lines, line) for g in component.gates),
        modifier=_reading(modifier.reading, windows, lines, line) if modifier else None,
    )


def _reading(
    reading: Reading, windows: Windows, lines: DealLines, line: NDArray[np.int64]
) -> Floats:
    if reading.is_attainment:
        return _attainment(reading.measure, windows, lines, line)
    return _value(reading.measure, lines)[line]


def _value(measure: str, lines: DealLines) -> Floats:
    """A measure of each deal: its part of a sum or count, or its own ratio."""
    found = lines.measures[measure]
    if found.below is None:
        return np.nan_to_num(found.actual)
    below = np.where(found.below == 0, np.nan, found.below)
    return np.asarray(found.actual / below)


def _attainment(
    measure: str, windows: Windows, lines: DealLines, line: NDArray[np.int64]
) -> Floats:
    """A deal over the period's quota, or its ratio over the ratio's target."""
    rule = windows.plan.measure(measure)
    value = _value(measure, lines)[line]
    if rule.kind == "ratio":
        return settled(value / (rule.target or np.nan))
    windows.attainment(measure, "period", "period")  # refuses a result without a quota
    quota = windows.quota(measure, "period")[lines.rep[line], lines.period[line]]
    return settled(value / np.where(quota > 0, quota, np.nan))


def _turned(inputs: Inputs, sign: Floats) -> Inputs:
    return replace(inputs, x=inputs.x * sign)


def _times(done: Steps, sign: Floats) -> Steps:
    return Steps(
        done.curve * sign,
        done.threshold * sign,
        done.gate * sign,
        done.modifier * sign,
        done.cap * sign,
    )
