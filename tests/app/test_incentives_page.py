"""Incentives: a draft beside today's plan on deals that were closed."""

from __future__ import annotations

from datetime import date

import pytest

from engine.settings import settings
from tests.app.conftest import deal
from tests.support.screen import words
from tests.support.snapshots import make_snapshot

PAGE = "pages/incentives.py"


@pytest.fixture
def paid_reps(workspace):
    """Ana and Ben on a quota of 100 and a target incentive of 50; one closed 120, the other 60."""
    year = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}
    return make_snapshot(
        workspace,
        rep=[
            {"rep_id": rep, "name": name, "role": "Account Executive", "segment": "mid",
             "hire_date": date(2020, 1, 1), "base_pay": 50, "target_incentive": 50,
             "plan": "tessaly-2025"}
            for rep, name in (("R1", "Ana"), ("R2", "Ben"))
        ],
        account=[{"account_id": "A1", "name": "Acme", "owner_id": "R1"}],
        opportunity=[deal("D1", "A1", "R1", 120), deal("D2", "A1", "R2", 60)],
        quota=[
            {"rep_id": rep, "amount": 100, "level": "rep", **year} for rep in ("R1", "R2")
        ],
        payout=[{"rep_id": "R1", "period": "FY2025-Q2", "amount": 60}],
    )  # fmt: skip


@pytest.fixture
def page(app, paid_reps):
    app.run()
    return app.switch_page(PAGE).run()


def test_without_data_the_page_says_where_to_begin(app):
    app.run()
    app.switch_page(PAGE).run()
    assert not app.exception
    assert "sample company" in app.info[0].value


def test_without_target_pay_the_page_names_the_column(app, two_reps):
    app.run()
    app.switch_page(PAGE).run()
    assert not app.exception
    assert "rep.target_incentive" in app.info[0].value


def test_todays_plan_as_draft_changes_nothing(page):
    assert not page.exception
    assert "paid everybody the same" in words(page)
    # 120 / 100 and 60 / 100 of 50: 60 + 30; the register knows 60 of Ana's second quarter
    assert "reproduces 1 of 2 payments" in words(page)
    assert "middle person: quota $100, target incentive $50, a year" in words(page)


def test_a_shipped_draft_is_held_against_today(page):
    page.selectbox(key="incentives.start").set_value("smb-ae").run()
    assert not page.exception
    # Ana 1 + .2 x 1.5 = 1.3 of 50 = 65 instead of 60; Ben the same 30
    assert "paid 1 rep more and 0 reps less: $5 more in all" in words(page)


def test_a_line_that_cannot_be_read_is_named_and_the_text_stays(page):
    text = page.text_area(key="incentives.text").value.replace("cap: 1.5", "capp: 1.5")
    page.text_area(key="incentives.text").set_value(text).run()
    assert not page.exception
    (error,) = page.error
    assert "capp" in error.value
    assert "line 20" in error.value.replace("\\", "")
    assert page.text_area(key="incentives.text").value == text


def test_a_cliff_is_named_beside_the_plan(page):
    text = page.text_area(key="incentives.text").value
    cliff = text.replace("{method: marginal, tiers: [[0, 1.0]]}",
                         "{method: whole, tiers: [[0, 0.5], [0.5, 1.0]]}")  # fmt: skip
    page.text_area(key="incentives.text").set_value(cliff).run()
    assert not page.exception
    found = " ".join(t.value.to_string() for t in page.table).replace("\\", "")
    assert "Cliff" in found
    assert "12.50" in found  # half of 50 x .5


def test_a_deal_is_answered_only_when_pay_is_asked_for(page):
    page.session_state["view.open"] = True
    page.run()
    page.toggle(key="view.pay_asked").set_value(True).run()
    next(n for n in page.number_input if n.label == "Amount").set_value(10.0)
    next(b for b in page.button if b.label == "Ask").click()
    page.toggle(key="view.pay_asked").set_value(True).run()
    assert not page.exception
    # 10 / 100 of 50, for Rep 1: Ana's name is masked
    assert "A deal of $10 closed by Rep 1" in words(page)
    assert "pays $5.00" in words(page)


def test_pay_of_people_is_hidden_until_asked(page):
    assert "Each person's pay is hidden" in words(page)
    assert "Ana" not in words(page)


def with_pay(page):
    page.session_state["view.open"] = True
    page.run()
    return page.toggle(key="view.pay_asked").set_value(True).run()


def table_with(page, column):
    (found,) = [t.value for t in page.table if column in t.value.columns]
    return found.map(lambda x: str(x).replace("\\", "").replace("\u00a0", " "))


def test_the_line_in_question_is_shown_among_its_neighbours(page):
    text = page.text_area(key="incentives.text").value.replace("cap: 1.5", "capp: 1.5")
    page.text_area(key="incentives.text").set_value(text).run()
    assert ">  20      capp: 1.5" in page.code[0].value


def test_a_cap_can_be_cleared_in_the_form(page):
    page.segmented_control(key="incentives.way").set_value("As a form").run()
    cap = next(n for n in page.number_input if n.label.startswith("Cap"))
    assert not cap.proto.HasField("default")  # with one a browser brings the number back
    cap.set_value(None)
    next(b for b in page.button if b.label == "Set these numbers").click().run()
    assert not page.exception
    page.segmented_control(key="incentives.way").set_value("As text").run()
    assert "cap: 1.5" not in page.text_area(key="incentives.text").value


def test_the_form_and_the_text_are_one_plan(page):
    page.segmented_control(key="incentives.way").set_value("As a form").run()
    cap = next(n for n in page.number_input if n.label.startswith("Cap"))
    assert cap.value == 1.5
    cap.set_value(1.1)
    next(b for b in page.button if b.label == "Set these numbers").click().run()
    assert not page.exception
    # Ana at 120 % of 50 is held at 55 instead of 60
    assert "0 reps more and 1 rep less: $5 less in all" in words(page)
    page.segmented_control(key="incentives.way").set_value("As text").run()
    assert "cap: 1.1" in page.text_area(key="incentives.text").value
    page.segmented_control(key="incentives.way").set_value("As a form").run()
    page.button(key="incentives.form.add").click().run()
    tiers = [n.value for n in page.number_input if n.label.startswith("Tier")]
    assert tiers == [0.0, 1.0, 0.5, 1.0]


def test_a_statement_adds_up_and_names_nobody(page):
    assert not [t for t in page.table if "Line" in t.value.columns]
    with_pay(page)
    page.selectbox(key="incentives.quarter").set_value("FY2025-Q2").run()
    assert not page.exception
    assert "tessaly-2025 pays Rep 1 $60.00 for FY2025-Q2" in words(page)  # 120 / 100 of 50
    lines = table_with(page, "Line")
    *parts, whole = [float(x.replace("$", "")) for x in lines["Pays"]]
    assert sum(parts) == whole == 60
    text = page.text_area(key="incentives.text").value.replace("cap: 1.5", "cap: 1.1")
    page.text_area(key="incentives.text").set_value(text).run()
    page.selectbox(key="incentives.under").set_value("The draft").run()
    assert "pays Rep 1 $55.00" in words(page)  # held at 1.1 x 50
    largest = table_with(page, "Paid under the draft")
    assert list(largest["Rep"]) == ["Rep 1", "Rep 2"]
    assert list(largest["Paid under the draft"]) == ["$55.00", "$30.00"]
    assert "Ana" not in words(page)


def test_mix_and_quota_to_pay_stand_beside_published_ranges_with_their_source(page):
    found = table_with(page, "Published")
    assert list(found["Here"]) == ["50 %", "1.0 x"]  # 50 + 50, and a quota of 100
    assert list(found["Published"]) == ["40 % to 60 %", "4.0 x to 6.0 x"]
    assert found["Source"][0] == "talentfoot.com/sales-comp-pay-mix"


def test_a_spif_says_what_it_costs_before_it_brings_anything(page):
    page.session_state["incentives.spif"] = True
    page.run()
    page.text_input(key="spif.where").set_value("").run()
    assert not page.exception
    assert "would have paid $1,000 to 2 people for 2 deals that were closed" in words(page)
    page.text_input(key="spif.where").set_value("type ~ 3").run()
    assert "cannot be read" in page.warning[0].value


def test_pay_to_come_is_held_against_a_budget(page):
    page.session_state["incentives.to_come"] = True
    page.run()
    found = table_with(page, "In the middle")
    assert list(found["Incentive pay"]) == ["The year"]
    assert "By quarter it is not known" in words(page)  # two people are no model
    assert "Ana" not in words(page)
    assert "ten largest payouts are hidden" in words(page)
    page.number_input(key="incentives.budget").set_value(1e9).run()
    assert not page.exception
    # both at most 150 % of 50: never more than a thousand million, nor more than 150
    assert "99th percentile of 1,000 possible years" in words(page)
    assert "chance of costing more than $1.00 B is below 1 %" in words(page)


def test_a_draft_becomes_part_of_the_scenario_and_can_be_undone(page):
    assert page.button(key="incentives.use").disabled  # today's plan changes nothing
    text = page.text_area(key="incentives.text").value.replace("cap: 1.5", "cap: 1.1")
    page.text_area(key="incentives.text").set_value(text).run()
    page.button(key="incentives.use").click().run()
    assert not page.exception
    assert "“My scenario” pays by this draft." in words(page)
    page.switch_page("pages/what_if.py").run()
    assert not page.exception
    assert "changes: plan “tessaly-2025” as redrafted" in words(page)
    page.switch_page(PAGE).run()
    page.button(key="incentives.undo").click().run()
    assert not page.session_state["session"].draft.levers()
    page.button(key="incentives.use").click().run()
    page.switch_page("pages/what_if.py").run()
    page.session_state["what_if.more"] = True
    page.run()
    page.button(key="what_if.plan").click().run()
    assert not page.exception
    assert not page.session_state["session"].draft.levers()


def test_two_people_are_compared_only_when_pay_is_asked_for(page):
    page.session_state["incentives.pair"] = True
    page.run()
    assert not [box for box in page.selectbox if box.key == "pair.one"]
    with_pay(page)
    assert not page.exception
    # nobody holds a patch in these extracts: nothing can be taken apart
    assert "assignment.territory_id" in words(page)


def test_a_team_only_installation_compares_no_two_people(app, paid_reps, monkeypatch):
    app.run()
    open_to_all = app.switch_page(PAGE).run()
    assert "Why do two reps earn differently?" in [e.label for e in open_to_all.expander]
    monkeypatch.setenv("EVENFIELD_TEAM_ONLY", "1")
    settings.cache_clear()
    page = app.switch_page(PAGE).run()
    assert not page.exception
    assert "Why do two reps earn differently?" not in [e.label for e in page.expander]


def test_gates_and_measures_are_set_in_the_form(page):
    page.segmented_control(key="incentives.way").set_value("As a form").run()
    page.button(key="incentives.gate.add").click().run()
    assert not page.exception
    at_least = next(n for n in page.number_input if n.label == "Gate 1 at least")
    assert at_least.value == 0.8
    # Ben at 60 % of quota is paid nothing instead of 30
    assert "0 reps more and 1 rep less: $30 less in all" in words(page)
    next(n for n in page.number_input if n.label == "Gate 1, else pay times").set_value(0.5)
    next(b for b in page.button if b.label == "Set these numbers").click().run()
    assert "0 reps more and 1 rep less: $15 less in all" in words(page)
    page.button(key="incentives.gate.remove.0").click().run()
    assert "paid everybody the same" in words(page)
    page.session_state["incentives.measure.add"] = True
    page.run()
    page.text_input(key="measure.name").set_value("logos")
    page.segmented_control(key="measure.kind").set_value("number of deals")
    next(b for b in page.button if b.label == "Add it").click().run()
    assert not page.exception
    measured = next(s for s in page.selectbox if s.label == "Measure that its curve reads")
    assert measured.options == ["bookings", "logos"]
