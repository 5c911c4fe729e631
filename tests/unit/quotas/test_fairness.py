"""How fair quotas are, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from engine.quotas.fairness import fairness

NAN = float("nan")


def judge(quota, expected, years, **others):
    n = len(quota)
    columns = {
        "previous": np.array(quota, dtype=float),
        "potential": np.arange(n, dtype=float),
        "skill": np.full(n, NAN),
        "held": np.ones(n, dtype=bool),
        **{k: np.array(v) for k, v in others.items()},
    }
    money = np.array(quota, dtype=float)
    return fairness(money, expected=np.array(expected), years=np.array(years), **columns)


def test_figures_of_three_reps_and_two_years_by_hand():
    fair = judge(
        [100, 100, 200],
        [50.0, 100.0, 250.0],
        [[100.0, 100.0], [50.0, 150.0], [100.0, 100.0]],
        previous=[80.0, 100.0, 0.0],
        skill=[1.0, 2.0, 0.0],
    )
    # attained 1, 1; .5, 1.5; .5, .5: medians .5 and 1, at quota 1/3 and 2/3
    assert (fair.median, fair.participation) == (0.75, 0.5)
    # F = .5, 1, 1.25 turned over: ln 2, 0, ln .8
    fits = np.log([2.0, 1.0, 0.8])
    assert fair.seat_spread == pytest.approx(fits.std())
    assert fair.fit_in_band == 0.25  # 100 of 400
    assert fair.largest_change == 0.25  # 80 to 100; the new seat has no last year
    assert fair.sum == 400
    # 1, .5, .5 against 0, 1, 2: ranks 3, 1.5, 1.5 and 1, 2, 3, -1.5 / sqrt(1.5 x 2);
    # 1, 1.5, .5: ranks 2, 3, 1, -1 / 2. Skill ranks 2, 3, 1: none, then all
    years = np.array([-np.sqrt(3) / 2, -0.5])
    assert fair.potential_correlation == pytest.approx(years.mean())
    assert fair.potential_band == pytest.approx(np.quantile(years, [0.1, 0.9]))
    assert fair.skill_correlation == pytest.approx(0.5)


def test_quotas_that_follow_expectations_leave_no_spread_to_the_seat():
    assert judge([10, 20], [1.0, 2.0], [[1.0], [1.0]]).seat_spread == pytest.approx(0, abs=1e-12)


def test_a_leaning_that_no_year_agrees_on_is_not_ranked_as_if_it_were_sure():
    # Attainment leans to potential by a hair on the mean of the years, and by chance in each
    rng = np.random.default_rng(3)
    n = 200
    years = 1 + 0.0005 * np.arange(n)[:, None] + rng.normal(0, 1, (n, 200)) * 0.3
    fair = judge([1.0] * n, [1.0] * n, years)
    # by hand: a slope of .0005 x 57.7 = .029 beside .3 is a correlation of .096, by ranks .092
    assert fair.potential_correlation == pytest.approx(0.092, abs=0.02)
    low, high = fair.potential_band
    assert low < 0.03 < 0.15 < high  # .092 -+ 1.28 / sqrt(199)


def test_what_the_data_cannot_say_is_none():
    fair = judge([10, 20], [NAN, NAN], np.zeros((2, 0)), previous=[0.0, 0.0])
    assert fair.seat_spread is fair.fit_in_band is fair.median is fair.participation is None
    assert fair.largest_change is fair.skill_correlation is fair.potential_correlation is None
    assert fair.potential_band is None


def test_a_vacant_seat_has_no_attainment_and_its_quota_counts():
    fair = judge([10, 20], [1.0, 1.0], [[10.0], [0.0]], held=[True, False])
    assert (fair.participation, fair.sum) == (1.0, 30)
