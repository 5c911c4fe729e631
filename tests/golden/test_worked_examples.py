"""Published commission examples, paid through the command line by plans in the language.

Inputs and outputs are read from ``../shared/data/worked_examples``; each test states the plan.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from engine.metrics.concentration import gini
from engine.metrics.pay import ccos
from engine.metrics.sales import pipeline_coverage, win_rate
from engine.people.cohorts import capacity
from engine.people.ramp import Ramp
from engine.people.sizing import break_even_ratio, heads, workload
from engine.quotas.relief import Person, Year, relief
from tests.architecture.source import ROOT
from tests.support.plans import closed, component, paid, payouts, pays, plan_text, sold

FOLDER = ROOT.parent / "shared" / "data" / "worked_examples"
pytestmark = [
    pytest.mark.open_data,
    pytest.mark.skipif(not FOLDER.is_dir(), reason=f"{FOLDER} is not there"),
]
QUOTA, TARGET = 1_000.0, 100_000.0


def cases(name: str) -> dict[str, Any]:
    path = FOLDER / name
    return {case["id"]: case for case in json.loads(path.read_text())} if path.is_file() else {}


GOLDEN, OPEN = cases("golden.json"), cases("commission_examples_open.json")


@pytest.fixture
def run(tmp_path, capsys):
    """Pay by a plan."""
    return lambda plan, *options, **tables: paid(tmp_path, capsys, plan, *options, **tables)


def given(name: str) -> tuple[Any, Any]:
    case = GOLDEN[name]
    return case["inputs"], case["expected"]


def on_deals(tiers, method="marginal", **rest):
    """A plan of rates on each deal by itself."""
    curve = {"method": method, "tiers": tiers, **rest}
    return plan_text(component(curve, input={"amount": "deal"}))


def on_money(tiers, method="marginal", **rest):
    """A plan of rates on what is sold in a period."""
    curve = {"method": method, "tiers": tiers, **rest}
    return plan_text(component(curve, input={"amount": "sales"}))


def on_quota(tiers, method="marginal", **rest):
    """A plan of rates on money whose tiers stand at attainments."""
    curve = {"method": method, "tiers": tiers, **rest}
    return plan_text(component(curve, input={"amount": "sales", "tiers_in": "attainment"}))


def on_attainment(curve, **rest):
    """A plan of payout shares of a target incentive of 100,000 a year."""
    return plan_text(component(curve, weight=1.0, **rest), pay={"target_incentive": TARGET})


def shares(answer):
    return [row["payout"] / TARGET for row in answer["payouts"]]


def reached(attainments):
    return sold(*(QUOTA * a for a in attainments), quota=QUOTA)


@pytest.mark.parametrize("name", ["G01", "oracle_step_rate"])
def test_tiers_on_each_transaction(run, name):
    inputs, (*each, whole) = given("G01")
    answer = run(on_deals(inputs["tiers"]), deals=closed(*inputs["transactions"]))
    assert payouts(answer) == each
    assert sum(row["paid"] for row in answer["totals"]) == whole
    open_cases = OPEN["oracle_step_rate"]["cases"]
    assert [case["output"]["commission"] for case in open_cases] == [*each, whole]


def test_interpolated_amounts(run):
    inputs, (*each, whole) = given("G02")
    # A tier's money is earned in proportion to the part of the tier that is filled.
    points, earned = [[0, 0]], 0
    for (_, money), (end, _) in zip(inputs["tiers"], inputs["tiers"][1:], strict=False):
        earned += money
        points.append([end, earned])
    curve = {"method": "interpolate", "points": points}
    answer = run(
        plan_text(component(curve, input={"amount": "deal"})), deals=closed(*inputs["transactions"])
    )
    assert payouts(answer) == each
    assert sum(each) == whole


def test_a_blended_rate_and_its_tiers(run):
    inputs, (rate, *parts) = given("G03")
    (row,) = run(on_money(inputs["tiers"]), results=sold(inputs["amount"]))["payouts"]
    assert row["payout"] / inputs["amount"] == pytest.approx(rate)
    blended = [pay / inputs["amount"] for pay in pays(row)]
    assert sorted(blended) == pytest.approx(sorted(parts))


def test_a_rate_that_is_itself_interpolated(run):
    inputs, rate = given("G04")
    points, total = [[0, 0]], 0.0
    for (_, added), (end, _) in zip(inputs["tiers"], inputs["tiers"][1:], strict=False):
        total += added
        points.append([end, total])
    plan = plan_text(
        component(
            {"method": "marginal", "tiers": [[0, 1.0]]},
            input={"amount": "sales"},
            multiply_by={"measure": "sales", "points": points},
        )
    )
    (row,) = run(plan, results=sold(inputs["amount"]))["payouts"]
    assert row["payout"] / inputs["amount"] == pytest.approx(rate)


def test_a_rate_on_the_whole_amount(run):
    inputs, rates = given("G05")
    answer = run(on_money(inputs["tiers"], "whole"), results=sold(*inputs["amounts"]))
    assert [p / a for p, a in zip(payouts(answer), inputs["amounts"], strict=True)] == rates
    flat = [case["output"]["rate"] for case in OPEN["oracle_flat_lookup"]["cases"]]
    assert flat == rates


def drawn(run, amount, recoverable, gross):
    rows = [
        {"rep_id": "R1", "period": f"2026-{n + 1:02d}", "measure": "sales", "actual": g}
        for n, g in enumerate(gross)
    ]
    plan = plan_text(
        component({"method": "marginal", "tiers": [[0, 1.0]]}, input={"amount": "sales"}),
        adjustments={"draw": {"amount": amount, "per": "month", "recoverable": recoverable}},
    )
    return run(plan, results=rows)["totals"]


def test_a_recoverable_draw_and_its_balance(run):
    inputs, net = given("G06")
    totals = drawn(run, inputs["draw"], True, inputs["gross"])
    assert [row["earned"] for row in totals] == inputs["gross"]
    assert [row["paid"] for row in totals] == net
    assert [row["balance"] for row in totals] == given("G07")[1]


@pytest.mark.parametrize("number", [0, 1])
def test_a_draw_that_is_paid_back_and_one_that_is_not(run, number):
    example = OPEN["xactly_draw"]
    case = example["cases"][number]
    is_back = case["input"]["type"] == "recoverable"
    totals = drawn(run, example["plan"]["draw"], is_back, case["input"]["earned"])
    assert [row["paid"] for row in totals] == case["output"]["paid"]
    owed = [-balance for balance in case["output"].get("balance", [0, 0])]
    assert [row["balance"] for row in totals] == owed


def test_a_threshold_and_accelerators_on_quota(run):
    inputs, pay = given("G08")
    answer = run(on_quota(inputs["tiers"]), results=sold(inputs["sales"], quota=inputs["quota"]))
    assert payouts(answer) == [pay]


@pytest.mark.parametrize("name", ["G09", "G10", "G11", "G28", "G28b"])
def test_tiers_on_money(run, name):
    inputs, pay = given(name)
    sales = inputs["sales"] if isinstance(inputs["sales"], list) else [inputs["sales"]]
    method = "whole" if name == "G11" else "marginal"
    answer = run(on_money(inputs["tiers"], method), results=sold(*sales))
    assert payouts(answer) == (pay if isinstance(pay, list) else [pay])


def test_the_same_table_from_the_first_dollar_and_by_the_tier(run):
    inputs, (retroactive, incremental) = given("G12")
    for method, pay in (("whole", retroactive), ("marginal", incremental)):
        answer = run(on_money(inputs["tiers"], method), results=sold(inputs["sales"]))
        assert payouts(answer) == [pay]


def test_quarter_accelerators(run):
    inputs, pay = given("G13")
    (row,) = run(on_money(inputs["tiers"]), results=sold(inputs["sales"]))["payouts"]
    assert row["payout"] == pay
    assert pays(row) == OPEN["excelforum_quarter"]["cases"][0]["output"]["parts"]


def test_credit_above_quota_only(run):
    inputs, (*parts, whole) = given("G14")
    (row,) = run(on_quota(inputs["tiers"]), results=sold(inputs["actual"], quota=inputs["quota"]))[
        "payouts"
    ]
    assert pays(row) == parts
    assert row["payout"] == whole


@pytest.mark.parametrize("name", ["G15", "G16"])
def test_deal_multipliers(run, name):
    inputs, pay = given(name)
    deal = inputs.get("deal", inputs.get("sales"))
    for combine, money in zip(
        ("product", "sum"), pay if isinstance(pay, list) else [pay], strict=False
    ):
        multipliers = [
            {"field": f"kind_{n}", "map": {"good": m}} for n, m in enumerate(inputs["mult"])
        ]
        plan = plan_text(
            component(
                {"method": "marginal", "tiers": [[0, inputs["rate"]]]}, input={"amount": "sales"}
            ),
            deal_rules={"multipliers": multipliers, "combine": combine},
        )
        kinds = {f"kind_{n}": ["good"] for n in range(len(inputs["mult"]))}
        assert payouts(run(plan, deals=closed(deal, **kinds))) == [money]


def test_an_upper_boundary(run):
    inputs, pay = given("G17")
    rows = sold(*inputs["sales"], quota=inputs["quota"])
    answer = run(on_quota(inputs["tiers"], "whole", boundary=inputs["boundary"]), results=rows)
    assert payouts(answer) == pay
    lower = payouts(run(on_quota(inputs["tiers"], "whole"), results=rows))
    assert lower[1] == 120_000  # the note: what the lower boundary would pay


@pytest.mark.parametrize("name", ["G18", "G19", "G21"])
def test_split_deals(run, name):
    inputs, pay = given(name)
    amount, parts = inputs.get("deal", inputs.get("acv")), inputs["shares"]
    deals = [
        {**closed(amount)[0], "rep_id": f"R{n + 1}", "share": part / sum(parts)}
        for n, part in enumerate(parts)
    ]
    assert payouts(run(on_deals([[0, inputs["rate"]]]), deals=deals)) == pay


def test_a_development_rep_and_a_seller_on_one_deal(run):
    inputs, (sdr, ae, whole) = given("G20")
    deal = closed(inputs["acv"])[0]
    deals = [
        {**deal, "rep_id": "S1", "role": "SDR", "share": inputs["split"][0]},
        {**deal, "rep_id": "A1", "role": "AE", "share": inputs["split"][1]},
    ]
    flat = component(
        {"method": "lookup", "tiers": [[0, inputs["sdr_flat"]]]},
        id="flat",
        input={"amount": "deal"},
    )
    rate = {"method": "marginal", "tiers": [[0, inputs["sdr_rate"]]]}
    for_sdr = plan_text(
        flat,
        component(rate, id="rate", input={"amount": "deal"}),
        applies_to={"role": ["SDR"]},
    )
    for_ae = plan_text(
        component(
            {"method": "marginal", "tiers": [[0, inputs["ae_rate"]]]}, input={"amount": "deal"}
        ),
        applies_to={"role": ["AE"]},
    )
    assert sum(payouts(run(for_sdr, deals=deals))) == sdr
    assert payouts(run(for_ae, deals=deals)) == [ae]
    assert sdr + ae == whole


def test_a_contract_curve_and_an_individual_modifier(run):
    inputs, expected = given("G23")
    curve = {"method": "interpolate", "points": [[0.8, 0.4], [1.0, 0.5], [1.2, 0.8]]}
    assert shares(run(on_attainment(curve), results=reached(inputs["att"]))) == expected
    modified, pay = given("G24")
    rows = [
        *reached([modified["att"]]),
        {**sold(modified["modifier"])[0], "measure": "own", "quota": None},
    ]
    plan = plan_text(
        component(curve, weight=1.0, multiply_by={"measure": "own"}),
        pay={"target_incentive": TARGET},
        measures={"own": {"sum": "own"}},
    )
    assert shares(run(plan, results=rows)) == [pay]


def test_a_hard_gate(run):
    inputs, expected = given("G25")
    curve = {"method": "lookup", "tiers": [[0.9, 0.5], [1.0, 1.0]]}
    assert shares(run(on_attainment(curve), results=reached(inputs["att"]))) == expected


def test_threshold_and_excellence(run):
    inputs, expected = given("G26")
    curve = {
        "method": "interpolate",
        "points": [[0.75, 0.5], [1.0, 1.0], [1.5, 3.0]],
        "above": "slope",
    }
    assert shares(run(on_attainment(curve), results=reached(inputs["att"]))) == expected


def test_a_table_with_lines_between(run):
    inputs, expected = given("G27")
    curve = {"method": "interpolate", "points": inputs["points"]}
    assert shares(run(on_attainment(curve), results=reached(inputs["att"]))) == expected


def test_an_accelerator(run):
    inputs, expected = given("G29")
    curve = {"method": "marginal", "tiers": [[0, 1.0], [1.0, inputs["mult"]]]}
    assert shares(run(on_attainment(curve), results=reached([inputs["att"]]))) == [expected]


def test_a_guarantee_tops_up(run):
    inputs, top_ups = given("G30")
    rows = [
        {"rep_id": f"R{n}", "period": "2026-01", "measure": "sales", "actual": earned}
        for n, earned in enumerate(inputs["earned"])
    ]
    plan = plan_text(
        component({"method": "marginal", "tiers": [[0, 1.0]]}, input={"amount": "sales"}),
        pay={"target_incentive": inputs["guarantee"] / 0.75 * 12},
        adjustments={"guarantee": {"share_of_target": 0.75}},
    )
    totals = run(plan, results=rows)["totals"]
    assert [row["adjustments"]["guarantee"] for row in totals] == top_ups


def test_contract_bands_of_base_salary(run):
    inputs, expected = given("G31")
    curve = {"method": "lookup", "tiers": inputs["tiers"], "boundary": inputs["boundary"]}
    assert shares(run(on_attainment(curve), results=reached(inputs["att"]))) == expected


def test_attainment_of_the_year_to_date(run):
    inputs, expected = given("G33")
    rows = [
        {"rep_id": "R1", "period": f"2026-{n + 1:02d}", "measure": "sales", "actual": s, "quota": q}
        for n, (s, q) in enumerate(zip(inputs["sales"], inputs["quota"], strict=True))
    ]
    curve = {"method": "marginal", "tiers": [[0, 1.0]]}
    answer = run(on_attainment(curve, window="ytd_delta"), results=rows)
    assert [row["input"] for row in answer["payouts"]] == pytest.approx(expected)


@pytest.mark.parametrize(
    "name",
    ["tier_30000", "referello_15000", "gherkin_two_tier", "mathtutor_ann", "qammunity_80000"],
)
def test_open_marginal_tiers(run, name):
    example = OPEN[name]
    tiers = [[start, rate] for start, _, rate in example["plan"]["tiers"]]
    for case in example["cases"]:
        (row,) = run(on_money(tiers), results=sold(case["input"]["amount"]))["payouts"]
        assert row["payout"] == case["output"]["commission"]
        if "parts" in case["output"]:
            assert pays(row) == case["output"]["parts"]
        if "effective_rate" in case["output"]:
            rate = row["payout"] / case["input"]["amount"]
            assert round(rate, 3) == case["output"]["effective_rate"]


def test_open_target_rate(run):
    case = OPEN["bentega_target_rate"]["cases"][0]
    base, variable, quota = (case["input"][k] for k in ("base", "target_variable", "quota"))
    plan = plan_text(
        component({"method": "marginal", "tiers": [[0, case["output"]["target_rate"]]]},
                  input={"amount": "sales"}),
    )  # fmt: skip
    (row,) = run(plan, results=sold(quota))["payouts"]
    assert row["payout"] == variable
    assert base + row["payout"] == case["output"]["ote"]


def test_open_accelerator_on_target_variable(run):
    example = OPEN["revopsmasters_accelerator"]
    tiers = [[start, rate] for start, _, rate in example["plan"]["attainment_tiers"]]
    plan = plan_text(
        component({"method": "marginal", "tiers": tiers}, weight=1.0),
        pay={"target_incentive": example["plan"]["target_variable"]},
    )
    case = example["cases"][0]
    rows = sold(case["input"]["bookings"], quota=example["plan"]["quota"])
    assert payouts(run(plan, results=rows)) == [case["output"]["variable"]]


def test_compensation_cost_of_sales():
    inputs, expected = given("G32")
    assert ccos(0.0, inputs["cash"], inputs["sales"]) == expected


def test_gini():
    (case,) = cases("gini_examples_open.json").values()
    assert gini(case["values"]) == pytest.approx(case["published_gini"])


def test_a_quota_is_prorated_by_season_and_start():
    """From 1 March a third of the first quarter's 20 % is left; the others are whole."""
    inputs, (*quarters, whole) = given("G22")
    start = date.fromisoformat(inputs["start"])
    year = Year.of(date(start.year, 1, 1), date(start.year, 12, 31), inputs["season"])
    share = relief([Person(hired=start)], year, ramp=())["start"][0]
    assert round(inputs["annual"] * share) == whole
    there = year.within(start, date(start.year, 12, 31))
    months = (year.months - year.months[0]) // 3
    by_quarter = [year.weight[there & (months == n)].sum() for n in range(4)]
    assert [round(inputs["annual"] * part) for part in by_quarter] == quarters


def test_ramped_and_ramping_sellers():
    inputs, (ramped, ramping, whole) = given("C01")
    still = {"attrition": 0.0, "months_to_fill": 0, "ramp": Ramp((inputs["ramp"],))}
    full = capacity(inputs["ramped"], [0.0], **still).productive[0]
    part = capacity(0.0, [inputs["ramping"]], **still).productive[0]
    carried = full * inputs["quota"] * inputs["att"], part * inputs["quota"]
    assert carried == pytest.approx((ramped, ramping))
    assert sum(carried) == pytest.approx(whole)


def test_a_workload_in_calls():
    inputs, (calls, people) = given("C02")
    work = workload(*zip(inputs["A"], inputs["B"], strict=True))
    assert (work, heads(work, inputs["calls_per_rep"])) == (calls, people)


def test_a_workload_in_hours():
    inputs, (*tiers, hours, people) = given("C03")
    tier = [
        workload([n], [inputs["months"]], [h])
        for n, h in zip(inputs["accounts"], inputs["h"], strict=True)
    ]
    assert tier == tiers
    work = workload(inputs["accounts"], [inputs["months"]] * 3, inputs["h"])
    assert (work, heads(work, inputs["rep_h"])) == (hours, people)


def test_selling_time_rounds_heads_up():
    inputs, (selling, people) = given("C04")
    assert inputs["hours"] * inputs["selling"] == selling
    assert heads(inputs["workload"], inputs["hours"], inputs["selling"]) == people


def test_the_first_year_of_a_ramp():
    inputs, carried = given("C05")
    months = float(Ramp.by_quarter(*inputs["ramp"]).months(12))
    assert inputs["quota"] * months / 12 == pytest.approx(carried)


def test_pipeline_against_what_is_left():
    inputs, (coverage, needed, likely, share) = given("C06")
    left, win = inputs["remaining"], win_rate(22, 78)
    assert win == inputs["win"]
    assert pipeline_coverage(inputs["pipeline"], left) == coverage
    assert round(1 / win, 1) == needed
    assert round(inputs["pipeline"] * win, -4) == likely
    assert pipeline_coverage(inputs["pipeline"] * win, left) == pytest.approx(share)
    inputs, (coverage, likely) = given("C07")
    assert pipeline_coverage(inputs["pipeline"], inputs["target"]) == coverage
    assert inputs["pipeline"] * win_rate(28, 72) == pytest.approx(likely)


def test_one_more_seller_breaks_even_twice():
    inputs, ratio = given("C08")
    assert break_even_ratio(inputs["I"], inputs["M"], inputs["C"]) == ratio
