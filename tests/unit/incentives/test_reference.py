"""The language's own reference: every example pays what it says, every choice is explained."""

from __future__ import annotations

import numpy as np
import pytest

from engine.incentives.form.plan import PlanForm
from engine.incentives.library import shipped_plan, shipped_plans
from engine.incentives.pay import pay
from engine.incentives.plan_curve import plan_curve
from engine.incentives.read import read_plan
from engine.incentives.reference import RULES
from engine.incentives.results import Measured, Results
from engine.model.period import quarters
from pages._shared import file_formats

PLAN = """\
schema: plan/1
plan: example
measures: {{sales: {{sum: amount}}}}
components: [{{id: pay, weight: 1.0, input: {{attainment: sales}}, {example}}}]
"""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_an_example_pays_what_it_says(rule):
    plan = read_plan(PLAN.format(example=rule.example), "example")
    count = len(rule.sold)
    quota = np.full((1, 4), 1_000.0)
    sold = np.full((1, 4), np.nan)
    sold[0, :count] = 1_000.0 * np.array(rule.sold)
    results = Results(
        reps=("R1",),
        periods=quarters(2026),
        fiscal_start=1,
        measures={"sales": Measured(sold, None, quota)},
        target_incentive=np.full((1, 4), 40_000.0),
        hired=(None,),
    )
    earned = pay(plan, results).totals.earned[0, :count]
    assert earned.tolist() == pytest.approx(rule.pays)


@pytest.mark.parametrize("key", ["method", "window", "against", "boundary"])
def test_every_choice_of_a_component_has_a_rule_or_a_word(key):
    (name,) = [k for k in file_formats.keys(PlanForm) if k.endswith(f"components.*.{key}")] or [
        k for k in file_formats.keys(PlanForm) if k.endswith(f"components.*.curve.{key}")
    ]
    field = file_formats.keys(PlanForm)[name]
    explained = f"{field.description} {' '.join(rule.key for rule in RULES)}"
    missing = [c for c in file_formats.choices(field) if c not in explained]
    assert missing in ([], ["lower"], ["to_date"])  # what is left out needs no rule


def test_a_key_of_an_optional_part_stands_under_its_own_name():
    keys = set(file_formats.keys(PlanForm))
    assert {
        "deal_rules.windfall.over",
        "components.*.interim.share",
        "components.*.gate.*.at_least",
        "adjustments.draw.months",
        "measures.*.where",
        "rounding.attainment.to",
    } <= keys


@pytest.mark.parametrize("name", shipped_plans())
def test_a_preset_pays_target_at_quota_without_a_step(name):
    written = shipped_plan(name)
    plan = read_plan(written.text, name)
    assert plan.name == name
    curve = plan_curve(plan)
    assert curve.share(np.array([0.0, 1.0])) == pytest.approx([0.0, 1.0])
    breaks = curve.breaks()
    assert curve.share(breaks + 1e-9) == pytest.approx(curve.share(breaks - 1e-9), abs=1e-6)


def test_presets_cover_the_usual_roles():
    assert set(shipped_plans()) >= {
        "sdr",
        "smb-ae",
        "mid-market-ae",
        "enterprise-ae",
        "account-manager",
        "se-overlay",
        "manager",
        "tessaly-2025",
    }
