"""The first design is told as soon as no single change gains, and telling it changes nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.territories.budget import Budget, never
from engine.territories.build import build
from engine.territories.columns import cheapest, every_pair
from engine.territories.draws import drawn, improvements
from engine.territories.evaluation import changes, evaluate
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


def test_a_stop_is_heard_after_the_first_design_even_where_that_breaks_a_rule():
    """Loads within a ten-millionth of the mean are out of reach of two hundred whole accounts."""
    firm = replace(RULES, hard=True, tolerance=1e-7)
    p, heard = build(inputs(200, 12, 4), firm).problem, []

    def stopped():
        return any(x.phase == "first design" for x in heard)

    found = solve(p, Budget(stop=stopped), gap=0.0, report=heard.append)
    assert found.status == "out_of_time"
    assert heard[-1].phase == "first design"


def test_designs_drawn_by_shares_keep_the_limits_and_each_is_better_than_the_one_before():
    p = world(5).but(Limits(moves=20))
    columns = every_pair(p)
    share = 1.0 / np.bincount(columns.account)[columns.account]
    best = status_quo(p, columns)
    first, again = (list(improvements(best, share, 1, never)) for _ in range(2))
    costs = [evaluate(p, state.design).objective for state in first]
    assert costs
    assert costs == sorted(costs, reverse=True)
    assert not any(evaluate(p, state.design).broken for state in first)
    assert [x.design.tolist() for x in first] == [x.design.tolist() for x in again]


def test_a_draw_takes_what_has_the_whole_share():
    p, draw = world(6).but(Limits()), np.random.default_rng(0)
    columns = every_pair(p)
    last = np.append(columns.start[1:], len(columns)) - 1
    for whole in (columns.start, last):
        share = np.zeros(len(columns))
        share[whole] = 1.0
        assert (drawn(p, columns, share, draw).at == whole).all()


@pytest.mark.parametrize("limit", [0, 2, 5])
def test_a_change_fits_where_counting_every_seat_anew_finds_none_beyond_its_limit(limit):
    p, every = world(8).but(Limits(seat_change=np.full(12, limit))), np.arange(200)
    columns, draw, answers = every_pair(p), np.random.default_rng(limit), set()
    drawn_column = draw.integers(columns.start, np.append(columns.start[1:], len(columns)))
    today = status_quo(p, columns).design
    design = np.where(draw.random(200) < 0.8, today, columns.seat[drawn_column])
    state, before = State(p, columns, design), changes(p, design, p.is_move(every, design))
    home = State(p, columns, today).at
    for _ in range(300):
        accounts = draw.choice(200, draw.integers(1, 4), replace=False)
        taken = np.where(draw.random(accounts.size) < 0.7, home[accounts], drawn_column[accounts])
        after = design.copy()
        after[accounts] = columns.seat[taken]
        change = changes(p, after, p.is_move(every, after))
        answers.add(fits := bool((change <= np.maximum(limit, before)).all()))
        assert state.fits(taken.tolist()) == fits
    assert answers == {True, False}


def test_the_same_seed_and_rounds_give_the_same_design():
    p = world(7)
    one, two = (solve(p, Budget(rounds=20), seed=3, gap=0.0) for _ in range(2))
    assert one.seat_of_account.tolist() == two.seat_of_account.tolist()
    assert one.bound == two.bound
