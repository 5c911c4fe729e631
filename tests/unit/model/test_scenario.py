"""Scenarios: what names them, what they refuse, and the registry of levers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import LeverError
from engine.model.levers import LEVERS
from engine.model.quota_levers import USUAL, Override, QuotaLevers
from engine.model.scenario import (
    KEEP,
    CurveChange,
    IncentiveLevers,
    PlanText,
    Scenario,
)


def with_plan(name, text):
    return Scenario("P", incentive=IncentiveLevers(plan=PlanText(name, text)))


def test_name_and_note_are_labels():
    base = Scenario("One", quota=QuotaLevers(growth=0.1))
    assert base.but(name="Two", note="why").levers_id() == base.levers_id()
    assert Scenario("One").levers_id() != base.levers_id()


def test_what_a_plan_says_counts_and_what_it_is_called_does_not():
    assert with_plan("a.yaml", "x: 1").levers_id() == with_plan("b.yaml", "x: 1").levers_id()
    assert with_plan("a.yaml", "x: 1").levers_id() != with_plan("a.yaml", "x: 2").levers_id()


def test_one_and_one_point_nought_are_the_same_lever():
    whole, decimal = QuotaLevers(target=90_000_000), QuotaLevers(target=90_000_000.0)
    assert Scenario("A", quota=whole).levers_id() == Scenario("A", quota=decimal).levers_id()


def test_removing_the_cap_is_a_change_and_keeping_it_is_none():
    removed = Scenario("A", incentive=IncentiveLevers(change=CurveChange(cap=None)))
    assert removed.levers() == {"incentive.change.cap": None}
    assert Scenario("A", incentive=IncentiveLevers(change=CurveChange(cap=KEEP))).levers() == {}


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.key)
def test_each_lever_takes_its_ends_and_refuses_beyond(lever):
    for value in (lever.min, lever.max):
        assert Scenario("A").with_value(lever.key, value).value(lever.key) == value
    for value in (lever.min - lever.step, lever.max + max(lever.step, 1.0), float("nan")):
        with pytest.raises(LeverError, match=lever.key):
            Scenario("A").with_value(lever.key, value)


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.key)
def test_the_registry_says_the_default_and_a_sentence(lever):
    actual = Scenario("A").value(lever.key)
    assert lever.default == (None if actual in (KEEP, USUAL) else actual)
    assert lever.sentence.endswith(".")


@pytest.mark.parametrize(
    "quota",
    [
        {"growth": 0.1, "target": 5.0},
        {"growth": 0.1, "handed_out": 1.0},
        {"target": 5.0, "handed_out": 1},
    ],
)
def test_growth_target_and_handed_out_exclude_each_other(quota):
    with pytest.raises(LeverError, match="exclude each other"):
        Scenario("A", quota=QuotaLevers(**quota))


@given(a=st.floats(-0.5, 1.0), b=st.floats(-0.5, 1.0))
def test_equal_levers_equal_digits(a, b):
    one, two = (Scenario("A", quota=QuotaLevers(growth=g)) for g in (a, b))
    assert (one.levers_id() == two.levers_id()) == (a == b)
    assert len(one.levers_id()) == 16


@pytest.mark.parametrize(
    ("quota", "same"),
    [
        ({"own_history": 0.2, "blend": 0.5}, {}),  # they cannot act on quotas that are kept
        ({"top_down": 0.5}, {}),  # nor this where nobody has committed
        ({"basis": "expected", "max_change": 0.25}, {"basis": "expected"}),
        ({"basis": (("expected", 1.0), ("history", 0.0))}, {"basis": "expected"}),
        ({"max_change": None}, {}),
    ],
)
def test_levers_that_cannot_act_do_not_name_another_scenario(quota, same):
    one, two = (Scenario("A", quota=QuotaLevers(**levers)) for levers in (quota, same))
    assert one.levers_id() == two.levers_id()


def test_the_digits_of_older_scenarios_stay_what_they_were():
    assert Scenario("A").levers_id() == "9ab2253fc38981f5"


def test_who_set_a_quota_by_hand_and_why_is_a_label():
    said = Override("T1", 5.0, "Kim", "2026-01-02", "new logo")
    one, two = (Scenario("A", quota=QuotaLevers(overrides=(o,))) for o in (said, Override("T1", 5)))
    assert one.levers_id() == two.levers_id() != Scenario("A").levers_id()


def test_a_limit_on_change_stands_by_itself_once_quotas_are_set_anew():
    assert QuotaLevers().largest_change is None
    assert QuotaLevers(basis="expected").largest_change == 0.25
    assert QuotaLevers(basis="expected", max_change=None).largest_change is None


def test_an_over_assignment_of_one_level_is_the_number_that_was_given():
    """Rounded to twelve decimals it moved 5 billion of quota by a cent."""
    assert QuotaLevers(over_assignment=0.08293318013562617).cushion == 0.08293318013562617
