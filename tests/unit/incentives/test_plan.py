"""Plans as written: what is understood, and what is refused with a sentence."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.errors import PlanError
from engine.incentives.curve import payout_share
from engine.incentives.library import DATA, shipped_plan
from engine.incentives.pay import pay
from engine.incentives.plan import read_plan

PLAN = """\
schema: plan/1
plan: AE field
pay: {base: 100000, target_incentive: 80000}
applies_to: {role: [AE]}
rounding: {money: 0.01, mode: half_even, attainment: null}
measures:
  arr: {sum: amount, quota: arr}
components:
  - id: core
    weight: 1.0
    input: {attainment: arr}
    window: ytd_delta
    against: year
    curve: {method: marginal, tiers: [[0, 0.0], [0.4, 1.6666666667], [1.0, 2.0]]}
    cap: 2.5
"""


def test_a_plan_of_one_component_is_compiled():
    plan = read_plan(PLAN, "plan.yaml")
    assert (plan.name, plan.roles, plan.target_incentive) == ("AE field", {"AE"}, 80_000)
    # 0.6 x 1.6666666667 = 1; 1 + 0.5 x 2 = 2; capped at 2.5
    assert payout_share(plan.curve, [0.4, 1.0, 1.5, 3.0]) == pytest.approx([0, 1, 2, 2.5])


def test_pay_not_named_is_blank_not_zero():
    plan = read_plan(PLAN.replace("pay: {base: 100000, target_incentive: 80000}\n", ""), "p")
    assert math.isnan(plan.base_pay)
    assert math.isnan(plan.target_incentive)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("cap: 2.5", "capp: 2.5", "line 15: “capp” is not a key.*Did you mean “cap”"),
        ("cap: 2.5", "gate: {measure: m}", "line 15: this version does not act on.*gate"),
        ("window: ytd_delta", "window: deal", "line 12: this version does not act on.*window"),
        ("schema: plan/1", "schema: plan/9", "line 1: schema"),
        ("[0.4, 1.6666666667], [1.0, 2.0]", "[1.0, 1], [0.4, 1]", "line 14: tiers must ascend"),
        ("{attainment: arr}", "{attainment: margin}", "none of the measures"),
        ("{sum: amount, quota: arr}", "{ratio: [a, b]}", "does not act on measures.arr.ratio"),
        ("weight: 1.0", "weight: 0.5", "weight"),
        ("method: marginal", "method: interpolate", "needs points"),
        ("cap: 2.5", "cap: .inf", "cap"),
        ("components:", "adjustments: {draw: {amount: 3}}\ncomponents:", "adjustments.draw"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line(old, new, sentence):
    assert old in PLAN
    with pytest.raises(PlanError, match=sentence):
        read_plan(PLAN.replace(old, new), "plan.yaml")


def test_two_components_are_refused():
    with pytest.raises(PlanError, match="components"):
        read_plan(PLAN + PLAN[PLAN.index("  - id") :], "plan.yaml")


def test_each_rep_is_paid_by_their_own_plan():
    plan = read_plan(PLAN, "plan.yaml")
    linear = read_plan(PLAN.replace("[[0, 0.0], [0.4, 1.6666666667], [1.0, 2.0]]", "[[0, 1]]"), "l")
    paid = pay(
        (plan.curve, linear.curve),
        np.array([1, 0]),
        np.array([[0.5, 1.0], [0.4, 1.5]]),
        np.array([100.0, 1_000.0]),
    )
    # linear: 0.5 x 100, 1.0 x 100; core: 0 and 2 x 1,000
    assert paid == pytest.approx(np.array([[50.0, 100.0], [0.0, 2_000.0]]))


@pytest.mark.parametrize("name", ["../../../README", "no-such-plan", "", "a/b"])
def test_a_name_that_is_no_shipped_plan_finds_none(name):
    assert shipped_plan(name) is None


def test_every_shipped_plan_is_understood():
    for path in sorted((DATA / "presets" / "plans").glob("*.yaml")):
        plan = read_plan(path.read_text(encoding="utf-8"), path.name)
        assert payout_share(plan.curve, [0.0, 1.0]) == pytest.approx([0.0, 1.0]), path.name
