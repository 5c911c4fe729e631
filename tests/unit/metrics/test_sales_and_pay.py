"""Winning, cycle, pay and activity, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from engine.metrics import activity, pay, sales


def test_win_rate_counts_only_decided_deals():
    assert sales.win_rate(3, 7) == pytest.approx(0.3)
    assert np.isnan(sales.win_rate(0, 0))


def test_coverage_once_quota_is_met():
    assert sales.pipeline_coverage(300, 100) == 3
    assert sales.pipeline_coverage(300, 0) == float("inf")


def test_open_deals_lengthen_the_cycle():
    # Won at 10, 20, 30; open at 25 and 25.
    # S(10) = 4/5, S(20) = 4/5 x 3/4 = 0.6, two censored at 25, S(30) = 0.6 x 0/1 = 0.
    assert sales.median_cycle([10, 20, 30, 25, 25], [1, 1, 1, 0, 0]) == 30
    assert sales.median_cycle([10, 20, 30], [1, 1, 1]) == 20  # closed alone look faster


def test_a_cycle_that_never_reaches_half_is_not_known():
    assert np.isnan(sales.median_cycle([10, 50, 50], [1, 0, 0]))


def test_a_deal_counts_from_the_age_at_which_it_came_under_watch():
    # Won at 10, 20 and 40, open at 15; the last was 30 days old when watching began.
    # At risk: 3 at 10, 1 at 20 (open one gone, old one not there yet).
    # S(10) = 2/3, S(20) = 2/3 x 0/1 = 0, but one came under watch after that: nothing is known.
    days, won, entered = [10, 20, 40, 15], [1, 1, 1, 0], [0, 0, 30, 0]
    assert np.isnan(sales.median_cycle(days, won, entered))
    # With another open one, watched from 5 to 50: at risk 4 at 10 (not the old one), 2 at 20.
    # S(10) = 3/4, S(20) = 3/4 x 1/2 = 0.375: 20 days. Had the old one been watched from its
    # first day: S(10) = 4/5, S(20) = 4/5 x 2/3 = 0.53, S(40) = 0.53 x 1/2: 40 days.
    days, won = [*days, 50], [*won, 0]
    assert sales.median_cycle(days, won, [*entered, 5]) == 20
    assert sales.median_cycle(days, won) == 40


def test_a_period_of_any_length_finds_the_same_cycle():
    # One deal is opened every day and won on its 60th day: watched for a year or for ten
    # days, each is won at 60.
    for length in (10, 365):
        opened = np.arange(-59, length)
        entered = np.maximum(0, -opened)
        days = np.minimum(60, length - 1 - opened)
        assert sales.median_cycle(days, days == 60, entered) == 60


def test_weights_stand_for_repeated_deals():
    repeated = sales.median_cycle([10, 10, 10, 40, 60, 60], [1, 1, 0, 1, 1, 1])
    weighted = sales.median_cycle([10, 10, 40, 60], [1, 0, 1, 1], weight=[2, 1, 1, 2])
    assert weighted == repeated


def test_quota_to_ote_leaves_aside_whoever_has_no_pay():
    # (800 + 400) / (100 + 100 + 50 + 50) = 4
    ratio = pay.quota_to_ote([800, 400, 999], [100, 50, np.nan], [100, 50, 10])
    assert ratio == pytest.approx(4)


def test_compensation_cost_of_sales_of_the_published_example():
    # 150 thousand of pay on 3 million booked is 5 % (worldatwork.org)
    assert pay.ccos(100_000, 50_000, 3_000_000) == pytest.approx(0.05)
    assert np.isnan(pay.ccos(1, 1, 0))


def test_a_link_that_two_segments_fake_is_not_shown():
    # Inside each segment activity and result fall together perfectly in opposite order,
    # while pooled they rise: the pooled correlation would be positive.
    n = 20
    inside = np.arange(n)
    calls = np.concatenate([inside, inside + 1000])
    booked = np.concatenate([inside[::-1], inside[::-1] + 1000])
    r, _, hi, reps = activity.link_within(calls, booked, ["a"] * n + ["b"] * n)
    assert (r, reps) == (pytest.approx(-1), 2 * n)
    assert hi < 0


def test_the_interval_is_fishers():
    # One group of 40, ranks of a known pairing; z = artanh r, half = 1.96 x 1.06 / sqrt(37)
    rng = np.random.default_rng(3)
    x = rng.normal(size=40)
    y = x + rng.normal(size=40)
    r, lo, hi, n = activity.link_within(x, y, ["s"] * 40)
    half = 1.959964 * 1.06 / np.sqrt(40 - 1 - 2)
    assert n == 40
    assert np.arctanh(r) - np.arctanh(lo) == pytest.approx(half, rel=1e-5)
    assert np.arctanh(hi) - np.arctanh(r) == pytest.approx(half, rel=1e-5)


def test_words_follow_the_interval():
    assert "Too few" in activity.verdict(0.2, 0.8, 29)
    assert activity.verdict(0.1, 0.5, 30).startswith("Goes with")
    assert activity.verdict(-0.5, -0.1, 30).startswith("Goes against")
    assert activity.verdict(-0.1, 0.5, 30).startswith("No link")
    assert "Too few" in activity.verdict(float("nan"), float("nan"), 40)


def test_groups_too_small_to_rank_stand_aside():
    r, _, _, n = activity.link_within([1, 2], [1, 2], ["a", "b"])
    assert np.isnan(r)
    assert n == 0
