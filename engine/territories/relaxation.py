"""The least that would make an impossible problem possible."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

from engine.territories.exact import ExactModel, make_solver
from engine.territories.fixed_point import ONE
from engine.territories.obstacles import Obstacle

if TYPE_CHECKING:
    from engine.territories.problem import Problem
    from engine.territories.rules import Rules


def least_relaxations(problem: Problem, rules: Rules, seed: int) -> tuple[Obstacle, ...]:
    """
    For a small problem without a design: each rule that would have to give, and by how much.

    The tolerance is eased with all limits kept; each limit is eased with the bands kept.
    """
    found = [_tolerance(problem, rules, seed)]
    for name in ("moves", "moved_potential", "seat_change"):
        if getattr(problem.limits, name) is not None:
            found.append(_limit(problem, name, seed))
    return tuple(obstacle for obstacle in found if obstacle is not None)


def _tolerance(problem: Problem, rules: Rules, seed: int) -> Obstacle | None:
    """The smallest tolerance at which a design keeps the limits, to four decimals."""
    loose = replace(problem, hard=False)
    exact = ExactModel(loose)
    exact.add_limits()
    fine = 10_000
    slack = exact.model.new_int_var(0, 1_000 * fine, "")
    for measure in loose.measures:
        unit = math.gcd(*measure.weight.tolist()) or 1
        for seat in range(loose.n_seats):
            load = exact.load(measure, seat, unit)
            target = measure.target[seat] / unit
            exact.model.add(load * fine <= slack * math.floor(target) + math.floor(target * fine))
            exact.model.add(load * fine >= math.ceil(target * fine) - slack * math.ceil(target))
    exact.model.minimize(slack)
    solver = make_solver(seed, 10.0)
    if solver.solve(exact.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    design = exact.solved(solver)
    needed = 0.0
    for measure in loose.measures:
        load = np.bincount(design, measure.weight, loose.n_seats)
        share = np.abs(load / np.maximum(measure.target, 1e-9) - 1)
        needed = max(needed, float(np.ceil(share.max() * 1e4 - 1e-6) / 1e4))
    what = " and ".join(measure.name for measure in problem.measures)
    return Obstacle(
        f"no design keeps every seat within {100 * rules.tolerance:g} % of its {what}",
        needed,
        rules.tolerance,
        f"a tolerance of {needed:g}",
    )


_WORDS = {
    "moves": ("no design in the bands moves so few accounts", "accounts may move"),
    "moved_potential": ("no design in the bands moves so little potential", "potential may move"),
    "seat_change": (
        "no design in the bands changes seats so little",
        "accounts more for each seat",
    ),
}


def _limit(problem: Problem, name: str, seed: int) -> Obstacle | None:
    """How far one limit must be eased with the bands and the other limits kept."""
    exact = ExactModel(replace(problem, limits=replace(problem.limits, **{name: None})))
    exact.add_bands()
    exact.add_limits()
    columns = exact.columns
    moving = np.flatnonzero(columns.moved)
    if name == "moves":
        goal, has = exact.moves(), float(problem.limits.moves or 0)
    elif name == "moved_potential":
        weight = problem.potential[columns.account[moving]].tolist()
        goal = cp_model.LinearExpr.weighted_sum([exact.take[n] for n in moving], weight)
        has = (problem.limits.moved_potential or 0) / ONE
    else:
        goal, has = _excess(exact, problem), 0.0
    exact.model.minimize(goal)
    solver = make_solver(seed, 10.0)
    if solver.solve(exact.model) != cp_model.OPTIMAL:
        return None
    needs = solver.objective_value / (ONE if name == "moved_potential" else 1)
    rule, words = _WORDS[name]
    return Obstacle(rule, needs, has, f"{needs:,.10g} {words}")


def _excess(exact: ExactModel, problem: Problem) -> cp_model.IntVar:
    """By how many accounts the seat that changes most exceeds its limit."""
    columns, owner = exact.columns, problem.owner
    excess = exact.model.new_int_var(0, 2 * int(problem.counts.sum()), "")
    allowed = problem.limits.seat_change
    moving = np.flatnonzero(columns.moved)
    for seat in range(problem.n_seats):
        touched = (columns.seat[moving] == seat) | (owner[columns.account[moving]] == seat)
        changing = exact.moved_in(moving[touched])
        exact.model.add(changing - excess <= int(0 if allowed is None else allowed[seat]))
    return excess
