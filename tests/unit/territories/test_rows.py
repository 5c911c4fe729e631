"""What prices may come to."""

from __future__ import annotations

import numpy as np
import pytest

from engine.territories.build import build
from engine.territories.columns import cheapest
from engine.territories.problem import Limits
from engine.territories.rows import FAR_ABOVE, Rows
from engine.territories.rules import Rules
from tests.bench.territory_worlds import inputs

BOTH = Rules(balance="both", penalty_potential=0.2, penalty_workload=100.0)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_at_the_most_that_a_move_may_cost_nobody_moves_whatever_the_bands_pay(seed):
    problem = build(inputs(300, 12, seed), BOTH).problem.but(Limits(moves=0))
    rows = Rows(problem, cheapest(problem))
    columns = rows.columns
    owned = problem.owned[columns.account]
    stays = owned & (problem.owner[columns.account] == columns.seat)
    draw = np.random.default_rng(seed)
    for _ in range(20):
        point = rows.ceiling * draw.integers(0, 2, rows.n)  # the ends of what bands may pay
        point[rows.band] = rows.most_of_a_move
        reduced = rows.reduced(point)
        least = np.minimum.reduceat(reduced, columns.start)
        assert reduced[stays] == pytest.approx(least[columns.account[stays]])
    far = rows.ceiling.copy()
    assert far[rows.band] == FAR_ABOVE * rows.spread > 100 * rows.most_of_a_move
    far[: rows.band] = 0.0
    prices = rows.prices(far)
    assert prices.move == pytest.approx(rows.most_of_a_move * 2.0**prices.bits)
