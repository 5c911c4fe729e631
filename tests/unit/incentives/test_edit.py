"""A plan's numbers changed as a form does it: what is not touched pays the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.incentives.edit import (
    GatePart,
    Part,
    edited,
    measures,
    parts,
    with_gate,
    with_measure,
    with_tier,
    without_gate,
)
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
        same = edited(text, n, part)
        assert parts(same) == parts(text)
        assert shares(same, GRID) == pytest.approx(shares(text, GRID))


def test_tiers_threshold_and_cap_are_set():
    # below .5 nothing; 1 x .5 = .5 at half; 1 + .5 x 2 = 2 at 150 %; no cap
    tiers = ((1.0, 2.0), (0.0, 1.0))
    text = edited(TIERED, 0, replace(parts(TIERED)[0], tiers=tiers, threshold=0.5, cap=None))
    assert shares(text, [0.4, 0.5, 1.5]) == pytest.approx([0.0, 0.5, 2.0])
    assert text.startswith("# Why it is so.\n")
    assert read_plan(text, "p").first.year == 2026


def test_a_component_is_shown_as_it_is_written():
    (part,) = parts(TIERED)
    assert (part.id, part.method, part.tiers) == ("pay", "marginal", ((0.0, 1.0),))
    assert (part.threshold, part.cap) == (None, 1.5)


def test_a_measure_is_added_and_a_gate_on_it_put_in_and_taken_out():
    margin = with_measure(TIERED, "margin", {"ratio": ["gross_margin", "amount"], "target": 0.7})
    assert measures(margin)[-1] == "margin"
    (part,) = parts(margin)
    gated = with_gate(margin, part)
    assert gated.gates == (GatePart(part.measure, True, 0.8, 0.0),)
    half = replace(gated, gates=(GatePart("margin", False, 0.6, 0.5),))
    (built,) = read_plan(edited(margin, 0, half), "p").components
    (gate,) = built.gates
    assert (gate.reading.measure, gate.reading.is_attainment) == ("margin", False)
    assert (gate.at_least, gate.else_multiply) == (0.6, 0.5)
    assert parts(edited(margin, 0, half)) == (half,)
    assert without_gate(half, 0) == part


def test_a_gate_is_put_in_beside_a_ratio_without_target():
    text = with_measure(TIERED, "margin", {"ratio": ["gross_margin", "amount"]})
    gated = edited(text, 0, with_gate(text, parts(text)[0]))
    assert read_plan(gated, "p").components[0].gates[0].reading.measure == parts(text)[0].measure


def test_where_each_deal_is_read_alone_a_gate_reads_the_first_that_has_a_target():
    each = Part("pay", "marginal", (), None, None, "deal")
    ratio = "measures: {win: {ratio: [a, b]}, sold: {sum: amount}}"
    assert with_gate(ratio, each).gates == (GatePart("sold", True, 0.8),)
    assert with_gate("measures: {win: {ratio: [a, b]}}", each).gates[0].is_attainment is False


@pytest.mark.parametrize(("last", "further"), [(1.0, 1.5), (200_000.0, 400_000.0)])
def test_a_further_tier_pays_as_the_last(last, further):
    part = Part("pay", "marginal", ((0.0, 1.0), (last, 2.0)), None, None)
    assert with_tier(part).tiers == ((0.0, 1.0), (last, 2.0), (further, 2.0))


def test_a_multiplier_by_attainment_stays_as_text():
    curve = {"method": "marginal", "tiers": [[0, 1.0]]}
    text = plan_text(component(curve, weight=1.0))
    by = {"attainment": measures(text)[0]}
    text = plan_text(component(curve, weight=1.0, multiply_by=by))
    (part,) = parts(text)
    assert part.has_written_multiplier
    again = read_plan(edited(text, 0, replace(part, multiplier="other")), "p").components[0]
    assert again.modifier.reading.is_attainment


def test_the_measure_and_the_multiplier_are_chosen():
    counted = with_measure(TIERED, "logos", {"count": "deals", "quota": "logos"})
    chosen = replace(parts(counted)[0], measure="logos", multiplier="logos")
    (built,) = read_plan(edited(counted, 0, chosen), "p").components
    assert built.measure == "logos"
    assert built.modifier.reading.measure == "logos"
    assert parts(edited(counted, 0, chosen)) == (chosen,)


def test_a_multiplier_by_tiers_stays_as_text():
    by_tiers = {"measure": "bookings", "tiers": [[0, 1.0], [10, 1.25]]}
    curve = {"method": "marginal", "tiers": [[0, 1.0]]}
    text = plan_text(component(curve, weight=1.0, multiply_by=by_tiers))
    by_tiers["measure"] = measures(text)[0]
    text = plan_text(component(curve, weight=1.0, multiply_by=by_tiers))
    (part,) = parts(text)
    assert part.multiplier is None
    again = read_plan(edited(text, 0, part), "p").components[0]
    assert again.modifier.curve is not None
