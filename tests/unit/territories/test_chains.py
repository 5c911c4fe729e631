"""Where a design loses to its bound, and the ways along which that may be mended."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.chains import Losses, chain
from engine.territories.columns import every_pair
from engine.territories.problem import Limits
from engine.territories.solve import solve
from engine.territories.state import State
from tests.support.territory_check import random_problem


def ways(edges, n):
    """A graph of seats from {(seat, next): cost}."""
    matrix = np.zeros((n, n))
    for (seat, following), cost in edges.items():
        matrix[seat, following] = cost
    return csr_matrix(matrix)


def test_losses_of_accounts_and_seats_add_up_to_the_gap():
    looked_at = 0
    for seed in range(80):
        plain = random_problem(seed)
        stated = build(plain.inputs(), replace(plain.rules, hard=False))
        p = stated.problem.but(Limits())
        found = solve(p, Budget(rounds=0), gap=0.0)
        losses = Losses(State(p, every_pair(p), found.seat_of_account), found.warm.point)
        total = losses.of_accounts().sum() + sum(part.sum() for part in losses.of_seats())
        gap = found.evaluation.objective - found.price_bound
        assert total == pytest.approx(gap, rel=1e-4, abs=10), seed
        looked_at += gap > 1000
    assert looked_at > 10


def test_a_chain_takes_the_cheapest_way():
    graph = ways({(0, 3): 10, (0, 1): 2, (1, 2): 2, (2, 3): 2}, 4)
    assert chain(graph, 0, 3, 7) == [0, 1, 2, 3]


def test_a_chain_ends_where_most_is_lacking_for_its_distance():
    graph = ways({(0, 1): 1, (0, 2): 1, (2, 3): 50}, 4)
    assert chain(graph, 0, np.array([0.0, 1.0, 4.0, 5.0]), 7) == [0, 2]


def test_a_chain_that_would_be_too_long_is_cut():
    graph = ways({(n, n + 1): 1 for n in range(9)}, 10)
    assert len(chain(graph, 0, 9, 4)) == 4
