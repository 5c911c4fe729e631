"""Lines below the cost of every number of moves: each proved, and close together where asked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.territories.budget import Budget
from engine.territories.frontier import envelope, even_limits, frontier
from engine.territories.problem import Limits
from engine.territories.solve import solve
from engine.territories.supports import Support
from tests.unit.territories.test_properties import RULES, rows, stated


def test_a_line_falls_by_the_price_of_each_move_and_rounds_down():
    line = Support(limit=10, bound=1_000, move=5, bits=1)  # 2.5 a move
    assert [line.at(limit) for limit in (6, 10, 11, 12)] == [1_010, 1_000, 997, 995]


def test_the_envelope_is_close_to_a_fresh_bound_at_every_limit():
    problem = stated(*rows(n=300, seats=10), replace(RULES, max_moves=None)).problem
    last = solve(problem, Budget(rounds=0), gap=0.0)
    points = frontier(problem, even_limits(last, 6), last, Budget())
    looser = []
    for limit in np.linspace(1, points[-1].limit - 1, 12).astype(int).tolist():
        capped = problem.but(Limits(moves=limit))
        fresh = solve(capped, Budget(rounds=0), gap=0.0, warm=last.warm)
        looser.append(1 - envelope(points, limit) / fresh.price_bound)
    assert max(looser) <= 0.015
