"""Whole cents by largest remainder."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.quotas.rounding import largest_remainder


def test_the_units_left_over_go_to_the_largest_remainders():
    # floors 3, 2, 1 sum to 6; two of .5, .9, .7 get one more: the second and the third
    assert largest_remainder([3.5, 2.9, 1.7], 8).tolist() == [3, 3, 2]


def test_equal_remainders_go_to_the_larger_amount_then_to_the_earlier():
    assert largest_remainder([1.5, 2.5, 3.5], 8).tolist() == [1, 3, 4]
    assert largest_remainder([1.5, 1.5], 3).tolist() == [2, 1]


def test_a_remainder_that_only_the_order_of_sums_makes_is_none():
    # 0.1 + 0.2 is 0.30000000000000004: it must not win against the larger amount's 0.3
    assert largest_remainder([0.1 + 0.2, 5.3, 2.4], 8).tolist() == [0, 5, 3]
    assert largest_remainder([0.1 + 0.2, 5.3], 6).tolist() == [0, 6]


def test_nobody_gets_nothing():
    assert largest_remainder([], 0).tolist() == []


@given(amounts=st.lists(st.floats(0, 1e12), min_size=1, max_size=60), lower=st.integers(0, 3))
def test_whole_bounds_that_hold_the_amounts_hold_the_rounded_ones(amounts, lower):
    exact = np.array(amounts)
    total = int(np.floor(exact).sum()) + min(lower, int((exact % 1 > 0.001).sum()))
    units = largest_remainder(exact, total)
    assert units.sum() == total
    assert (np.abs(units - exact) < 1.001).all()
