"""Least change: by hand, against two solvers of other kinds, and its own optimality."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog, minimize

from engine.errors import DataError
from engine.quotas.least_change import least_change, sorted_level
from tests.support.quota_seats import least_change_problem

INF = np.inf


def solve(target, scale, lower, upper, total):
    columns = (np.array(x, dtype=float) for x in (target, scale, lower, upper))
    return least_change(*columns, total)


@pytest.mark.parametrize(
    ("target", "scale", "lower", "upper", "total", "answer"),
    [
        ([10, 20], [1, 1], [0, 0], [99, 99], 30, [10, 20]),  # nothing to change
        ([10, 20], [1, 1], [0, 0], [99, 99], 36, [13, 23]),  # equal dollars
        ([10, 20], [10, 20], [0, 0], [99, 99], 36, [12, 24]),  # equal per cent
        ([10, 20], [1, 1], [0, 0], [11, 99], 36, [11, 25]),  # the first is held
        ([10, 20], [1, 1], [12, 0], [99, 99], 30, [12, 18]),  # a floor takes from the other
        ([10, 20], [1, 0], [0, 0], [99, 99], 36, [16, 20]),  # the second gives no way
        ([10, 20], [1, 1], [0, 0], [INF, INF], 36, [13, 23]),
        ([10, 20], [1, 1], [5, 5], [5, 5], 10, [5, 5]),  # nothing is free
    ],
)
def test_by_hand(target, scale, lower, upper, total, answer):
    assert solve(target, scale, lower, upper, total) == pytest.approx(answer, abs=1e-9)


@pytest.mark.parametrize(
    ("lower", "upper", "sentence"),
    [([5, 5], [4, 9], "above its upper"), ([0, 0], [9, 9], "sum to"), ([20, 20], [30, 30], "sum")],
)
def test_limits_that_cannot_hold_are_told(lower, upper, sentence):
    with pytest.raises(DataError, match=sentence):
        solve([10, 20], [1, 1], lower, upper, 30)


@pytest.mark.parametrize("seed", range(12))
def test_no_linear_programme_moves_fewer_dollars(seed):
    target, scale, lower, upper, total = least_change_problem(seed, 40)
    ours = least_change(target, scale, lower, upper, total)
    n = len(target)  # q = target + up - down; minimise sum(up + down)
    eye = np.eye(n)
    found = linprog(
        np.r_[np.zeros(n), np.ones(2 * n)],
        A_eq=np.vstack([np.hstack([eye, -eye, eye]), np.r_[np.ones(n), np.zeros(2 * n)]]),
        b_eq=np.r_[target, total],
        bounds=[*zip(lower, upper, strict=True), *[(0, None)] * (2 * n)],
        method="highs",
    )
    assert found.status == 0
    assert np.abs(ours - target).sum() == pytest.approx(found.fun, rel=1e-6)


@pytest.mark.parametrize("seed", range(6))
def test_a_quadratic_solver_finds_the_same_amounts(seed):
    target, scale, lower, upper, total = least_change_problem(seed, 12)
    unit = target.mean()  # scaled, as the solver stops by absolute size
    t, s, lo, hi = (x / unit for x in (target, scale, lower, upper))
    found = minimize(
        lambda q: ((q - t) ** 2 / s).sum(),
        np.clip(t, lo, hi),
        jac=lambda q: 2 * (q - t) / s,
        method="SLSQP",
        bounds=list(zip(lo, hi, strict=True)),
        constraints={
            "type": "eq",
            "fun": lambda q: q.sum() - total / unit,
            "jac": lambda q: np.ones(len(q)),
        },
        options={"ftol": 1e-15, "maxiter": 500},
    )
    ours = least_change(target, scale, lower, upper, total) / unit
    assert ours == pytest.approx(found.x, abs=1e-6)


@given(seed=st.integers(0, 10_000), n=st.integers(1, 200))
def test_the_answer_meets_the_conditions_of_an_optimum(seed, n):
    """Taking a dollar where it costs most saves no more than giving it where it costs least."""
    target, scale, lower, upper, total = least_change_problem(seed, n)
    q = least_change(target, scale, lower, upper, total)
    assert q.sum() == pytest.approx(total, rel=1e-12)
    assert (q >= lower).all()
    assert (q <= upper).all()
    price = (q - target) / scale
    may_fall, may_rise = q > lower * (1 + 1e-12), q < upper * (1 - 1e-12)
    if may_fall.any() and may_rise.any():  # no dollar moves from one seat to another for less
        assert price[may_fall].max() <= price[may_rise].min() + 1e-9


@given(seed=st.integers(0, 10_000), n=st.integers(1, 200))
def test_the_sorted_ends_give_the_level_that_steps_arrive_at(seed, n):
    target, scale, lower, upper, total = least_change_problem(seed, n)
    level = sorted_level(target, scale, lower, upper, total)
    looked_up = np.clip(target + level * scale, lower, upper)
    stepped = least_change(target, scale, lower, upper, total)
    assert looked_up == pytest.approx(stepped, rel=1e-9)


def test_steps_that_would_swing_to_and_fro_for_ever_end_at_the_sorted_level():
    # flat, steep, flat: from 10 the first seat alone asks for a level of 90, where the second
    # has long been at its limit; from there back to below where it begins to give way
    answer = solve([10, -500], [1, 100], [0, 0], [200, 300], 200)
    # 10 + level + (100 level - 500) = 200 -> level 690 / 101
    assert answer == pytest.approx([10 + 690 / 101, 69_000 / 101 - 500], rel=1e-12)
