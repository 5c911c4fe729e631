"""Payout curves. Expected numbers are worked by hand, never copied from the code."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.incentives.curve import FROM_THE_FIRST_DOLLAR, PayoutCurve, accelerate, paid
from engine.incentives.schedule import interpolate, lookup, marginal, whole

TIERS = [(0.4, 1.0), (1.0, 2.0), (1.5, 0.5)]


def one(curve, x):
    return float(paid(curve, [x])[0])


@pytest.mark.parametrize(
    ("x", "share", "why"),
    [
        (-0.2, 0.0, "a clawback is settled elsewhere"),
        (0.39, 0.0, "below the first tier"),
        (0.4, 0.0, "at its start"),
        (1.0, 0.6, "0.6 x 1"),
        (1.2, 1.0, "0.6 + 0.2 x 2"),
        (1.5, 1.6, "0.6 + 0.5 x 2"),
        (2.0, 1.85, "1.6 + 0.5 x 0.5"),
    ],
)
def test_a_marginal_schedule(x, share, why):
    assert one(PayoutCurve(*marginal(TIERS)), x) == pytest.approx(share), why


def test_a_whole_schedule_pays_its_tier_from_the_first_dollar():
    curve = PayoutCurve(*whole([(0.0, 1.0), (1.0, 1.5)]))
    assert one(curve, 0.9) == pytest.approx(0.9)  # 0.9 x 1
    assert one(curve, 1.0) == pytest.approx(1.5)  # 1.0 x 1.5: the cliff
    assert one(curve, 1.2) == pytest.approx(1.8)


def test_the_boundary_decides_the_tier_of_an_attainment_that_is_a_start():
    tiers = [(0.8, 0.4), (1.0, 0.9)]
    assert one(PayoutCurve(*lookup(tiers)), 1.0) == 0.9
    assert one(PayoutCurve(*lookup(tiers), boundary="upper"), 1.0) == 0.4
    assert one(PayoutCurve(*lookup(tiers), boundary="upper"), 1.0001) == 0.9


@pytest.mark.parametrize(
    ("below", "above", "expected"),
    [
        ("zero", "flat", {0.5: 0.0, 0.75: 0.5, 0.875: 0.75, 1.0: 1.0, 2.0: 3.0}),
        ("flat", "slope", {0.5: 0.5, 2.0: 5.0}),  # 3 + 0.5 x 4
        ("slope", "flat", {0.5: 0.0}),  # 0.5 - 0.25 x 2
    ],
)
def test_points_75_50_100_100_150_300(below, above, expected):
    curve = PayoutCurve(*interpolate([(0.75, 0.5), (1.0, 1.0), (1.5, 3.0)], below, above))
    for x, share in expected.items():
        assert one(curve, x) == pytest.approx(share), x


def test_two_points_with_one_x_are_a_jump():
    curve = PayoutCurve(*interpolate([(0, 0), (0.5, 0.25), (0.5, 0.5), (1, 1)]))
    assert one(curve, 0.49) == pytest.approx(0.245)
    assert one(curve, 0.5) == pytest.approx(0.5)


def test_an_accelerator_multiplies_the_slope_above_target_only():
    curve = accelerate(FROM_THE_FIRST_DOLLAR, 1.5)
    # 1 + 0.4 x 1.5
    assert paid(curve, [0.8, 1.0, 1.4]) == pytest.approx([0.8, 1.0, 1.6])


def test_an_accelerator_reaches_the_later_tiers_and_keeps_jumps():
    curve = accelerate(PayoutCurve(*marginal(TIERS)), 2.0)
    assert one(curve, 1.5) == pytest.approx(2.6)  # 0.6 + 0.5 x 4
    assert one(curve, 2.0) == pytest.approx(3.1)  # 2.6 + 0.5 x 1
    jumping = PayoutCurve(*whole([(0.0, 1.0), (1.2, 1.5)]))
    # to 1.2: 1 + 0.2 x 2 = 1.4; jump 1.8 - 1.2 = 0.6; then slope 3 for 0.1
    assert one(accelerate(jumping, 2.0), 1.3) == pytest.approx(2.3)


def test_no_change_is_the_same_curve():
    curve = PayoutCurve(*marginal(TIERS))
    assert accelerate(curve, 1.0) is curve


def test_blank_attainment_stays_blank():
    assert np.isnan(paid(FROM_THE_FIRST_DOLLAR, [np.nan])).all()


@given(
    rates=st.lists(st.floats(0, 3), min_size=1, max_size=5),
    accelerator=st.floats(0, 5),
    attained=st.lists(st.floats(-1, 4), min_size=2, max_size=30),
)
def test_selling_more_never_pays_less_and_below_target_nothing_changes(
    rates, accelerator, attained
):
    curve = PayoutCurve(*marginal([(0.3 * n, rate) for n, rate in enumerate(rates)]))
    steeper = accelerate(curve, accelerator)
    x = np.sort(attained)
    assert (np.diff(paid(steeper, x)) >= -1e-9).all()
    below = x[x <= 1]
    assert paid(steeper, below) == pytest.approx(paid(curve, below))


@given(rates=st.lists(st.floats(0, 3), min_size=1, max_size=5), x=st.floats(0, 5))
def test_a_marginal_schedule_equals_the_sum_over_its_tiers(rates, x):
    starts = [0.35 * n for n in range(len(rates))]
    ends = [*starts[1:], float("inf")]
    parts = [max(min(x, e) - s, 0.0) * r for s, e, r in zip(starts, ends, rates, strict=True)]
    curve = PayoutCurve(*marginal(list(zip(starts, rates, strict=True))))
    assert one(curve, x) == pytest.approx(sum(parts), abs=1e-9)
