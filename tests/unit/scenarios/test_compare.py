"""Paired differences and what they say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from engine.errors import DataError
from engine.model.band import Band
from engine.model.period import year_period
from engine.model.results import Curve, ScenarioResult
from engine.scenarios.compare import chance_of_fall, compare, difference, sentence

LUCK = np.linspace(-0.3, 0.3, 101)
"""What a year brings to everybody, far wider than any change below."""


def result(middle, paid=0.0, **metrics):
    samples = {
        "median_attainment": 0.9 + LUCK + middle,
        "bookings": 100 + LUCK,
        "payout": 10 + LUCK + paid,
    }
    bands = {key: Band.of(values) for key, values in samples.items()}
    return ScenarioResult(
        "s", "0", "1", year_period(2026), 0, len(LUCK), {**bands, **metrics}, {}, samples,
        pa.table({}), Curve(np.zeros(1), np.zeros(1)),
    )  # fmt: skip


BASE = result(0.0, quota_total=100.0)


def test_a_difference_is_the_band_of_the_differences_not_of_the_bands():
    # a steady rise of .05 under luck that spreads over .6
    change = difference(BASE, result(0.05))["median_attainment"]
    assert (change.p10, change.p50, change.p90) == pytest.approx((0.05, 0.05, 0.05))


def test_counts_are_subtracted_and_what_one_side_lacks_is_left_out():
    changes = difference(BASE, result(0.0, quota_total=108.0, target=90.0))
    assert changes["quota_total"] == 8.0
    assert "target" not in changes


def test_chance_of_fall_counts_years():
    # falls in the first 25 of 101 years
    other = result(np.where(np.arange(101) < 25, -0.01, 0.05))
    assert chance_of_fall(BASE, other, "median_attainment") == pytest.approx(25 / 101)
    assert chance_of_fall(BASE, other, "nothing") is None


@pytest.mark.parametrize(
    ("middle", "expected"),
    [
        (
            # the first five years of 101 fall; the rest rise .04 to .09
            np.concatenate([np.full(5, -0.01), np.linspace(0.034, 0.095, 96)]),
            "The middle rep rises 4 to 9 points; about 1 in 20 that it falls.",
        ),
        (-0.07, "The middle rep falls 7 points; it rises in none of the possible years."),
        (
            # 60 of 101 years fall by 2, the others rise by 3
            np.where(np.arange(101) < 60, -0.02, 0.03),
            "The middle rep moves between -2 and +3 points; it falls in 59 of 100 possible years.",
        ),
        (0.0, "The middle rep stays where it is."),
    ],
)
def test_the_sentence_says_how_far_and_how_surely(middle, expected):
    assert sentence(BASE, result(middle)) == expected


def test_a_change_of_pay_alone_says_so():
    assert sentence(BASE, result(0.0, paid=1.0)) == "This changes who is paid, not what is sold."


def test_without_attainment_there_is_no_sentence():
    blank = replace(BASE, samples={}, metrics={})
    assert sentence(blank, blank) == ""


def test_other_luck_or_other_data_cannot_be_paired():
    with pytest.raises(DataError, match="differ in seed"):
        compare(BASE, [replace(BASE, seed=1)])
    with pytest.raises(DataError, match="differ in snapshot"):
        compare(BASE, [replace(BASE, snapshot="t")])


def test_a_comparison_keeps_the_order():
    up, down = result(0.1), result(-0.1)
    comparison = compare(BASE, [up, down])
    middles = [d["median_attainment"].p50 for d in comparison.differences]
    assert middles == pytest.approx([0.1, -0.1])
    assert comparison.others == (up, down)
