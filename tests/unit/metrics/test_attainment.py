"""Attainment, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import DataError
from engine.metrics import attainment as a

MONEY = st.floats(-1e6, 1e7, allow_nan=False)
QUOTA = st.floats(1.0, 1e7, allow_nan=False)


def test_attainment_is_credited_over_quota_and_nobody_without_quota_has_missed_it():
    result = a.attainment([80, 120, -10, 50], [100, 100, 100, 0])
    assert result[:3] == pytest.approx([0.8, 1.2, -0.1])
    assert np.isnan(result[3])


def test_negative_quotas_and_unequal_shapes_are_refused():
    with pytest.raises(DataError, match="negative"):
        a.attainment([1], [-1])
    with pytest.raises(DataError, match="quotas"):
        a.attainment([1, 2], [1])


def test_the_team_divides_sums():
    # (50 + 300) / (100 + 200) = 1.1667, while the mean of 0.5 and 1.5 is 1.0
    assert a.team_attainment([50, 300], [100, 200]) == pytest.approx(350 / 300)
    assert np.isnan(a.team_attainment([50], [0]))


def test_participation_counts_exactly_100_percent_as_made():
    attained = [0.79, 0.80, 1.0, 1.2, 1.21, np.nan]
    assert a.participation(attained) == pytest.approx(3 / 5)
    assert a.participation(attained, 0.8) == pytest.approx(4 / 5)
    assert a.share_between(attained, 0.8, 1.2) == pytest.approx(3 / 5)


def test_nobody_with_a_quota_gives_no_number():
    assert np.isnan(a.median_attainment([np.nan]))
    assert np.isnan(a.participation([]))


def test_the_gap_of_two_reps():
    # 50/100 and 300/200: team 350/300, mean 1.0, median 1.0
    gap = a.median_gap([50, 300], [100, 200])
    assert gap == pytest.approx({"level": 50 / 300, "weighting": 1 - 350 / 300, "skew": 0.0})


@given(st.lists(st.tuples(MONEY, QUOTA), min_size=1, max_size=40))
def test_level_weighting_and_skew_add_up_to_the_gap(team):
    credited, quota = zip(*team, strict=True)
    gap = a.median_gap(credited, quota)
    median = a.median_attainment(a.attainment(credited, quota))
    assert sum(gap.values()) == pytest.approx(median - 1, rel=1e-6, abs=1e-6)
