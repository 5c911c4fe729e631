"""Limits that cannot hold together: which, by how much, and the least that mends it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model.quota_levers import Override, QuotaLevers
from engine.quotas.propose import propose
from tests.support.quota_seats import many, seats


def conflicts(team, **levers):
    quotas = propose(team, QuotaLevers(**levers))
    return [(c.rule, c.needs, c.has, c.least_relaxation) for c in quotas.conflicts]


TWO = seats([50_000.0, 50_000.0], expected=[3.0, 1.0])
"""Large enough that a cent is no digit of a share."""


def test_growth_beyond_the_largest_change_needs_that_much():
    assert conflicts(TWO, growth=0.4, max_change=0.25) == [("max_change", 0.4, 0.25, 0.15)]


def test_growth_of_exactly_the_largest_change_is_feasible():
    team = seats([33_333.33, 66_666.67, 0.01])
    quotas = propose(team, QuotaLevers(growth=0.25, max_change=0.25))
    assert quotas.conflicts == ()
    assert quotas.money.tolist() == [41_666.66, 83_333.34, 0.01]


@pytest.mark.parametrize(
    ("levers", "found"),
    [
        ({"floor": 60e3}, [("floor", 50e3, 60e3, 10e3)]),  # two of 60 are more than 100 thousand
        ({"ceiling": 45e3}, [("ceiling", 50e3, 45e3, 5e3)]),
        (
            # 75 wanted within 10 %: 67.5 to 82.5; 50 may go to 55: either gives way
            {"basis": "expected", "max_change": 0.1, "fairness_band": 0.1},
            [("max_change", 0.45, 0.1, 0.35), ("fairness_band", 0.8, 0.1, 0.7)],
        ),
        (
            # a floor of 60 and a ceiling of 40: neither alone lets two seats carry 100
            {"floor": 60e3, "ceiling": 40e3},
            [("floor", 50e3, 60e3, 10e3), ("ceiling", 50e3, 40e3, 10e3)],
        ),
    ],
)
def test_each_rule_says_what_it_would_need(levers, found):
    assert conflicts(TWO, **levers) == found


def test_hands_alone_that_miss_the_total_are_told_and_not_overruled():
    both = (Override("T0", 10e3), Override("T1", 20e3))
    quotas = propose(TWO, QuotaLevers(overrides=both))
    (conflict,) = quotas.conflicts
    assert (conflict.rule, conflict.needs, conflict.has) == ("overrides", 100e3, 30e3)
    assert "30,000.00" in conflict.sentence
    assert quotas.money.tolist() == [10e3, 20e3]
    assert not quotas.reach_total


def test_the_sentence_is_in_per_cent():
    (conflict,) = propose(TWO, QuotaLevers(growth=0.4, max_change=0.25)).conflicts
    assert conflict.sentence == (
        "max_change is 25 % and would have to be 40 % for the quotas to sum."
    )


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 200),
    growth=st.floats(-0.4, 1.0),
    change=st.floats(0, 0.3),
    band=st.one_of(st.none(), st.floats(0, 0.5)),
    floor=st.one_of(st.none(), st.floats(0, 9e5)),
    ceiling=st.one_of(st.none(), st.floats(1e5, 2e6)),
)
def test_the_least_relaxation_is_enough_and_nothing_less_is(
    seed, growth, change, band, floor, ceiling
):
    team = many(12, seed)
    team = replace(team, previous=np.maximum(team.previous, 1000.0))
    levers = QuotaLevers(
        basis="expected",
        growth=growth,
        max_change=change,
        fairness_band=band,
        floor=floor,
        ceiling=ceiling,
    )
    found = propose(team, levers).conflicts
    alone = [
        propose(team, replace(levers, **{one.rule: one.needs})).conflicts == () for one in found
    ]
    together = replace(levers, **{one.rule: one.needs for one in found})
    assert propose(team, together).conflicts == ()
    assert all(alone) or len(found) > 1
    for one in found if all(alone) else found[-1:]:
        digit = 0.02 if one.rule in ("floor", "ceiling") else 0.0002
        back = digit if one.needs < one.has else -digit
        tighter = replace(together if not all(alone) else levers, **{one.rule: one.needs + back})
        assert abs(one.least_relaxation) <= digit or propose(team, tighter).conflicts
