"""A year's deals under today's plan and a draft, worked by hand on two people."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from engine.errors import DataError, PlanError
from engine.incentives.pay import pay
from engine.incentives.read import read_plan
from engine.incentives.statement import statement
from engine.incentives.where import parse_where
from engine.model.crediting import Spif
from engine.model.period import year_period
from engine.scenarios.incentive.deal_question import Deal, deal_pays
from engine.scenarios.incentive.gains import plan_change, today_paid
from engine.scenarios.incentive.ranges import pay_ranges
from engine.scenarios.incentive.register import register_check
from engine.scenarios.incentive.spif_cost import spif_cost
from engine.scenarios.incentive.under_plan import results_under
from engine.scenarios.incentive.year_book import year_book
from tests.support.plans import component, plan_text
from tests.support.snapshots import make_snapshot

FY2025 = year_period(2025)
TODAY = "tessaly-2025"  # linear from the first dollar, at most 150 %


def deal(name, owner, amount, day, **rest):
    return {
        "opportunity_id": name,
        "owner_id": owner,
        "amount": amount,
        "is_closed": True,
        "is_won": True,
        "close_date": day,
        **rest,
    }


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Ann and Bob on a quota of 400 a year and a target incentive of 100; Sue is an overlay."""
    people = [
        {"rep_id": rep, "name": name, "role": role, "hire_date": date(2020, 1, 1),
         "base_pay": 200, "target_incentive": 100, "plan": TODAY}
        for rep, name, role in (
            ("a", "Ann", "Account Executive"),
            ("b", "Bob", "Account Executive"),
            ("s", "Sue", "Sales Engineer"),
        )
    ]  # fmt: skip
    return make_snapshot(
        tmp_path_factory.mktemp("plans"),
        rep=people,
        opportunity=[
            deal("1", "a", 100, date(2025, 2, 1), type="new", discount=0.0, margin=0.8),
            deal("2", "a", 300, date(2025, 5, 1), type="renewal", discount=0.3, margin=0.5),
            deal("3", "b", 200, date(2025, 12, 30), type="new", discount=0.1, margin=0.6),
        ],
        credit=[
            {"opportunity_id": "3", "rep_id": "b", "role": "direct", "share": 1.0},
            {"opportunity_id": "3", "rep_id": "s", "role": "overlay", "share": 0.5},
        ],
        quota=[
            {"rep_id": rep, "period_start": FY2025.first, "period_end": FY2025.last, "amount": 400}
            for rep in ("a", "b")
        ],
        payout=[
            {"rep_id": "a", "period": "FY2025-Q1", "amount": 25},
            {"rep_id": "a", "period": "FY2025-Q2", "amount": 70},
            {"rep_id": "z", "period": "2025-04", "amount": 3},
        ],
    )


@pytest.fixture(scope="module")
def book(house):
    return year_book(house, FY2025)


def draft(*components, **rest):
    parts = components or (
        component(
            {"method": "marginal", "tiers": [[0, 1.0], [0.5, 2.0]]},
            weight=1.0,
            input={"attainment": "bookings"},
            window="ytd_delta",
            against="year",
        ),
    )
    return read_plan(plan_text(*parts, measures={"bookings": {"sum": "amount"}}, **rest), "draft")


def test_the_book_holds_people_with_quota_and_target_incentive(book):
    assert book.reps == ["a", "b"]
    assert book.target_incentive == pytest.approx(np.full((2, 4), 100.0))
    assert np.nansum(book.quota, axis=1) == pytest.approx([400, 400])
    assert (book.booked, book.base_pay.tolist()) == (600, [200, 200])


def test_todays_plan_pays_by_quarter(house, book):
    (today,) = today_paid(house, book)
    # Ann 100 / 400 of 100, then 400 / 400; Bob nothing until the last quarter, then 200 / 400
    assert today.totals.paid == pytest.approx(np.array([[25, 75, 0, 0], [0, 0, 0, 50.0]]))


def test_the_register_is_reproduced_or_the_difference_named(house, book):
    check = register_check(house, book, today_paid(house, book))
    assert check.quarters == ("FY2025-Q1", "FY2025-Q2")
    assert check.agree == 1
    found = [(r["rep_id"], r["quarter"], r["difference"]) for r in check.differing.to_pylist()]
    assert found == [("a", "FY2025-Q2", 5.0), ("z", "FY2025-Q2", -3.0)]


def test_a_draft_is_held_against_today_person_by_person(house, book):
    renewals = {"multipliers": [{"field": "type", "map": {"renewal": 0.5}, "default": 1.0}]}
    change = plan_change(house, book, draft(deal_rules=renewals), today_paid(house, book))
    ann, bob = change.table.to_pylist()
    # Ann counts 100 + 150 = .625: .5 + .125 x 2 = .75 of 100. On .. 1.0 the draft pays 1.5
    assert (ann["today"], ann["draft"], ann["change"]) == (100, 75, -25)
    assert (ann["by_curve"], ann["by_credit"]) == (50, -75)
    # Bob stays at 200 / 400: .5 either way
    assert (bob["today"], bob["draft"], bob["by_curve"], bob["by_credit"]) == (50, 50, 0, 0)
    assert change.today.paid == 150
    assert change.draft.effective_rate == pytest.approx(125 / 600)
    assert change.draft.ccos == pytest.approx(525 / 600)


def test_margin_gates_and_ratios_read_the_snapshot(house, book):
    gated = read_plan(
        plan_text(
            component(
                {"method": "marginal", "tiers": [[0, 1.0]]},
                weight=1.0,
                input={"attainment": "bookings"},
                window="annual",
                gate={"measure": "margin", "at_least": 0.59, "else_multiply": 0.0},
            ),
            measures={
                "bookings": {"sum": "amount"},
                "margin": {"ratio": ["gross_margin", "amount"]},
            },
        ),
        "gated",
    )
    done = pay(gated, results_under(house, book, gated))
    # Ann (80 + 150) / 400 = .575: shut; Bob .6: open
    assert done.totals.paid.sum(axis=1) == pytest.approx([0, 50])


def test_recorded_credit_stands_and_the_plan_says_what_it_counts_for(tmp_path):
    house = make_snapshot(
        tmp_path,
        rep=[{"rep_id": "a", "role": "AE", "target_incentive": 100, "hire_date": date(2020, 1, 1)}],
        opportunity=[deal("1", "a", 100, date(2025, 2, 1)), deal("2", "x", 80, date(2025, 2, 2))],
        credit=[{"opportunity_id": "2", "rep_id": "a", "role": "overlay", "share": 0.25}],
        quota=[
            {"rep_id": "a", "period_start": FY2025.first, "period_end": FY2025.last, "amount": 400}
        ],
    )
    book = year_book(house, FY2025)

    def credited(**rest):
        results = results_under(house, book, draft(**rest))
        return results.measures["bookings"].actual[0, 0]

    direct = {"credit": "direct", "to": "owner_at_close"}
    overlay = {"credit": "overlay", "to": "role:SE", "share": 0.9}
    assert credited() == 120  # as recorded: 100 + a quarter of 80
    assert credited(crediting=[direct]) == 100
    assert credited(crediting=[direct, overlay]) == 120  # the recorded quarter stands
    assert credited(crediting=[direct, {**overlay, "counts_as": "team"}]) == 100


def test_a_quota_that_is_not_there_is_named(house, book):
    two = read_plan(
        plan_text(
            *(
                component(
                    {"method": "marginal", "tiers": [[0, 1.0]]},
                    id=name,
                    weight=0.5,
                    input={"attainment": name},
                )
                for name in ("bookings", "logos")
            ),
            measures={"bookings": {"sum": "amount"}, "logos": {"count": "deals"}},
        ),
        "two",
    )
    with pytest.raises(PlanError, match="needs quotas for logos"):
        results_under(house, book, two)


def test_a_column_that_no_file_fills_is_said(house, book):
    plan = draft(deal_rules={"multipliers": [{"field": "term_months", "bands": [[24, 2.0]]}]})
    results = results_under(house, book, plan)
    assert any("opportunity.term_months" in note for note in results.notes)


def test_what_a_deal_would_pay(house, book):
    asked = Deal(100.0, date(2025, 12, 31), columns=(("discount", 0.4), ("type", "new")))
    rules = {"multipliers": [{"field": "discount", "bands": [[0.35, 0.5]]}]}
    answer = deal_pays(house, book, draft(deal_rules=rules), "b", asked)
    # It counts 50: from .5 to .625 at 2, of 100
    assert (answer.credited, answer.pays, answer.period) == (50, 25, "FY2025-Q4")
    (line,) = answer.lines.to_pylist()
    assert (line["from"], line["part"], line["rate"], line["pays"]) == (0.5, 0.125, 2.0, 25)


def test_a_deal_over_a_tier_is_told_in_two_lines(house, book):
    answer = deal_pays(house, book, draft(), "a", Deal(40.0, date(2025, 6, 30), share=0.5))
    assert [row["pays"] for row in answer.lines.to_pylist()] == [10]  # 20 / 400 x 2 x 100
    first = deal_pays(house, book, draft(), "a", Deal(200.0, date(2025, 3, 31)))
    # From 100 to 300 of 400: .25 at 1 and .25 at 2
    assert [row["pays"] for row in first.lines.to_pylist()] == [25, 50]
    assert first.pays == 75


def test_a_deal_of_nobody_or_of_another_year_is_refused(house, book):
    with pytest.raises(DataError, match="has no quota"):
        deal_pays(house, book, draft(), "a", Deal(1.0, date(2027, 1, 1)))


def test_a_spif_is_costed_on_deals_that_needed_none(house, book):
    spif = Spif("push", 10.0, where=parse_where("type = 'new'"), max=15.0)
    cost = spif_cost(house, book, spif)
    assert (cost.units, cost.cost) == (2, 20)
    assert [row["name"] for row in cost.people.to_pylist()] == ["Ann", "Bob"]


def test_mix_and_quota_to_pay_stand_beside_what_is_published(house, book):
    mix, multiple = pay_ranges(book)
    # two people of 200 + 100 on quotas of 400: 400 / 600, and 800 / 600
    assert (mix.figure, mix.role, mix.people) == ("base_share", "Account Executive", 2)
    assert mix.value == pytest.approx(2 / 3)
    assert (mix.published.low, mix.published.high, mix.is_inside) == (0.40, 0.60, False)
    assert multiple.value == pytest.approx(4 / 3)
    assert multiple.published.source.startswith("visdum.com")


def test_a_statement_adds_up(house, book):
    (today,) = today_paid(house, book)
    lines = statement(today, "a")
    assert sum(lines["pays"].to_pylist()) == 100
    second = [r for r in lines.to_pylist() if r["period"] == "FY2025-Q2"]
    assert [(r["step"], r["pays"]) for r in second] == [("tier", 100), ("earlier", -25)]


def test_without_quotas_there_is_no_book(tmp_path):
    bare = make_snapshot(tmp_path, rep=[{"rep_id": "a", "target_incentive": 1}])
    assert year_book(bare, FY2025) is None
