"""The first design is told as soon as no single change gains, and telling it changes nothing."""

from __future__ import annotations

import numpy as np
import pytest

from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.columns import cheapest
from engine.territories.local import exchange, improve, shift
from engine.territories.problem import Limits
from engine.territories.rounding import status_quo
from engine.territories.rules import Rules
from engine.territories.solve import solve
from engine.territories.state import State
from tests.bench.territory_worlds import inputs

RULES = Rules(balance="both", penalty_potential=0.2, penalty_workload=100.0)


def world(seed):
    """Two hundred accounts over a dozen seats, of which sixty may move."""
    return build(inputs(200, 12, seed), RULES).problem.but(Limits(moves=60))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_design_is_told_once_when_no_single_change_gains(seed):
    p = world(seed)
    state, alone = (status_quo(p, cheapest(p)) for _ in range(2))
    told = []
    improve(state, settled=lambda: told.append(state.design.copy()))
    improve(alone)
    assert np.array_equal(state.design, alone.design)
    assert len(told) == 1
    then = State(p, state.columns, told[0])
    assert then.objective() >= state.objective()
    assert not shift(then)
    assert not exchange(then)


@pytest.mark.parametrize(("seed", "moves"), [(13, 20), (16, 60)])
def test_every_change_makes_the_design_cheaper_so_that_none_is_undone_for_ever(seed, moves):
    p = world(seed).but(Limits(moves=moves))
    state = status_quo(p, cheapest(p))
    before = state.objective()
    while shift(state) or exchange(state):
        assert state.objective() < before
        before = state.objective()


def test_the_first_design_told_is_whole_and_certified_and_later_ones_are_no_worse():
    p, heard = world(4), []
    found = solve(p, Budget(rounds=6), gap=0.0, report=heard.append)
    first = next(x for x in heard if x.phase == "first design")
    assert 0 < first.gap < 1
    assert first.bound <= found.objective <= first.objective
    objectives = [x.objective for x in heard]
    assert objectives == sorted(objectives, reverse=True)
