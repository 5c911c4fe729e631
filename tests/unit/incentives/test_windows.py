"""Windows of a component, settlement by settlement. Expected money is worked by hand."""

from __future__ import annotations

import pytest

from tests.support.plans import component, paid, payouts, plan_text

STEEP = {"method": "marginal", "tiers": [[0, 1.0], [1.0, 2.0]]}
TARGET = {"target_incentive": 40_000}


@pytest.fixture
def run(tmp_path, capsys):
    """Pay by a plan."""
    return lambda plan, *options, **tables: paid(tmp_path, capsys, plan, *options, **tables)


def quarters(*actual, quota=100, measure="sales", year=2026):
    return [
        {"rep_id": "R1", "period": f"FY{year}-Q{n + 1}", "measure": measure, "actual": a,
         "quota": quota}
        for n, a in enumerate(actual)
    ]  # fmt: skip


def on(curve=STEEP, **rest):
    return plan_text(component(curve, weight=1.0, **rest), pay=TARGET)


def test_a_period_starts_the_curve_again(run):
    answer = run(on(window="period"), results=quarters(150, 50, 100, 120))
    # 10,000 a quarter: 1 + .5 x 2 = 2; .5; 1; 1 + .2 x 2 = 1.4
    assert payouts(answer) == [20_000, 5_000, 10_000, 14_000]


def test_the_year_to_date_takes_back_what_an_early_quarter_overpaid(run):
    answer = run(on(window="ytd_delta"), results=quarters(150, 50, 100, 120))
    # To date 1.5, 1.0, 1.0, 1.05 of quota and 10, 20, 30, 40 thousand:
    # 20,000; 20,000; 30,000; 40,000 x 1.1 = 44,000; less what was paid
    assert payouts(answer) == [20_000, 0, 10_000, 14_000]
    assert sum(payouts(answer)) == 44_000


def test_against_the_year_holds_each_date_against_the_whole_quota(run):
    answer = run(on(window="ytd_delta", against="year"), results=quarters(150, 50, 100, 120))
    # .375, .5, .75, 1.05 of 400, of 40,000: 15,000, 20,000, 30,000, 44,000
    assert payouts(answer) == [15_000, 5_000, 10_000, 14_000]


def test_the_rate_of_the_year_to_date_pays_on_the_periods_own_sales(run):
    answer = run(on(window="ytd_rate"), results=quarters(150, 50, 100, 120))
    # To date 1.5, 1.0, 1.0, 1.05, all in the tier of 2: 2 x 150 / 100 x 10,000;
    # 2 x 50 / 200 x 20,000; 2 x 100 / 300 x 30,000; 2 x 120 / 400 x 40,000
    assert payouts(answer) == [30_000, 10_000, 20_000, 24_000]


def test_the_rate_of_the_year_to_date_on_money(run):
    plan = plan_text(
        component(
            {"method": "marginal", "tiers": [[0, 0.05], [1.0, 0.10]]},
            input={"amount": "sales", "tiers_in": "attainment"},
            window="ytd_rate",
        )
    )
    answer = run(plan, results=quarters(80, 130, 50, 0))
    # To date .8, 1.05, .8667, .65: 5 % of 80, 10 % of 130, 5 % of 50, 5 % of 0
    assert payouts(answer) == [4.0, 13.0, 2.5, 0.0]


def test_an_annual_component_is_paid_once(run):
    answer = run(on(window="annual"), results=quarters(150, 50, 100, 120))
    assert [(row["period"], row["payout"]) for row in answer["payouts"]] == [("FY2026-Q4", 44_000)]


def test_a_year_that_is_not_over_pays_no_annual_component_yet(run):
    answer = run(on(window="annual"), results=quarters(150, 50, 100))
    assert answer["payouts"] == []
    assert [row["paid"] for row in answer["totals"]] == [0, 0, 0]


def test_payment_on_account_is_capped_and_trued_up(run):
    plan = on(window="annual", interim={"share": 0.5, "cap": 1.0})
    answer = run(plan, results=quarters(150, 50, 100, 120))
    # Half of at most 100 %: to date 5,000, 10,000, 15,000; then all of 44,000
    assert payouts(answer) == [5_000, 5_000, 5_000, 29_000]


def test_years_are_kept_apart(run):
    rows = [*quarters(150, 50, 100, 120, year=2025), *quarters(100, 100, year=2026)]
    answer = run(on(window="ytd_delta"), results=rows)
    assert payouts(answer)[4:] == [10_000, 10_000]


def test_a_fiscal_year_may_start_in_any_month(run):
    rows = [
        {"rep_id": "R1", "period": p, "measure": "sales", "actual": 100, "quota": 100}
        for p in ("2026-06", "2026-07")
    ]
    answer = run(on(window="ytd_delta"), "--fiscal-start", "7", results=rows)
    # June ends one year, July begins the next: a month's target each
    assert payouts(answer) == [3_333.33, 3_333.33]


def test_months_of_money_that_do_not_divide_are_settled_to_the_cent(run):
    rows = [
        {"rep_id": "R1", "period": f"2026-{n + 1:02d}", "measure": "sales", "actual": 1, "quota": 1}
        for n in range(12)
    ]
    each = payouts(run(on(window="ytd_delta"), results=rows))
    assert each[:3] == [3_333.33, 3_333.34, 3_333.33]  # 3,333.33, 6,666.67, 10,000.00 to date
    assert round(sum(each), 2) == 40_000


def test_a_gate_multiplies_before_earlier_payments_are_subtracted(run):
    plan = plan_text(
        component(
            STEEP,
            weight=1.0,
            window="ytd_delta",
            gate={"measure": "margin", "at_least": 0.6, "else_multiply": 0.5},
        ),
        measures={"margin": {"ratio": ["gross_margin", "amount"], "target": 0.7}},
        pay=TARGET,
    )
    ratio = quarters(0.70, 0.40, quota=None, measure="margin")
    answer = run(plan, results=[*quarters(100, 100), *ratio])
    # Margin to date .70, then .55 (equal sales): 10,000; half of 20,000 less 10,000
    assert payouts(answer) == [10_000, 0]
    assert [line["step"] for line in answer["payouts"][1]["trace"]][2:] == ["gate", "earlier"]


def test_two_gates_on_attainment_open_a_second_schedule(run):
    plan = plan_text(
        component({"method": "lookup", "tiers": [[0, 1.0]]}, weight=1.0, gate=[
            {"attainment": "sales", "at_least": 1.0}, {"attainment": "logos", "at_least": 1.0}]),
        measures={"logos": {"count": "deals"}},
        pay=TARGET,
    )  # fmt: skip
    for logos, pay in ((3, 0), (4, 10_000)):
        rows = [*quarters(100), *quarters(logos, quota=4, measure="logos")]
        assert payouts(run(plan, results=rows)) == [pay]


def test_threshold_modifier_and_cap_act_in_that_order(run):
    plan = plan_text(
        component(
            STEEP,
            weight=1.0,
            threshold=0.5,
            multiply_by={"measure": "nps", "tiers": [[0, 0.8], [50, 1.25]]},
            cap=1.5,
        ),
        measures={"nps": {"sum": "nps"}},
        pay=TARGET,
    )
    for sold, nps, pay in (
        (49, 60, 0),  # below the threshold
        (100, 40, 8_000),  # 1 x .8
        (100, 50, 12_500),  # 1 x 1.25
        (120, 50, 15_000),  # 1.4 x 1.25 = 1.75, capped
    ):
        rows = [*quarters(sold), *quarters(nps, quota=None, measure="nps")]
        assert payouts(run(plan, results=rows)) == [pay], (sold, nps)


def test_attainment_is_rounded_before_the_curve_where_the_plan_says_so(run):
    plan = plan_text(
        component({"method": "lookup", "tiers": [[0.8, 0.5], [1.0, 1.0]]}, weight=1.0),
        pay=TARGET,
        rounding={"attainment": {"to": 0.01, "mode": "half_up"}},
    )
    rows = [{**r, "rep_id": f"R{n}"} for n, r in enumerate(quarters(99.4, 99.5, 79.49, 79.5))]
    assert payouts(run(plan, results=rows)) == [5_000, 10_000, 0, 5_000]


def test_a_matrix_pays_between_its_lines_or_by_band(run):
    grid = {"rows": [0.8, 1.0, 1.2], "cols": [0.9, 1.0], "grid": [[0, 0.5], [0.6, 1.0], [0.9, 1.4]]}
    measures = {"margin": {"ratio": ["gross_margin", "amount"], "target": 0.5}}

    def pays(sold, margin, **between):
        plan = plan_text(
            component({"method": "matrix", **grid, **between}, weight=1.0,
                      input={"attainment": "sales", "second": "margin"}),
            measures=measures,
            pay=TARGET,
        )  # fmt: skip
        rows = [*quarters(sold), *quarters(margin, quota=None, measure="margin")]
        return payouts(run(plan, results=rows))

    # Row 1.1: (.6 + .9) / 2 = .75 and 1.2; column .95 lies half way
    assert pays(110, 0.475) == [9_750]
    assert pays(110, 0.475, between="lookup") == [6_000]  # row 1.0, column .9
    assert pays(79.9, 0.5) == [0]  # below the first row
    assert pays(200, 0.9) == [14_000]  # flat outside


def test_own_target_incentive_overrides_the_plans(run):
    rows = [{**row, "target_incentive": 80_000} for row in quarters(100)]
    assert payouts(run(on(), results=rows)) == [20_000]


def test_deals_pay_each_by_itself_and_a_return_takes_back(run):
    plan = plan_text(
        component({"method": "marginal", "tiers": [[0, 0.05], [100, 0.10]]},
                  input={"amount": "deal"}),
    )  # fmt: skip
    deals = [
        {"deal_id": d, "rep_id": "R1", "close_date": "2026-01-05", "amount": a}
        for d, a in (("D1", 150), ("D2", 100), ("D3", -150))
    ]
    answer = run(plan, deals=deals)
    # 5 + 5; 5; and the same taken back
    assert payouts(answer) == [10, 5, -10]
    assert [row["deal_id"] for row in answer["payouts"]] == ["D1", "D2", "D3"]
