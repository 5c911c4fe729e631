"""Small problems to the end: every eligible pair, whole numbers, branch and bound."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from ortools.sat.python import cp_model

from engine.territories.columns import every_pair
from engine.territories.fixed_point import ONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.territories.budget import Budget
    from engine.territories.columns import Columns
    from engine.territories.problem import Measure, Problem

SMALL = 1_500
"""Up to this many account-seat pairs a problem is solved to the end at once."""

EFFORT = 2.0
"""Most work, in the solver's deterministic seconds, so that the same problem ends the same."""

LOOK = 0.1
"""Seconds between two looks at whether somebody wants to stop."""

_ROOM = 1 << 60  # what sums of the model may reach


@dataclass(frozen=True, slots=True, eq=False)
class Exact:
    """What branch and bound found."""

    design: NDArray[np.int64] | None
    bound: int | None
    """Proved, millionths; ``None`` where the problem is infeasible or nothing was proved."""
    infeasible: bool = False
    """Whether it was proved that no design keeps the rules."""
    note: str = ""
    """Why it ended before its time, in a sentence."""


class ExactModel:
    """The problem as a constraint model, exactly as stated."""

    def __init__(self, problem: Problem, columns: Columns | None = None) -> None:
        self.problem = problem
        self.columns = columns if columns is not None else every_pair(problem)
        self.model = cp_model.CpModel()
        self.take = [self.model.new_bool_var("") for _ in range(len(self.columns))]
        self.costs: list[tuple[Any, int]] = []
        starts = np.append(self.columns.start, len(self.columns)).tolist()
        for first, last in pairwise(starts):
            self.model.add_exactly_one(self.take[first:last])

    def add_bands(self) -> None:
        """Bands of every seat: rules under hard bands, else priced slack."""
        for measure in self.problem.measures:
            unit = _common(measure, self.problem.hard)
            for seat in range(self.problem.n_seats):
                self._add_band(measure, seat, unit)

    def _add_band(self, measure: Measure, seat: int, unit: int) -> None:
        low, high = int(measure.low[seat]), int(measure.high[seat])
        load = self.load(measure, seat, unit)
        if self.problem.hard:
            self.model.add_linear_constraint(load, -(-low // unit), high // unit)
            return
        total = int(measure.weight.sum()) // unit
        under = self.model.new_int_var(0, low // unit, "")
        over = self.model.new_int_var(0, max(0, total - high // unit), "")
        self.model.add(load + under >= low // unit)
        self.model.add(load - over <= high // unit)
        self.costs += [(under, measure.penalty * unit), (over, measure.penalty * unit)]

    def load(self, measure: Measure, seat: int, unit: int) -> Any:
        """What a seat carries, in a unit that divides every weight."""
        inside = np.flatnonzero(self.columns.seat == seat)
        weight = measure.weight[self.columns.account[inside]] // unit
        return cp_model.LinearExpr.weighted_sum([self.take[n] for n in inside], weight.tolist())

    def add_limits(self) -> None:
        """Limits on moves, on potential moved and on the change of each seat."""
        limits, moving = self.problem.limits, np.flatnonzero(self.columns.moved)
        allowed = [] if limits.seat_change is None else limits.seat_change.tolist()
        if limits.moves is not None:
            self.model.add(self.moves() <= limits.moves)
        if limits.moved_potential is not None:
            potential = self.problem.potential[self.columns.account[moving]]
            weighted = cp_model.LinearExpr.weighted_sum
            moved = weighted([self.take[n] for n in moving], potential.tolist())
            self.model.add(moved <= limits.moved_potential)
        for seat in range(len(allowed)):
            touched = (self.columns.seat[moving] == seat) | (
                self.problem.owner[self.columns.account[moving]] == seat
            )
            self.model.add(self.moved_in(moving[touched]) <= allowed[seat])

    def moves(self) -> Any:
        """How many accounts change seat."""
        return self.moved_in(np.flatnonzero(self.columns.moved))

    def moved_in(self, columns: NDArray[np.int64]) -> Any:
        """How many accounts some columns move."""
        count = self.columns.moved[columns].tolist()
        return cp_model.LinearExpr.weighted_sum([self.take[n] for n in columns], count)

    def add_costs(self) -> int:
        """State the objective; returns how many millionths of a millionth one unit stands for."""
        problem, columns = self.problem, self.columns
        cost = problem.travel.cost(columns.account, columns.seat)
        cost = cost + np.where(columns.moved, problem.move_cost[columns.account], 0)
        terms = self.costs + [(x, int(c) * ONE) for x, c in zip(self.take, cost, strict=True)]
        reach = sum(c * _reach(x) for x, c in terms) + 1
        divisor = math.gcd(*(c for _, c in terms)) or 1
        divisor = max(divisor, -(-reach // _ROOM))  # rounding down keeps the bound a bound
        variables = [x for x, _ in terms]
        self.model.minimize(
            cp_model.LinearExpr.weighted_sum(variables, [c // divisor for _, c in terms])
        )
        return divisor

    def hint(self, design: NDArray[np.int64]) -> None:
        """Start from a design."""
        now = self.columns.seat == design[self.columns.account]
        for variable, value in zip(self.take, now.tolist(), strict=True):
            self.model.add_hint(variable, value)

    def solved(self, solver: cp_model.CpSolver) -> NDArray[np.int64]:
        """The design that the solver holds."""
        value = np.array([solver.boolean_value(x) for x in self.take])
        design: NDArray[np.int64] = self.columns.seat[np.flatnonzero(value)]
        return design


def make_solver(seed: int, seconds: float, effort: float = EFFORT) -> cp_model.CpSolver:
    """One worker, a seed, and limits."""
    solver = cp_model.CpSolver()
    solver.parameters.catch_sigint_signal = False  # it would take Ctrl-C from us for good
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = effort
    solver.parameters.max_time_in_seconds = max(0.05, min(seconds, 1e6))
    return solver


def solve_exactly(
    problem: Problem,
    design: NDArray[np.int64] | None,
    seed: int,
    budget: Budget,
    effort: float = EFFORT,
) -> Exact:
    """
    Solve a small problem to the end, or until somebody stops; from a design where there is one.

    Source: constraint programming with lazy clauses, one worker, hence reproducible.
    """
    exact = ExactModel(problem)
    exact.add_bands()
    exact.add_limits()
    divisor = exact.add_costs()
    if design is not None:
        exact.hint(design)
    solver = make_solver(seed, budget.left(), effort)
    status = _solved(solver, exact.model, budget.stop)
    if status == cp_model.INFEASIBLE:
        return Exact(None, None, infeasible=True)
    reached = math.ceil(solver.best_objective_bound - 1e-6) * divisor
    bound = -(-reached // ONE)  # a design costs whole millionths
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        found = exact.solved(solver)
        whole = found.size == problem.n_accounts  # else it is no design, whatever it says
        return Exact(found if whole else None, max(0, bound) if whole else None)
    return Exact(None, max(0, bound))


def _solved(
    solver: cp_model.CpSolver, model: cp_model.CpModel, stop: Callable[[], bool]
) -> cp_model.CpSolverStatus:
    """Solve in a thread beside this one, which hears meanwhile whether somebody wants to stop."""
    with ThreadPoolExecutor(1) as beside:
        status = beside.submit(solver.solve, model)
        try:
            while wait([status], LOOK).not_done and not stop():
                pass
        finally:
            solver.stop_search()
        return status.result()


def _common(measure: Measure, hard: bool) -> int:
    """Largest unit that divides every weight, and every end of a band where slack is priced."""
    unit = math.gcd(*measure.weight.tolist())
    if not hard:
        unit = math.gcd(unit, *measure.low.tolist(), *measure.high.tolist())
    return unit or 1


def _reach(variable: cp_model.IntVar) -> int:
    return max(int(x) for x in variable.proto.domain)
