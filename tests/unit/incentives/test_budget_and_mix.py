"""Plans scaled to a budget, the chance of exceeding one, and pay mix; worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import LeverError
from engine.incentives.budget import chance_above, scaled, to_budget
from engine.incentives.pay_mix import remixed
from engine.incentives.plan_curve import plan_curve
from engine.incentives.read import read_plan
from engine.incentives.year import pay_by_plan
from tests.support.plans import component, plan_text

NAN = float("nan")
LINEAR = {"method": "marginal", "tiers": [[0, 1.0]]}
TABLE = {
    "method": "matrix",
    "rows": [0.5, 1.0],
    "cols": [0.5, 1.0],
    "grid": [[0.0, 0.5], [0.5, 1.0]],
}


def plan(curve=LINEAR, **rest):
    cap = {"adjustments": rest.pop("adjustments")} if "adjustments" in rest else {}
    return read_plan(plan_text(component(curve, weight=1.0, **rest), **cap), "p")


def people(*rows):
    """Attainment, quota and target incentive of each."""
    return tuple(np.array(column, dtype=np.float64) for column in zip(*rows, strict=True))


def test_a_plan_is_scaled_to_what_the_expected_result_costs():
    """0.5 x 40,000 + 1.5 x 20,000 = 50,000; for 75,000 everything pays half as much again."""
    attained, quota, target = people((0.5, 100, 40e3), (1.5, 100, 20e3))
    same = np.zeros(2, dtype=np.int64)
    (found,) = to_budget((plan(),), same, attained, quota, target, 75_000.0)
    paid = pay_by_plan((found,), same, attained[:, None], quota, target)
    assert paid[:, 0] == pytest.approx([30_000, 45_000])


def test_people_whose_target_is_not_known_are_left_out():
    attained, quota, target = people((1.0, 100, 40e3), (9.0, 100, NAN))
    same = np.zeros(2, dtype=np.int64)
    (found,) = to_budget((plan(),), same, attained, quota, target, 20_000.0)
    assert plan_curve(found, target_incentive=40e3).share(np.array([1.0])) == pytest.approx([0.5])


def test_thresholds_stay_and_caps_move_along():
    """Twice the pay: from 50 % on 2 x attainment, at most 2 x 1.2; the plan's own cap 2 x 1.1."""
    capped = plan(threshold=0.5, cap=1.2, adjustments={"plan_cap": 1.1})
    twice = plan_curve(scaled(capped, 2.0), target_incentive=1.0)
    assert twice.share(np.array([0.4, 0.5, 1.0, 3.0])) == pytest.approx([0.0, 1.0, 2.0, 2.2])


def test_a_matrix_is_scaled_as_well():
    two = plan(
        TABLE, input={"attainment": "sales", "second": "sales"}, adjustments={"plan_cap": None}
    )
    half = plan_curve(scaled(two, 0.5), target_incentive=1.0)
    assert half.share(np.array([1.0])) == pytest.approx([0.5])


def test_nothing_to_scale_is_a_sentence():
    attained, quota, target = people((0.4, 100, 40e3))
    with pytest.raises(LeverError, match=r"incentive\.budget has nothing to scale"):
        to_budget((plan(threshold=0.5),), np.zeros(1, np.int64), attained, quota, target, 1.0)


def test_the_chance_of_costing_more_counts_years():
    assert chance_above(np.array([90.0, 100.0, 101.0, 120.0]), 100.0) == 0.5


def test_another_mix_keeps_what_is_earned_at_target():
    """60 + 40 and 70 + 30 at half: 50 + 50 each; who has no known target keeps what is known."""
    base, target = remixed(np.array([60.0, 70, 80]), np.array([40.0, 30, NAN]), 0.5, [plan()])
    assert base.tolist() == [50, 50, 80]
    assert target[:2].tolist() == [50, 50]
    assert np.isnan(target[2])


def test_a_mix_without_known_earnings_is_a_sentence():
    with pytest.raises(LeverError, match=r"rep\.base_pay and rep\.target_incentive|nobody's"):
        remixed(np.array([NAN]), np.array([40.0]), 0.5, [plan()])


def test_rates_on_money_do_not_follow_a_mix():
    rates = read_plan(plan_text(component(LINEAR, input={"amount": "sales"})), "p")
    with pytest.raises(LeverError, match="pays rates on money"):
        remixed(np.array([60.0]), np.array([40.0]), 0.5, [rates])
