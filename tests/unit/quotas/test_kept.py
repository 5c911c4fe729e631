"""Kept quotas: scaled alike, whole cents, exact sums."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.scenario import QuotaLevers
from engine.quotas.kept import kept_quotas
from engine.quotas.rounding import largest_remainder

THREE = np.array([100_000.00, 50_000.33, 0.0])


def test_the_units_left_over_go_to_the_largest_remainders():
    # floors 3, 2, 1 sum to 6; two of .5, .9, .7 get one more: the second and the third
    assert largest_remainder([3.5, 2.9, 1.7], 8).tolist() == [3, 3, 2]


def test_ties_go_to_the_earlier():
    assert largest_remainder([1.5, 1.5], 3).tolist() == [2, 1]


def test_no_lever_keeps_every_quota_to_the_cent():
    assert kept_quotas(THREE, np.nan, QuotaLevers()).tolist() == THREE.tolist()


def test_growth_of_ten_percent_is_ten_percent_of_each_and_of_the_sum():
    # 110,000.00; 55,000.363 down to .36; sum 150,000.33 x 1.1 = 165,000.363 down to .36
    grown = kept_quotas(THREE, np.nan, QuotaLevers(growth=0.10))
    assert grown.tolist() == [110_000.00, 55_000.36, 0.0]


def test_a_target_takes_the_place_of_growth_and_over_assignment_lies_on_top():
    # 300,000.66 is twice the sum; x 1.05 = 315,000.693 -> .69
    quotas = kept_quotas(THREE, np.nan, QuotaLevers(target=300_000.66, over_assignment=0.05))
    assert round(quotas.sum(), 2) == 315_000.69
    assert quotas[0] == pytest.approx(210_000.00, abs=0.01)


def test_handed_out_is_a_multiple_of_what_is_expected():
    quotas = kept_quotas(THREE, 200_000.0, QuotaLevers(handed_out=1.03))
    assert round(quotas.sum(), 2) == 206_000.00  # 1.03 x 200,000


def test_without_any_quota_there_is_none():
    assert kept_quotas(np.zeros(2), 100.0, QuotaLevers(target=5.0)).tolist() == [0, 0]


@given(
    cents=st.lists(st.integers(0, 10**10), min_size=1, max_size=60),
    growth=st.floats(-0.5, 1.0),
    over=st.floats(0, 0.5),
)
def test_quotas_sum_to_the_cent_and_stay_within_a_cent_of_their_share(cents, growth, over):
    previous = np.array(cents) / 100
    levers = QuotaLevers(growth=growth, over_assignment=over)
    quotas = kept_quotas(previous, np.nan, levers)
    total = sum(Decimal(str(q)) for q in quotas.round(2))
    exact = Decimal(sum(cents)) * (Decimal(growth) + 1) * (Decimal(over) + 1) / 100
    assert abs(total - exact) <= Decimal("0.0051")
    share = previous * (1 + growth) * (1 + over)
    assert np.abs(quotas - share).max() <= 0.0101 + 1e-9 * share.max()
