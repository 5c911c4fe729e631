"""What is said about a curve, each finding worked by hand."""

from __future__ import annotations

import json

import numpy as np
import pytest

from engine.cli.main import main
from engine.errors import PlanError
from engine.incentives.check import check_curve
from engine.incentives.plan_curve import plan_curve
from engine.incentives.read import read_plan
from tests.support.plans import component, plan_text

TEMPLATE = {"target_incentive": 95_000, "quota": 950_000}


def curve_of(*components, **rest):
    rest.setdefault("pay", {"target_incentive": 100_000})
    return plan_curve(read_plan(plan_text(*components, **rest), "plan"))


def on(method, pairs, **rest):
    key = "points" if method == "interpolate" else "tiers"
    shape = {k: rest.pop(k) for k in ("below", "above", "boundary") if k in rest}
    return component({"method": method, key: pairs, **shape}, weight=1.0, **rest)


def found(curve, code, attained=None):
    return [(f.at, f.amount, f.to) for f in check_curve(curve, attained) if f.code == code]


@pytest.mark.parametrize(
    "components",
    [
        (
            on(
                "interpolate",
                [[0, 0], [0.5, 0.25], [0.5, 0.5], [1.0, 1.0], [2.0, 2.5]],
                above="slope",
            ),
        ),
        (
            component({"method": "whole", "tiers": [[0, 0.05], [0.5, 0.10]]}, id="base",
                      input={"amount": "sales", "tiers_in": "attainment"}),
            component({"method": "marginal", "tiers": [[0, 0], [950_000, 0.05]]}, id="more",
                      input={"amount": "sales"}),
        ),
    ],
    ids=["as shares", "as rates"],
)  # fmt: skip
def test_the_published_template_is_a_cliff_at_half_of_quota(components):
    curve = curve_of(*components, pay=TEMPLATE)
    # 475,000 x 5 % = 23,750 just below; 475,000 x 10 % = 47,500 at 50 %
    (cliff,) = [f for f in check_curve(curve) if f.code == "cliff"]
    assert (cliff.at, cliff.amount) == (0.5, pytest.approx(23_750))
    assert "50 %" in cliff.message
    assert "23,750.00" in cliff.message
    # 1.5 x above: 95,000 + .2 x 95,000 x 1.5
    assert curve.share(np.array([0.5, 1.0, 1.2])) == pytest.approx([0.5, 1.0, 1.3])
    assert {f.code for f in check_curve(curve)} == {"cliff"}


def test_a_retroactive_tier_is_always_a_cliff():
    curve = curve_of(on("whole", [[0, 0.8], [1.0, 1.0], [1.2, 1.5]]))
    # .2 x 1.0, then .5 x 1.2, of 100,000
    assert found(curve, "cliff") == [
        (1.0, pytest.approx(20_000), None),
        (1.2, pytest.approx(60_000), None),
    ]


def test_a_flat_stretch_and_a_cap():
    curve = curve_of(on("interpolate", [[0, 0], [0.5, 0.5], [0.8, 0.5], [1.0, 1.0], [1.5, 2.0]]))
    assert found(curve, "flat") == [(0.5, pytest.approx(50_000), 0.8)]
    assert found(curve, "cap") == [(1.5, pytest.approx(200_000), None)]
    capped = curve_of(on("marginal", [[0, 1.0], [1.0, 2.0]], cap=1.6))
    assert found(capped, "cap") == [(1.3, pytest.approx(160_000), None)]


def test_a_cap_that_nobody_reaches_is_none():
    curve = curve_of(on("marginal", [[0, 1.0], [1.0, 2.0]], cap=3.2))
    assert found(curve, "cap") == []  # reached at 2.1
    assert found(curve, "cap", np.array([0.5, 2.2])) == [(2.1, pytest.approx(320_000), None)]


def test_inversions_by_a_step_and_by_a_slope():
    step = curve_of(on("lookup", [[0, 0.5], [0.8, 0.4], [1.0, 1.0]]))
    assert found(step, "inversion") == [(0.8, pytest.approx(10_000), None)]
    slope = curve_of(on("interpolate", [[0, 0], [1.0, 1.0], [1.2, 0.9], [1.4, 2]], above="slope"))
    assert found(slope, "inversion") == [(1.0, pytest.approx(10_000), 1.2)]


def test_one_point_that_pays_by_itself_is_an_inversion():
    """At half of quota, and there alone, a whole tier that ends on the threshold pays a half."""
    alone = curve_of(on("whole", [[0, 1.0], [0.5, 0.0]], boundary="upper", threshold=0.5))
    assert alone.share([0.49, 0.5, 0.51]).tolist() == [0.0, 0.5, 0.0]
    assert found(alone, "inversion") == [(0.5, pytest.approx(50_000), None)]


def test_no_accelerator_and_pay_at_target():
    curve = curve_of(on("marginal", [[0, 0.9]]))
    assert found(curve, "no_accelerator") == [(1.0, pytest.approx(0, abs=1e-3), None)]
    assert found(curve, "target_not_at_100") == [(1.0, pytest.approx(-10_000), None)]
    clean = curve_of(on("marginal", [[0, 1.0], [1.0, 1.2]]))
    assert check_curve(clean) == ()


def test_a_gate_on_attainment_is_seen_in_the_curve():
    gate = {"attainment": "sales", "at_least": 0.9, "else_multiply": 0.5}
    curve = curve_of(on("marginal", [[0, 1.0], [1.0, 2.0]], gate=gate))
    assert found(curve, "cliff") == [(0.9, pytest.approx(45_000), None)]


def test_a_threshold_that_too_many_miss_and_the_excellence_point():
    curve = curve_of(on("marginal", [[0, 1.0], [1.0, 2.0]], threshold=0.6))
    attained = np.array([0.3, 0.5, 0.7, 0.8, 0.9, 1.0, 1.0, 1.1, 1.2, 1.3])
    assert found(curve, "threshold", attained) == [(0.6, None, None)]  # two of ten
    assert found(curve, "threshold", attained[2:]) == []
    (best,) = found(curve, "excellence", attained)
    assert best[0] == pytest.approx(1.21)  # ninth decile between 1.2 and 1.3
    assert best[1] == pytest.approx(142_000)


def test_two_rules_on_one_deal():
    curve = curve_of(
        on("marginal", [[0, 1.0], [1.0, 2.0]]),
        deal_rules={"multipliers": [
            {"field": "discount", "bands": [[0, 1.0]]},
            {"field": "discount", "bands": [[0.2, 0.8]]}]},
        adjustments={"spif": [{"id": "a", "pay": 1}, {"id": "b", "pay": 2}]},
    )  # fmt: skip
    assert len(found(curve, "overlap")) == 2


def test_without_target_incentive_amounts_are_not_made_up():
    curve = curve_of(on("whole", [[0, 0.5], [1.0, 1.0]]), pay={})
    assert found(curve, "cliff") == [(1.0, None, None)]
    assert "50 % of target incentive" in check_curve(curve)[0].message


def test_amounts_need_a_quota():
    rates = component({"method": "marginal", "tiers": [[0, 0.1]]}, input={"amount": "sales"})
    with pytest.raises(PlanError, match="no quota is known"):
        curve_of(rates)
    free = curve_of(rates, pay={"target_incentive": 0, "quota": 1_000_000})
    # Commission only: shares of what 100 % pays
    assert free.scale == pytest.approx(100_000)
    assert free.share(np.array([0.5])) == pytest.approx([0.5])


def test_the_command_prints_points_and_findings(tmp_path, capsys):
    (tmp_path / "p.yaml").write_text(
        plan_text(on("whole", [[0, 0.5], [0.755, 1.0]]), pay={"target_incentive": 100_000})
    )
    assert main(["curve", str(tmp_path / "p.yaml"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    points = {p["attainment"]: (p["payout_share"], p["slope"]) for p in told["points"]}
    assert points[0.5] == (0.25, 0.5)
    assert points[0.755] == (0.755, 1.0)
    assert points[2.0] == (2.0, 1.0)
    assert [(f["code"], f["at"]) for f in told["findings"]] == [
        ("cliff", 0.755),
        ("no_accelerator", 1.0),
    ]
    assert told["findings"][0]["amount"] == pytest.approx(37_750)
    assert main(["curve", str(tmp_path / "p.yaml")]) == 0
    assert "cliff: At 75.5 % of quota" in capsys.readouterr().out
