"""What each component pays to whom at each settlement, to the rounding step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.incentives.evaluate import Inputs, evaluate
from engine.incentives.payouts import Payouts, check_known
from engine.incentives.results import ends_year, fiscal_year_of
from engine.incentives.rounding import settled, steps, to_step
from engine.incentives.settle_deals import settle_deals
from engine.incentives.windows import Windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.incentives.evaluate import Steps
    from engine.incentives.plan import Component, Plan, Reading
    from engine.incentives.results import Results
    from engine.incentives.windows import Span

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


def settle(plan: Plan, results: Results) -> tuple[Payouts, ...]:
    """
    Pay every component at every settlement of its window.

    Raises
    ------
    DataError
        If a quota, a target incentive or a measure that pay depends on is not known.
    """
    windows = Windows(plan, results)
    return tuple(
        settle_deals(plan, component, windows)
        if component.window == "deal"
        else _by_period(plan, component, windows)
        for component in plan.components
    )


def _by_period(plan: Plan, component: Component, windows: Windows) -> Payouts:
    results = windows.results
    due = windows.settled(component.measure)
    closes = np.array([ends_year(p, results.fiscal_start) for p in results.periods], dtype=bool)
    if component.window == "annual" and component.interim is None:
        due = due & closes
    inputs = _read(plan, component, windows)
    rep, period = np.nonzero(due)
    inputs = _at(inputs, (rep, period))
    done = evaluate(component, inputs)
    check_known(component, inputs, done, results, rep, period)
    money = done.money
    if component.interim is not None:
        money = np.where(closes[period], money, _on_account(component, inputs, done))
    whole = steps(money, plan.rounding.money, plan.rounding.mode).astype(np.int64)
    earlier = np.zeros_like(whole)
    if component.window in ("ytd_delta", "annual"):
        earlier = _paid_before(whole, rep, period, results)
    return Payouts(component, rep, period, None, inputs, done, whole, earlier)


def _read(plan: Plan, component: Component, windows: Windows) -> Inputs:
    """Everything that a component reads, shapes (n_reps, n_periods)."""
    to_date = component.is_year_to_date
    of: Span = "to_date" if to_date else "period"
    against: Span = "year" if to_date and component.is_against_year else of
    measure = component.measure
    x = (
        _rounded(plan, windows.attainment(measure, of, against))
        if component.reads_attainment
        else windows.actual(measure, of)
    )
    part = _part(component, windows, against) if component.window == "ytd_rate" else None
    gate = component.modifier
    return Inputs(
        x=x,
        unit=_unit(component, windows, against, x),
        second=(
            _rounded(plan, windows.attainment(component.second, of, against))
            if component.second
            else None
        ),
        part=part,
        gates=tuple(_reading(g.reading, windows, of, against) for g in component.gates),
        modifier=_reading(gate.reading, windows, of, against) if gate else None,
    )


def _unit(component: Component, windows: Windows, against: Span, x: Floats) -> Floats:
    """Money for each unit that the curve gives."""
    if not component.is_money:
        return component.weight * windows.target_incentive(component.measure, against)
    scaled = component.tiers_in_attainment and component.method in ("marginal", "whole")
    if scaled and component.window != "ytd_rate":
        return windows.quota(component.measure, against)
    return np.ones_like(x)


def _part(component: Component, windows: Windows, against: Span) -> Floats:
    """What this period adds to the input, in the unit that the tier's rate is paid on."""
    if component.is_money:
        return windows.actual(component.measure, "period")
    return windows.attainment(component.measure, "period", against)


def _reading(reading: Reading, windows: Windows, of: Span, against: Span) -> Floats:
    if reading.is_attainment:
        return settled(windows.attainment(reading.measure, of, against))
    return windows.actual(reading.measure, of)


def _rounded(plan: Plan, attainment: Floats) -> Floats:
    how = plan.rounding.attainment
    return settled(attainment) if how is None else settled(to_step(attainment, how.to, how.mode))


def _at(inputs: Inputs, cells: tuple[Ints, ...]) -> Inputs:
    """Inputs of some cells, shape (n_cells,)."""
    return replace(
        inputs,
        x=inputs.x[cells],
        unit=inputs.unit[cells],
        second=None if inputs.second is None else inputs.second[cells],
        part=None if inputs.part is None else inputs.part[cells],
        gates=tuple(gate[cells] for gate in inputs.gates),
        modifier=None if inputs.modifier is None else inputs.modifier[cells],
    )


def _on_account(component: Component, inputs: Inputs, done: Steps) -> Floats:
    """What an annual component pays before the year is over."""
    interim = component.interim
    if interim is None:
        return done.money
    most: Floats | float = np.inf
    if interim.cap is not None:
        most = interim.cap if component.is_money else interim.cap * inputs.unit
    return interim.share * np.minimum(done.money, most)


def _paid_before(whole: Ints, rep: Ints, period: Ints, results: Results) -> Ints:
    """Money of the same window at the settlement before, within a fiscal year."""
    year = np.array([fiscal_year_of(p, results.fiscal_start) for p in results.periods])[period]
    order = np.lexsort((period, rep))
    earlier = np.zeros_like(whole)
    follows = (rep[order][1:] == rep[order][:-1]) & (year[order][1:] == year[order][:-1])
    earlier[order[1:][follows]] = whole[order[:-1][follows]]
    return earlier
