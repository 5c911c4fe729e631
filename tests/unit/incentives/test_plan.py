"""Plans as written: what is understood, and what is refused with a sentence."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.errors import PlanError
from engine.incentives.change import change_plan
from engine.incentives.library import DATA, shipped_plan
from engine.incentives.read import read_plan
from engine.incentives.year import BOOKINGS, pay_by_plan, year_pay
from engine.model.scenario import CurveChange

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


def shares(plan, attained):
    """Payout shares of a year."""
    paid = year_pay(plan, {BOOKINGS: np.array([attained])}, np.array([1.0]), np.array([1.0]))
    return paid[0].tolist()


def test_a_plan_of_one_component_is_compiled():
    plan = read_plan(PLAN, "plan.yaml")
    assert (plan.name, plan.roles, plan.target_incentive) == ("AE field", {"ae"}, 80_000)
    # 0.6 x 1.6666666667 = 1; 1 + 0.5 x 2 = 2; capped at 2.5
    assert shares(plan, [0.4, 1.0, 1.5, 3.0]) == pytest.approx([0, 1, 2, 2.5])


def test_pay_not_named_is_blank_not_zero():
    plan = read_plan(PLAN.replace("pay: {base: 100000, target_incentive: 80000}\n", ""), "p")
    assert math.isnan(plan.base_pay)
    assert math.isnan(plan.target_incentive)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("cap: 2.5", "capp: 2.5", "line 15: “capp” is not a key.*Did you mean “cap”"),
        ("cap: 2.5", "gate: {measure: m, at_least: 1}", "line 15: “m” is none of the measures"),
        ("cap: 2.5", "gate: {measure: arr, at_leest: 1}", "line 15: “at_leest”.*“at_least”"),
        ("window: ytd_delta", "window: dael", "line 12: components.0.window"),
        ("schema: plan/1", "schema: plan/9", "line 1: schema"),
        ("[0.4, 1.6666666667], [1.0, 2.0]", "[1.0, 1], [0.4, 1]", "line 14: tiers must ascend"),
        ("{attainment: arr}", "{attainment: margin}", "line 11: “margin” is none of the measures"),
        ("{attainment: arr}", "{attainment: arr, amount: arr}", "line 11: .*either attainment or"),
        ("{attainment: arr}", "{attainment: arr, second: arr}", "line 11: second and the method"),
        ("{sum: amount, quota: arr}", "{ratio: [a, b]}", "line 11: the ratio arr has no target"),
        ("{sum: amount, quota: arr}", "{sum: amount, count: deals}", "line 7: .*one of sum"),
        ("weight: 1.0", "weight: 0.5", "line 8: the weights sum to 0.5"),
        ("weight: 1.0", "weight: 10%", "line 10: .*Write it as a decimal: 0.1"),
        ("method: marginal", "method: interpolate", "line 14: .*does not read tiers"),
        ("cap: 2.5", "cap: .inf", "line 15: components.0.cap"),
        ("cap: 2.5", "cap: .nan", "line 15: components.0.cap"),
        ("cap: 2.5", "interim: {share: 1}", "line 15: interim goes with window: annual"),
        ("components:", "crediting: [{credit: direct, to: me}]\ncomponents:", "line 8: “me” is"),
        (
            "components:",
            "crediting: [{credit: direct, to: owner, share: 0.9}]\ncomponents:",
            "line 8: the direct shares of a deal sum to 0.9",
        ),
        (
            "sum: amount,",
            "sum: amount, where: \"type ~ 'new'\",",
            "line 7: “~ 'new'” cannot be read",
        ),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_with_its_line(old, new, sentence):
    assert old in PLAN
    with pytest.raises(PlanError, match=sentence):
        read_plan(PLAN.replace(old, new), "plan.yaml")


def test_two_components_of_one_id_are_refused():
    twice = PLAN + PLAN[PLAN.index("  - id") :]
    with pytest.raises(PlanError, match="line 16: the id “core” stands there 2 times"):
        read_plan(twice, "plan.yaml")


def test_several_components_need_weights():
    second = PLAN[PLAN.index("  - id") :].replace("core", "more").replace("    weight: 1.0\n", "")
    with pytest.raises(PlanError, match="line 16: a component has no weight"):
        read_plan(PLAN + second, "plan.yaml")


def test_each_rep_is_paid_by_their_own_plan():
    plan = read_plan(PLAN, "plan.yaml")
    linear = read_plan(PLAN.replace("[[0, 0.0], [0.4, 1.6666666667], [1.0, 2.0]]", "[[0, 1]]"), "l")
    paid = pay_by_plan(
        (plan, linear),
        np.array([1, 0]),
        np.array([[0.5, 1.0], [0.4, 1.5]]),
        np.array([1.0, 1.0]),
        np.array([100.0, 1_000.0]),
    )
    # linear: 0.5 x 100, 1.0 x 100; core: 0 and 2 x 1,000
    assert paid == pytest.approx(np.array([[50.0, 100.0], [0.0, 2_000.0]]))


def test_a_threshold_and_a_cap_are_changed_or_removed():
    plan = read_plan(PLAN, "plan.yaml")
    assert shares(change_plan(plan, CurveChange(cap=None)), [3.0]) == pytest.approx([5.0])
    assert shares(change_plan(plan, CurveChange(cap=1.1)), [1.5]) == pytest.approx([1.1])
    assert shares(change_plan(plan, CurveChange(accelerator=0.5)), [1.5]) == pytest.approx([1.5])
    raised = change_plan(plan, CurveChange(threshold=0.9))
    assert shares(raised, [0.8999, 0.9]) == pytest.approx([0, 0.5 * 1.6666666667])
    assert change_plan(plan, CurveChange()) is plan


@pytest.mark.parametrize("name", ["../../../README", "no-such-plan", "", "a/b"])
def test_a_name_that_is_no_shipped_plan_finds_none(name):
    assert shipped_plan(name) is None


def test_every_shipped_plan_is_understood():
    for path in sorted((DATA / "presets" / "plans").glob("*.yaml")):
        plan = read_plan(path.read_text(encoding="utf-8"), path.name)
        assert plan.components, path.name
