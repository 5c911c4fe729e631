"""A solver that answers nonsense: the best design that holds is kept, and no bound is believed."""

from __future__ import annotations

import numpy as np
import pytest

from engine.territories import exact, neighbourhood, sifting
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.certificate import bound
from engine.territories.fixed_point import ONE
from engine.territories.obstacles import obstacles
from engine.territories.solve import Solver, solve
from tests.support.territory_check import random_problem
from tests.unit.territories.test_brute_force import penalties

SOUND_SOLVER = exact.cp_model.CpSolver
SOUND_PROGRAM = sifting.ModelSolverHelper


def problems(count):
    """Small problems that have a design, with the cost of the best."""
    seed = 0
    while count:
        plain = random_problem(seed)
        stated = build(plain.inputs(), plain.rules)
        best = plain.brute_force(penalties(plain))
        if best is not None and not obstacles(stated):
            count -= 1
            yield stated.problem, float(best)
        seed += 1


def sound(problem, found, best):
    if found.evaluation is not None:
        assert not found.evaluation.broken
        assert found.objective >= best - 1e-4
    assert found.bound / ONE <= best + 1e-4
    assert bound(problem, found.prices) == found.price_bound


@pytest.mark.parametrize("few", [False, True])
@pytest.mark.parametrize("value", [np.nan, np.inf, -1e300, 7.0])
def test_a_linear_program_without_sense_proves_nothing_false(monkeypatch, value, few):
    class Program(SOUND_PROGRAM):
        def dual_values(self):
            return np.full_like(super().dual_values(), value)

        def variable_values(self):
            return np.full_like(super().variable_values(), value)

    monkeypatch.setattr(sifting, "ModelSolverHelper", Program)
    for problem, best in problems(8):
        solver = Solver(problem, Budget(rounds=12), gap=0.0)
        solver.small, solver.few = 0, few
        sound(problem, solver.run(), best)


@pytest.mark.parametrize("answer", [True, False])
def test_neighbourhoods_without_sense_change_nothing_for_the_worse(monkeypatch, answer):
    class Liar(SOUND_SOLVER):
        def boolean_value(self, literal):
            return answer

    monkeypatch.setattr(neighbourhood.cp_model, "CpSolver", Liar)
    for problem, best in problems(12):
        solver = Solver(problem, Budget(rounds=4), gap=0.0)
        solver.small = 0
        sound(problem, solver.run(), best)


@pytest.mark.parametrize("status", [exact.cp_model.OPTIMAL, exact.cp_model.INFEASIBLE])
def test_branch_and_bound_without_sense_is_not_believed(monkeypatch, status):
    class Liar(SOUND_SOLVER):
        best_objective_bound = 1e15

        def solve(self, model, callback=None):
            super().solve(model, callback)
            return status

        def boolean_value(self, literal):
            return True

    monkeypatch.setattr(exact.cp_model, "CpSolver", Liar)
    for problem, best in problems(12):
        found = solve(problem, Budget(rounds=4), gap=0.0)
        if found.evaluation is not None:
            sound(problem, found, best)
        else:
            assert found.status in ("infeasible", "out_of_time")
