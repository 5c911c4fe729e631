"""Assumptions and decisions as people write and read them, and a history in words."""

from __future__ import annotations

import math

from engine.model.decision import Assumption, Decision
from engine.model.quota_levers import QuotaLevers
from engine.model.scenario import CurveChange, IncentiveLevers, Scenario
from pages._shared import decision_words
from pages._shared.history_words import changed

GROW = Scenario("Grow", quota=QuotaLevers(growth=0.1))


def test_a_line_without_words_is_no_assumption_and_an_empty_cell_is_no_text():
    rows = [
        {"Assumption": " Market grows ", "Value": "4 %", "Source": math.nan, "Agreed": True},
        {"Assumption": None, "Value": math.nan, "Source": "", "Agreed": True},
        {"Assumption": "", "Value": "2", "Agreed": None},
    ]

    found = decision_words.assumptions_of(rows)

    assert found == (
        Assumption("Market grows", "4 %", agreed=True),
        Assumption("not said", "2"),
    )


def test_a_decision_is_made_on_the_levers_before_it():
    made = decision_words.decision_of({"what": "Go", "who": "Dana"}, GROW)

    assert made == Decision("Go", "Dana", scenario=GROW.levers_id())
    assert "on these levers" in decision_words.about(GROW.but(decision=made))


def test_levers_that_move_after_a_decision_are_told_and_words_alone_do_not_renew_it():
    made = decision_words.decision_of({"what": "Go"}, GROW)
    moved = GROW.but(quota=QuotaLevers(growth=0.2), decision=made)

    assert "since then the levers have changed" in decision_words.about(moved)
    assert decision_words.decision_of({"what": "Go"}, moved) == made
    again = decision_words.decision_of({"what": "Go on"}, moved)
    assert again.is_about(moved.levers_id())


def test_nothing_written_is_no_decision():
    assert decision_words.decision_of({"what": "  ", "why": ""}, GROW) is None


def test_masked_words_name_nobody():
    written = GROW.but(
        note="Ana Ruiz asked",
        assumptions=(Assumption("Ana Ruiz stays", vouched_by="Dana Cole"),),
        decision=Decision("Go", "Dana Cole", dissent="Ana Ruiz would wait"),
    )

    masked = decision_words.masked(written, {"Ana Ruiz": "Rep 1"})

    assert "Ana" not in str(masked)
    assert "Dana" not in str(masked)
    assert masked.assumptions[0].what == "Rep 1 stays"
    assert masked.decision.dissent == "Rep 1 would wait"
    assert masked.levers_id() == written.levers_id()


def test_a_history_says_what_moved_what_went_back_and_what_was_written():
    both = GROW.but(incentive=IncentiveLevers(change=CurveChange(accelerator=1.5)))
    later = Scenario("Grow", note="Read me", incentive=both.incentive)

    assert "1.5" in changed(GROW, both)
    assert "growth" not in changed(GROW, both)
    assert changed(both, later) == "back as today: growth on last year's quota; note"
    assert changed(later, later) == "nothing"


def test_how_far_quotas_follow_is_called_by_what_they_are_made_from_though_that_did_not_move():
    half, most = (GROW.but(quota=QuotaLevers(basis="history", blend=x)) for x in (0.5, 0.8))
    whole = GROW.but(quota=QuotaLevers(basis="history"))
    patch = GROW.but(quota=QuotaLevers(basis="expected", blend=0.5))

    assert changed(half, most) == "how far quotas follow what they are made from 80\u00a0%"
    assert changed(half, whole) == "back as today: how far quotas follow what they are made from"
    assert changed(patch, GROW.but(quota=QuotaLevers(basis="expected"))) == (
        "back as today: how far quotas follow the patch"
    )
