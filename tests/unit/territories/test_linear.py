"""Coarse prices and linear programs near them come to what another solver finds over all pairs."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, hstack, identity

from engine.territories import linear
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.certificate import bound
from engine.territories.columns import every_pair
from engine.territories.linear import closed, divided, first_prices, first_shares, is_few
from engine.territories.problem import Limits
from engine.territories.rows import Rows
from engine.territories.rules import Rules
from tests.bench.territory_worlds import inputs

RULES = Rules(balance="both", penalty_potential=0.2, penalty_workload=100.0)


def whole_program(problem):
    """The linear program over every eligible pair, by HiGHS, millionths."""
    columns = every_pair(problem)
    rows, n = Rows(problem, columns), len(columns)
    one = csr_matrix((np.ones(n), (columns.account, np.arange(n))), shape=(problem.n_accounts, n))
    slack = -identity(rows.n).tocsr()[:, : rows.band]
    found = linprog(
        np.concatenate([rows.cost, rows.ceiling[: rows.band]]),
        A_ub=hstack([rows.by_column.T, slack]),
        b_ub=-rows.rhs,
        A_eq=hstack([one, csr_matrix((problem.n_accounts, rows.band))]),
        b_eq=np.ones(problem.n_accounts),
        method="highs",
    )
    assert found.status == 0
    return found.fun


@pytest.mark.parametrize(("seed", "moves"), [(1, 60), (2, 60), (3, 25), (4, None)])
def test_the_bound_of_few_pairs_is_that_of_the_whole_program(seed, moves):
    problem = build(inputs(200, 12, seed), RULES).problem.but(Limits(moves=moves))
    assert is_few(problem)
    coarse = first_prices(problem, None, lambda: False)
    share = first_shares(problem, coarse, Budget())
    last = closed(problem, coarse, Budget())
    assert coarse.bound <= last.bound == bound(problem, last.prices)
    assert last.bound == pytest.approx(whole_program(problem), rel=1e-5)
    assert np.add.reduceat(share, coarse.columns.start) == pytest.approx(np.ones(200))


@pytest.mark.parametrize(
    ("solve", "asked"),
    [(divided, [20, 20]), (first_shares, [20, 20, 10]), (closed, [20, 20, 10])],
)
def test_each_program_has_what_time_the_ones_before_it_left(solve, asked, monkeypatch):
    """Of 50 seconds, where every program takes all that it may and finds nothing."""
    problem = build(inputs(60, 6, 5), RULES).problem
    now, given = 0.0, []

    def in_vain(problem, columns, point, seconds, near):
        nonlocal now
        given.append(seconds)
        now += seconds

    coarse = first_prices(problem, None, lambda: False)
    monkeypatch.setattr(linear, "sift", in_vain)
    solve(problem, coarse, Budget(seconds=50.0, clock=lambda: now))
    assert given == asked
    solve(problem, coarse, Budget(stop=lambda: True))
    assert given == asked
