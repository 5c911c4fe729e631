"""Who is credited with what of a deal, and what the deal counts. Worked by hand."""

from __future__ import annotations

import pytest

from engine.cli.main import main
from tests.support.plans import component, paid, plan_text, write_rows

LINEAR = {"method": "marginal", "tiers": [[0, 1.0]]}
ON_MONEY = component(LINEAR, input={"amount": "sales"})
DEAL = {"deal_id": "D1", "rep_id": "A1", "close_date": "2026-02-01", "amount": 1_000}


@pytest.fixture
def run(tmp_path, capsys):
    """Payouts by person of a plan that pays a dollar for a dollar credited."""

    def run(plan, *options, **tables):
        answer = paid(tmp_path, capsys, plan, *options, **tables)
        return {row["rep_id"]: row["payout"] for row in answer["payouts"] if row["payout"]}

    return run


def crediting(*rules, **rest):
    return plan_text(ON_MONEY, crediting=list(rules), **rest)


DIRECT = {"credit": "direct", "to": "owner_at_close"}


def test_without_rules_every_row_is_credited_with_its_share(run):
    deals = [{**DEAL, "share": 0.6}, {**DEAL, "rep_id": "A2", "share": 0.4}]
    assert run(plan_text(ON_MONEY), deals=deals) == {"A1": 600, "A2": 400}


def test_overlay_lies_on_top_and_may_count_elsewhere(run):
    deals = [{**DEAL, "role": "AE"}, {**DEAL, "rep_id": "S1", "role": "SE"}]
    overlay = {"credit": "overlay", "to": "role:SE", "share": 0.5}
    assert run(crediting(DIRECT, overlay), deals=deals) == {"A1": 1_000, "S1": 500}
    apart = {**overlay, "counts_as": "overlay_arr"}
    assert run(crediting(DIRECT, apart), deals=deals) == {"A1": 1_000}
    own = component(LINEAR, id="own", input={"amount": "overlay_arr"})
    plan = plan_text(
        ON_MONEY, own, crediting=[DIRECT, apart], measures={"overlay_arr": {"sum": "amount"}}
    )
    assert run(plan, deals=deals) == {"A1": 1_000, "S1": 500}


def test_a_role_may_stand_with_the_people(run):
    deals = [DEAL, {**DEAL, "rep_id": "S1"}]
    people = [{"rep_id": "A1", "role": "AE"}, {"rep_id": "S1", "role": "SE"}]
    overlay = {"credit": "overlay", "to": "role:SE", "share": 0.25}
    assert run(crediting(DIRECT, overlay), deals=deals, people=people) == {"A1": 1_000, "S1": 250}


def test_a_prior_owner_is_credited_while_the_condition_holds(run):
    moved = {"credit": "transition", "to": "prior_owner", "when": "close_date <= move_date + 90d"}
    deals = [
        {**DEAL, "prior_owner": "B1", "move_date": "2025-11-03"},  # day 90
        {**DEAL, "deal_id": "D2", "prior_owner": "C1", "move_date": "2025-11-02"},  # day 91
        {**DEAL, "deal_id": "D3", "prior_owner": "", "move_date": ""},
    ]
    assert run(crediting(DIRECT, moved), deals=deals) == {"A1": 3_000, "B1": 1_000}


def test_a_manager_is_credited_with_the_team(run):
    deals = [DEAL, {**DEAL, "deal_id": "D2", "rep_id": "A2", "amount": 500}]
    people = [
        {"rep_id": "A1", "role": "AE", "manager_id": "M1"},
        {"rep_id": "A2", "role": "AE", "manager_id": "M1"},
        {"rep_id": "M1", "role": "Manager", "manager_id": ""},
    ]
    team = {"credit": "overlay", "to": "manager"}
    plan = crediting(DIRECT, team, applies_to={"role": ["manager"]})
    assert run(plan, deals=deals, people=people) == {"M1": 1_500}


def test_the_first_rule_that_holds_acts(run):
    half = {**DIRECT, "share": 0.5, "when": "type = 'renewal'"}
    other = {"credit": "direct", "to": "column:sdr", "share": 0.5, "when": "type = 'renewal'"}
    deals = [
        {**DEAL, "type": "renewal", "sdr": "S1"},
        {**DEAL, "deal_id": "D2", "type": "new", "sdr": "S1"},
    ]
    assert run(crediting(half, other, DIRECT), deals=deals) == {"A1": 1_500, "S1": 500}


def test_deal_rules_change_sums_and_leave_ratios_and_counts(run, tmp_path, capsys):
    plan = plan_text(
        ON_MONEY,
        component(LINEAR, id="logos", input={"amount": "logos"}),
        component(LINEAR, id="margin", weight=1.0, input={"attainment": "margin"}),
        measures={
            "logos": {"count": "deals", "where": "type = 'new'"},
            "margin": {"ratio": ["gross_margin", "amount"], "target": 0.5},
        },
        deal_rules={
            "multipliers": [{"field": "discount", "bands": [[0, 1.0], [0.2, 0.5]]}],
            "windfall": {"over": 600, "excess_share": 0.25},
        },
        pay={"target_incentive": 400},
    )
    deals = [
        {**DEAL, "discount": 0.1, "type": "new", "gross_margin": 300},
        {**DEAL, "deal_id": "D2", "discount": 0.2, "type": "new", "gross_margin": 700},
        {**DEAL, "deal_id": "D3", "amount": 100, "discount": "", "type": "x", "gross_margin": 50},
    ]
    answer = paid(tmp_path, capsys, plan, deals=deals)
    # 600 + .25 x 400 = 700; half of 1,000 = 500; 100 whole: 1,300. Two logos.
    # Margin 1,050 / 2,100 = .5, at target: 100 a quarter
    assert [row["payout"] for row in answer["payouts"]] == [1_300, 2, 100]


def test_multipliers_may_depend_on_a_condition_and_words_have_a_default(run):
    rules = {
        "multipliers": [
            {"field": "product", "map": {"core": 1.0, 7: 2.0}, "default": 3.0},
            {"field": "term", "bands": [[24, 2.0]], "when": "type = 'new'"},
        ],
    }
    plan = plan_text(ON_MONEY, deal_rules=rules)
    deals = [
        {**DEAL, "deal_id": str(n), "rep_id": f"A{n}", "product": p, "term": t, "type": k}
        for n, (p, t, k) in enumerate(
            [("core", 12, "new"), ("7", 24, "x"), ("other", 24, "new"), ("", 36, "new")]
        )
    ]
    assert run(plan, deals=deals) == {"A0": 1_000, "A1": 2_000, "A2": 6_000, "A3": 6_000}


def test_other_columns_may_be_added_up(run):
    plan = plan_text(
        component(LINEAR, input={"amount": "seats"}), measures={"seats": {"sum": "seats"}}
    )
    deals = [{**DEAL, "seats": 7, "share": 0.5}, {**DEAL, "rep_id": "A2", "seats": 7, "share": 0.5}]
    assert run(plan, deals=deals) == {"A1": 3.5, "A2": 3.5}


def test_only_roles_that_the_plan_pays_are_paid(run):
    deals = [{**DEAL, "role": "AE"}, {**DEAL, "rep_id": "S1", "role": "SE"}]
    plan = plan_text(ON_MONEY, applies_to={"role": ["SE"]})
    assert run(plan, deals=deals) == {"S1": 1_000}


def test_deals_outside_the_plans_days_are_left_out(run):
    plan = plan_text(ON_MONEY, effective={"from": "X", "to": "Y"})
    plan = plan.replace("from: X", "from: 2026-02-01").replace("to: Y", "to: 2026-02-28")
    deals = [
        {**DEAL, "deal_id": day, "close_date": day}
        for day in ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01")
    ]
    assert run(plan, deals=deals) == {"A1": 2_000}


def test_quotas_are_spread_by_months(tmp_path, capsys):
    plan = plan_text(component(LINEAR, weight=1.0), pays="monthly", pay={"target_incentive": 1_200})
    quotas = [{"rep_id": "A1", "period": "FY2026-Q1", "measure": "sales", "amount": 3_000}]
    deals = [DEAL, {**DEAL, "deal_id": "D2", "close_date": "2026-03-15", "amount": 500}]
    answer = paid(tmp_path, capsys, plan, deals=deals, quotas=quotas)
    # 1,000 a month: nothing in January, all of February, half of March
    assert [(r["period"], r["payout"]) for r in answer["payouts"]] == [
        ("2026-01", 0),
        ("2026-02", 100),
        ("2026-03", 50),
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"rep_id": ""}, "deals.csv, line 2: rep_id is blank"),
        ({"amount": "many"}, "deals.csv, line 2: amount “many” is no number"),
        ({"amount": "nan"}, "deals.csv, line 2: amount “nan” is no number"),
        ({"amount": "1e99"}, "deals.csv, line 2: amount “1e99” is too large"),
        ({"close_date": "31.12.2026"}, "deals.csv, line 2: close_date “31.12.2026” is no day"),
        ({"close_date": "2026-02-30"}, "deals.csv, line 2: close_date “2026-02-30” is no day"),
        ({"share": "50%"}, "deals.csv, line 2: share “50%” is no number"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path, capsys, change, sentence):
    (tmp_path / "plan.yaml").write_text(plan_text(ON_MONEY))
    deals = write_rows(tmp_path / "deals.csv", [{**DEAL, **change}])
    assert main(["pay", str(tmp_path / "plan.yaml"), "--deals", str(deals)]) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rest", "sentence"),
    [
        ({"measures": {"m": {"sum": "amunt"}}}, "“amunt”, which the deals lack. Did you mean “am"),
        ({"measures": {"m": {"sum": "rep_id"}}}, "reads numbers from “rep_id”, which holds text"),
        (
            {"measures": {"m": {"sum": "amount", "where": "amount = 'x'"}}},
            "compares “amount”, which is a number, with “x”, which is text",
        ),
        ({"applies_to": {"role": ["BDR"]}}, "The plan pays nobody in these deals"),
    ],
)
def test_a_plan_that_does_not_fit_the_deals_is_refused(tmp_path, capsys, rest, sentence):
    (tmp_path / "plan.yaml").write_text(plan_text(ON_MONEY, **rest))
    deals = write_rows(tmp_path / "deals.csv", [{**DEAL, "role": "AE"}])
    assert main(["pay", str(tmp_path / "plan.yaml"), "--deals", str(deals)]) == 2
    assert sentence in capsys.readouterr().err


def test_a_result_without_a_quota_is_named(tmp_path, capsys):
    (tmp_path / "plan.yaml").write_text(
        plan_text(component(LINEAR, weight=1.0), pay={"target_incentive": 1})
    )
    deals = write_rows(tmp_path / "deals.csv", [DEAL])
    assert main(["pay", str(tmp_path / "plan.yaml"), "--deals", str(deals)]) == 2
    said = capsys.readouterr().err
    assert "A1 has a result and no quota for sales in FY2026-Q1" in said
