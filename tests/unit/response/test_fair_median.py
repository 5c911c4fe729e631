"""The fair median: what luck alone does to a team whose quotas are all fair."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import DataError
from engine.response.fair_median import fair_median


def team(sizes: list[list[float]], kept: int = 8) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sums and largest deals of reps with these deals."""
    rows = [sorted(deals, reverse=True) for deals in sizes]
    largest = np.array([(deals + [0.0] * kept)[:kept] for deals in rows])
    return (
        np.array([sum(deals) for deals in rows]),
        np.array([sum(size**2 for size in deals) for deals in rows]),
        largest,
    )


def test_one_deal_a_year_lands_the_middle_rep_on_one() -> None:
    # a single deal comes back 0, 1, 2... times: at most 0 with chance e^-1 = .37, at most 1
    # with 2 / e = .74, so the middle of a large team is exactly one
    found = fair_median(*team([[100.0]] * 1001), draws=200, seed=3)
    assert (found.p10, found.p50, found.p90) == (1.0, 1.0, 1.0)


def test_exponential_sizes_reproduce_the_law_of_five_deals() -> None:
    # Sizes at the quantiles of an exponential law, five deals: a study on known truth had a
    # quarterly median of .92 with gamma sizes of cv .8; one rep's own five, cv .79, redrawn.
    sizes = [-np.log(1 - q) for q in (0.1, 0.3, 0.5, 0.7, 0.9)]
    found = fair_median(*team([sizes] * 400), draws=400, seed=1)
    assert found.p50 == pytest.approx(0.92, abs=0.03)
    assert found.p10 < found.p50 < found.p90


def test_many_small_deals_leave_little_luck() -> None:
    # 400 equal deals beyond the largest eight: sd of a year is 1 / sqrt(400) = 5 %, and the
    # middle of 101 reps moves by 1.25 x 5 % / sqrt(101) = 0.6 %
    found = fair_median(*team([[1.0] * 400] * 101), draws=500, seed=2)
    assert found.p50 == pytest.approx(1.0, abs=0.005)
    assert found.p90 - found.p10 == pytest.approx(2 * 1.2816 * 0.0062, rel=0.15)


def test_small_deals_drawn_together_land_where_deals_drawn_one_by_one_do() -> None:
    sizes = [[30.0, 12.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 3.0, 2.0, 2.0, 1.0, 1.0]] * 300
    together = fair_median(*team(sizes, kept=8), draws=600, seed=4)
    one_by_one = fair_median(*team(sizes, kept=14), draws=600, seed=5)
    assert together.p50 == pytest.approx(one_by_one.p50, abs=0.01)
    assert together.p10 == pytest.approx(one_by_one.p10, abs=0.015)


def test_a_rep_without_deals_is_as_lucky_as_the_middle_rep() -> None:
    total, squares, largest = team([[1.0] * 400] * 3 + [[]])
    found = fair_median(total, squares, largest, draws=300, seed=6)
    assert found.p50 == pytest.approx(1.0, abs=0.02)


def test_same_seed_same_band_and_scale_does_not_matter() -> None:
    small = fair_median(*team([[1.0, 2.0], [3.0]] * 9), draws=50, seed=7)
    large = fair_median(*team([[1024.0, 2048.0], [3072.0]] * 9), draws=50, seed=7)
    assert small == large


def test_nobody_with_a_deal_is_refused() -> None:
    with pytest.raises(DataError, match="Nobody has won"):
        fair_median(*team([[], []]), draws=10, seed=0)
