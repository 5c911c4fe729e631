"""Concentration, fit and balance, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from engine.errors import DataError
from engine.metrics import balance, concentration, fit

POSITIVE = st.lists(st.floats(0.01, 1e6), min_size=1, max_size=50)


def test_top_tenth_of_eleven_people_is_two():
    # ceil(1.1) = 2: (100 + 50) / (100 + 50 + 9 x 10) = 150 / 240
    assert concentration.top_share([100, 50] + [10] * 9) == pytest.approx(150 / 240)


def test_top_tenth_of_thirty_people_is_three_not_four():
    assert concentration.top_share([1] * 30) == pytest.approx(3 / 30)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([5, 5, 5, 5], 0.0),
        ([0, 0, 0, 8], 0.75),  # (n - 1) / n
        ([1, 2, 3], 2 / 9),  # (-2x1 + 0x2 + 2x3) / (3 x 6) = 4/18
        ([-4, 0, 0, 8], 0.75),  # a return counts as zero
    ],
)
def test_gini(amounts, expected):
    assert concentration.gini(amounts) == pytest.approx(expected)


@given(POSITIVE, st.floats(0.01, 1000))
def test_concentration_does_not_depend_on_the_currency(amounts, rate):
    scaled = np.array(amounts) * rate
    assert concentration.gini(scaled) == pytest.approx(concentration.gini(amounts), abs=1e-9)
    assert concentration.top_share(scaled) == pytest.approx(concentration.top_share(amounts))


def test_fit_is_one_when_quota_follows_expectation():
    assert fit.fit([10, 20, 30], [1, 2, 3]) == pytest.approx([1, 1, 1])


def test_fit_of_two_seats_with_one_quota():
    # each has half the quota; expected shares 1/4 and 3/4: F = 0.5/0.25 = 2 and 0.5/0.75
    result = fit.fit([50, 50], [10, 30])
    assert result == pytest.approx([2, 2 / 3])
    assert fit.share_in_band([50, 50], result) == 0.0
    # ln 2 and ln 2/3: mean of the two is (ln 4/3)/2, half their distance is (ln 3)/2
    assert fit.fit_spread(result) == pytest.approx(np.log(3) / 2)


def test_seats_without_quota_or_expectation_stand_aside():
    result = fit.fit([50, 0, 50, 40], [10, 10, 10, np.nan])
    assert result[[0, 2]] == pytest.approx([1, 1])
    assert np.isnan(result[[1, 3]]).all()
    assert fit.share_in_band([50, 0, 50, 40], result) == pytest.approx(1.0)


def test_the_ends_of_the_band_are_inside():
    assert fit.share_in_band([10, 10, 20], [0.85, 1.15, 1.16]) == pytest.approx(0.5)


def test_unequal_shapes_are_refused():
    with pytest.raises(DataError):
        fit.fit([1, 2], [1])


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=30).filter(
        lambda pairs: len({x for x, _ in pairs}) > 1 and len({y for _, y in pairs}) > 1
    )
)
def test_rank_correlation_agrees_with_an_independent_implementation(pairs):
    x, y = zip(*pairs, strict=True)
    assert fit.rank_correlation(x, y) == pytest.approx(spearmanr(x, y).statistic, abs=1e-9)


def test_rank_correlation_needs_three_pairs_that_vary():
    assert np.isnan(fit.rank_correlation([1, 2], [1, 2]))
    assert np.isnan(fit.rank_correlation([1, 1, 1], [1, 2, 3]))
    assert fit.rank_correlation([1, 2, 3, np.nan], [10, 20, 30, 0]) == pytest.approx(1)


def test_balance_of_three_patches():
    # mean 100, deviations -15, 0, 15: sd = sqrt(450 / 3)
    load = [85, 100, 115]
    assert balance.coefficient_of_variation(load) == pytest.approx(np.sqrt(150) / 100)
    assert balance.share_within(load) == 1.0  # the edge is inside
    assert balance.share_within(load, 0.1) == pytest.approx(1 / 3)
    assert np.isnan(balance.share_within([]))
    assert np.isnan(balance.coefficient_of_variation([0, 0]))
