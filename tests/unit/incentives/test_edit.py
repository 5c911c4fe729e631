"""A plan's numbers changed as a form does it: what is not touched pays the same."""

from __future__ import annotations

import numpy as np
import pytest

from engine.incentives.edit import edited, parts
from engine.incentives.library import shipped_plan, shipped_plans
from engine.incentives.plan_curve import plan_curve
from engine.incentives.read import read_plan
from tests.support.plans import component, plan_text

GRID = np.linspace(0, 2, 41)
TIERED = "# Why it is so.\n" + plan_text(
    component({"method": "marginal", "tiers": [[0, 1.0]]}, weight=1.0, cap=1.5),
    effective={"from": "2026-01-01"},
).replace("'2026-01-01'", "2026-01-01")


def shares(text, at):
    return plan_curve(read_plan(text, "p"), target_incentive=1.0, quota=1.0).share(np.array(at))


@pytest.mark.parametrize("name", shipped_plans())
def test_a_form_sent_as_it_stands_changes_no_pay(name):
    text = shipped_plan(name).text
    for n, part in enumerate(parts(text)):
        same = edited(text, n, tiers=part.tiers or None, threshold=part.threshold, cap=part.cap)
        assert shares(same, GRID) == pytest.approx(shares(text, GRID))


def test_tiers_threshold_and_cap_are_set():
    # below .5 nothing; 1 x .5 = .5 at half; 1 + .5 x 2 = 2 at 150 %; no cap
    text = edited(TIERED, 0, tiers=[(1.0, 2.0), (0.0, 1.0)], threshold=0.5, cap=None)
    assert shares(text, [0.4, 0.5, 1.5]) == pytest.approx([0.0, 0.5, 2.0])
    assert text.startswith("# Why it is so.\n")
    assert read_plan(text, "p").first.year == 2026


def test_a_component_is_shown_as_it_is_written():
    (part,) = parts(TIERED)
    assert (part.id, part.method, part.tiers) == ("pay", "marginal", ((0.0, 1.0),))
    assert (part.threshold, part.cap) == (None, 1.5)
