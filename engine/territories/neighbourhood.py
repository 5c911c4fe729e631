"""A few seats and the accounts between them, solved exactly with all else held."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from ortools.sat.python import cp_model

from engine.territories.exact import make_solver

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.state import State

FINE = 1 << 17
"""Whole units that the largest target and the likely costs are brought to; plans found are
evaluated anew, so that this rounding decides nothing."""

RETURNS = 60
"""Moves looked at that could be taken back elsewhere."""

EFFORT = 0.15
"""Most work on one neighbourhood, in the solver's deterministic seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Returns:
    """Moves that could be taken back elsewhere, to make room for dearer ones here."""

    columns: NDArray[np.int64]
    cost: NDArray[np.int64]
    """What taking each back costs, bands of its seats included."""
    moves: NDArray[np.int64]
    """Accounts that are back with each."""
    potential: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Neighbourhood:
    """Columns that may change, taken from a state, as whole numbers for the solver."""

    columns: NDArray[np.int64]
    """Positions among the state's columns, sorted by account."""
    account: NDArray[np.int64]
    cost: NDArray[np.int64]
    seat: NDArray[np.int64]
    """Position among ``seats``."""
    current: NDArray[np.bool_]
    """Whether the column is what the state has."""
    weight: list[NDArray[np.int64]]
    low: list[NDArray[np.int64]]
    """Lower end of each seat's band less what others bring, by measure."""
    high: list[NDArray[np.int64]]
    penalty: list[int]
    step: NDArray[np.int64]
    """Moves that the column adds."""
    room: int | None
    """Moves that the whole may add."""
    potential: NDArray[np.int64]
    potential_room: int | None
    returns: Returns


def carve(
    state: State, seats: NDArray[np.int64], reduced: NDArray[np.float64], count: int
) -> Neighbourhood | None:
    """
    Choose what may change between some seats: accounts whose second choice costs least more.

    Parameters
    ----------
    state : State
        The design.
    seats : ndarray of int64
        The seats, a few.
    reduced : ndarray of float64, shape (columns,)
        Costs after prices, by which columns are ranked.
    count : int
        Columns to take, about.

    Returns
    -------
    Neighbourhood or None
        ``None`` where nothing could change.
    """
    columns = state.columns
    inside = np.zeros(state.problem.n_seats, dtype=bool)
    inside[seats] = True
    here = state.of_seats(seats)
    here = np.sort(here[inside[state.design[columns.account[here]]]])
    current = state.at[columns.account[here]] == here
    extra = reduced[here] - reduced[state.at[columns.account[here]]]
    extra[current] = np.inf
    taken = here[np.argsort(extra, kind="stable")[: min(count, int((~current).sum()))]]
    if not taken.size:
        return None
    chosen = np.union1d(taken, state.at[columns.account[taken]])
    return _whole_numbers(state, seats, chosen)


def _whole_numbers(
    state: State, seats: NDArray[np.int64], chosen: NDArray[np.int64]
) -> Neighbourhood:
    columns, problem, limits = state.columns, state.problem, state.problem.limits
    account, seat = columns.account[chosen], columns.seat[chosen]
    current = state.at[account] == chosen
    base = state.base[chosen]
    money = max(1.0, float(np.abs(base).max())) / FINE
    weight, low, high, penalty = [], [], [], []
    free = account[current]
    for a, measure in enumerate(problem.measures):
        unit = max(1.0, float(measure.target[seats].max())) / FINE
        held = state.loads[a, seats] - np.array(
            [state.weight[a][free[state.design[free] == s]].sum() for s in seats]
        )
        weight.append(np.rint(state.weight[a][account] / unit).astype(np.int64))
        low.append(np.rint((measure.low[seats] - held) / unit).astype(np.int64))
        high.append(np.rint((measure.high[seats] - held) / unit).astype(np.int64))
        penalty.append(max(1, round(state.penalty[a] * unit / money * 64)))
    place = np.zeros(problem.n_seats, dtype=np.int64)
    place[seats] = np.arange(seats.size)
    step = state.moved[chosen] - state.moved[state.at[account]]
    potential = problem.potential[account] // max(1, problem.total_potential >> 30)
    left = limits.moved_potential
    room = None if left is None else left - state.moved_potential
    return Neighbourhood(
        chosen,
        account,
        np.rint(base / money * 64).astype(np.int64),
        place[seat],
        current,
        weight,
        low,
        high,
        penalty,
        step,
        None if limits.moves is None else max(0, limits.moves - state.moves),
        potential * np.sign(step),
        None if room is None else max(0, room) // max(1, problem.total_potential >> 30),
        _returns(state, seats, money / 64),
    )


def _returns(state: State, seats: NDArray[np.int64], unit: float) -> Returns:
    """The cheapest moves to take back outside some seats, no two of them touching one seat."""
    columns, problem, limits = state.columns, state.problem, state.problem.limits
    if limits.moves is None and limits.moved_potential is None:
        none = np.empty(0, dtype=np.int64)
        return Returns(none, none, none, none)
    touched = np.zeros(problem.n_seats, dtype=bool)
    touched[seats] = True
    delta, back = state.deltas(), state.returns()
    back = back[~(touched[columns.seat[back]] | touched[state.design[columns.account[back]]])]
    found = []
    for column in _lowest(delta, back):
        now, then = state.design[columns.account[column]], columns.seat[column]
        if not (touched[now] or touched[then]):
            touched[[now, then]] = True
            found.append(column)
    chosen = np.array(found, dtype=np.int64)
    potential = problem.potential[columns.account[chosen]]
    return Returns(
        chosen,
        np.rint(delta[chosen] / unit).astype(np.int64),
        -state.move_counts(chosen),
        potential // max(1, problem.total_potential >> 30),
    )


def _lowest(value: NDArray[np.float64], among: NDArray[np.int64]) -> NDArray[np.int64]:
    """Positions of the lowest few, lowest first, ties by position."""
    found = value[among]
    if found.size > RETURNS:
        near = found <= np.partition(found, RETURNS)[RETURNS]
        among, found = among[near], found[near]
    return among[np.argsort(found, kind="stable")][:RETURNS]


def solve(part: Neighbourhood, seed: int, effort: float = EFFORT) -> list[int] | None:
    """
    Find the best choice within a neighbourhood.

    Returns
    -------
    list of int or None
        Columns to take, those that the state has not; ``None`` where nothing better is found.
    """
    model = cp_model.CpModel()
    take, back = _model(model, part)
    solver = make_solver(seed, math.inf, effort)
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.symmetry_level = 0
    solver.parameters.linearization_level = 2
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    changed = [
        *zip(part.columns, take, part.current, strict=True),
        *(
            (column, variable, False)
            for column, variable in zip(part.returns.columns, back, strict=True)
        ),
    ]
    new = [
        int(column)
        for column, variable, now in changed
        if not now and solver.boolean_value(variable)
    ]
    return new or None


def _model(
    model: cp_model.CpModel, part: Neighbourhood
) -> tuple[list[cp_model.IntVar], list[cp_model.IntVar]]:
    """State the neighbourhood; returns the columns' and the returns' variables."""
    take = [model.new_bool_var("") for _ in range(part.columns.size)]
    back = [model.new_bool_var("") for _ in range(part.returns.columns.size)]
    starts = np.flatnonzero(np.diff(part.account, prepend=-1))
    for first, last in zip(starts, np.append(starts[1:], part.account.size), strict=True):
        model.add_exactly_one(take[first:last])
    costs: list[Any] = take + back
    prices: list[int] = part.cost.tolist() + part.returns.cost.tolist()
    for a, penalty in enumerate(part.penalty):
        slack = _bands(model, take, part, a)
        costs += slack
        prices += [penalty] * len(slack)
    weighted = cp_model.LinearExpr.weighted_sum
    if part.room is not None:
        step = part.step.tolist() + (-part.returns.moves).tolist()
        model.add(weighted(take + back, step) <= part.room)
    if part.potential_room is not None:
        amount = part.potential.tolist() + (-part.returns.potential).tolist()
        model.add(weighted(take + back, amount) <= part.potential_room)
    model.minimize(weighted(costs, prices))
    for variable, now in zip(take + back, part.current.tolist() + [False] * len(back), strict=True):
        model.add_hint(variable, now)
    return take, back


def _bands(
    model: cp_model.CpModel, take: list[cp_model.IntVar], part: Neighbourhood, a: int
) -> list[cp_model.IntVar]:
    """Rows of one measure; returns what lies under and over, seat by seat."""
    slack = []
    weighted = cp_model.LinearExpr.weighted_sum
    for seat, (low, high) in enumerate(zip(part.low[a], part.high[a], strict=True)):
        inside = np.flatnonzero(part.seat == seat)
        amount = part.weight[a][inside]
        load = weighted([take[n] for n in inside], amount.tolist())
        under = model.new_int_var(0, max(0, int(low)), "")
        over = model.new_int_var(0, max(0, int(amount.sum()) - int(high), -int(high)), "")
        model.add(load + under >= int(low))
        model.add(load - over <= int(high))
        slack += [under, over]
    return slack
