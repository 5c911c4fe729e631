"""Incentives: a draft beside today's plan on deals that were closed."""

from __future__ import annotations

from datetime import date

import pytest

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
    assert "Pay is hidden" in words(page)
    assert "Ana" not in words(page)
