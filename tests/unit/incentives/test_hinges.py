"""Curves and matrices as sums of hinges give what a search gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.incentives.curve import PayoutCurve, paid
from engine.incentives.hinges import Fast, hinges
from engine.incentives.matrix import PayoutMatrix, paid_by_two
from engine.incentives.schedule import interpolate, lookup, marginal, whole

pairs = st.lists(
    st.tuples(st.integers(-50, 250).map(lambda n: n / 100), st.floats(0, 3)),
    min_size=2,
    max_size=12,
    unique_by=lambda pair: pair[0],
).map(sorted)
inputs = st.lists(st.integers(-100, 400).map(lambda n: n / 100), min_size=1, max_size=20)


@given(
    tiers=pairs,
    method=st.sampled_from([marginal, whole, lookup]),
    boundary=st.sampled_from(["lower", "upper"]),
    x=inputs,
)
def test_schedules(tiers, method, boundary, x):
    curve = PayoutCurve(*method(tiers), boundary)
    assert Fast(curve).at(np.array(x)) == pytest.approx(paid(curve, x), abs=1e-9)


@given(
    points=pairs,
    below=st.sampled_from(["zero", "flat", "slope"]),
    above=st.sampled_from(["flat", "slope"]),
    x=inputs,
)
def test_points(points, below, above, x):
    curve = PayoutCurve(*interpolate(points, below, above))
    assert Fast(curve).at(np.array(x)) == pytest.approx(paid(curve, x), abs=1e-6)


@given(
    grid=st.lists(st.lists(st.floats(0, 3), min_size=3, max_size=3), min_size=4, max_size=4),
    x=inputs,
    y=inputs,
    between=st.sampled_from(["bilinear", "lookup"]),
)
def test_matrices(grid, x, y, between):
    matrix = PayoutMatrix(
        np.array([0.5, 0.8, 1.0, 2.0]), np.array([0.9, 1.0, 1.5]), np.array(grid), between
    )
    first, second = np.array(x)[:, None], np.array(y)[None, :]
    assert Fast(matrix).at(*np.broadcast_arrays(first, second)) == pytest.approx(
        paid_by_two(matrix, first, second), abs=1e-9
    )


def test_a_corner_of_a_matrix_by_hand():
    matrix = PayoutMatrix(
        np.array([0.0, 1.0]), np.array([0.0, 2.0]), np.array([[1.0, 3.0], [5.0, 11.0]])
    )
    # (.5, 1): mean of 1, 3, 5, 11
    assert Fast(matrix).at(np.array([0.5]), np.array([1.0])) == pytest.approx([5.0])


def test_many_tiers_are_searched():
    curve = PayoutCurve(*marginal([(float(n), 1.0 + n) for n in range(20)]))
    assert hinges(curve) is None
    assert Fast(curve).at(np.array([1.5])) == pytest.approx([2.0])  # 1 + .5 x 2
