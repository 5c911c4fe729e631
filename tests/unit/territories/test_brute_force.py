"""The best of all designs, by enumeration, beside what the engine finds and proves."""

from __future__ import annotations

import pytest

from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.certificate import bound
from engine.territories.fixed_point import ONE
from engine.territories.obstacles import obstacles
from engine.territories.solve import Solver, solve
from tests.support.territory_check import random_problem

PENALTIES = {"potential": "penalty_potential", "workload": "penalty_workload"}


def penalties(plain):
    return {name: getattr(plain.rules, key) for name, key in PENALTIES.items()}


@pytest.mark.parametrize("block", range(10))
def test_the_engine_finds_the_best_of_all_designs(block):
    """200 problems of every kind, impossible ones among them."""
    for seed in range(block * 20, block * 20 + 20):
        plain = random_problem(seed)
        best = plain.brute_force(penalties(plain))
        stated = build(plain.inputs(), plain.rules)
        if obstacles(stated):
            assert best is None, seed
            continue
        found = solve(stated.problem, Budget(rounds=50), gap=0.0)
        if best is None:
            assert found.status == "infeasible", seed
            assert found.seat_of_account is None
            continue
        assert found.status == "optimal", seed
        assert found.objective == pytest.approx(best, abs=2e-4, rel=1e-9), seed
        chosen = [plain.names[t] for t in found.seat_of_account]
        good, cost = plain.judge(chosen, penalties(plain))
        assert good, seed
        assert found.objective == pytest.approx(float(cost), abs=1e-4), seed
        # the price bound alone, never above the optimum
        assert found.price_bound / ONE <= best + 1e-4, seed
        assert bound(stated.problem, found.prices) == found.price_bound, seed


@pytest.mark.parametrize("block", range(3))
def test_without_branch_and_bound_designs_keep_the_rules_and_bounds_hold(block):
    """What large problems go through, on problems small enough to enumerate."""
    reached = 0
    for seed in range(1000 + block * 20, 1000 + block * 20 + 20):
        plain = random_problem(seed)
        best = plain.brute_force(penalties(plain))
        stated = build(plain.inputs(), plain.rules)
        if best is None or obstacles(stated):
            continue
        solver = Solver(stated.problem, Budget(rounds=10), gap=0.0)
        solver.small = 0
        found = solver.run()
        assert found.bound / ONE <= best + 1e-4, seed
        if found.seat_of_account is None:
            continue
        good, cost = plain.judge([plain.names[t] for t in found.seat_of_account], penalties(plain))
        assert good, seed
        assert float(cost) >= best - 1e-4
        reached += float(cost) <= best * 1.000001 + 1e-3
    assert reached >= 9
