"""What made each step, in words; and the flags beside a quota."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.model.quota_levers import Commitment, Override, QuotaLevers, Weight
from engine.quotas.flags import FLAGS, flags
from engine.quotas.propose import propose
from engine.quotas.words import STEP_LABELS, inputs
from tests.support.quota_seats import many, seats

RICH = QuotaLevers(
    basis=(("expected", 0.8), ("history", 0.2)),
    growth=0.05,
    blend=0.5,
    own_history=0.2,
    over_assignment=0.05,
    max_change=0.1,
    weights=(Weight("territory_id", "T1", 1.2, "new vertical"),),
    commitments=(Commitment("m0", 1.0),),
    top_down=0.9,
    overrides=(Override("T2", 400_000.0, "Kim", "2026-01-05", "lost an account"),),
)


def said(team, levers, n):
    quotas = propose(team, levers)
    return dict(zip([s.step for s in quotas.stages], inputs(quotas, n), strict=True))


def test_every_step_says_what_made_it():
    rest = {
        name: np.where(np.arange(40) == 3, 0.8, 1.0) for name in ("start", "leave", "part_time")
    }
    team = many(40, managers=2)
    team.relief.update(rest)
    team = replace(team, brought=np.where(np.arange(40) == 3, 1_000.0, 0.0))
    words = said(team, RICH, 3)
    assert words["moved"].startswith("Accounts that came brought their part")
    assert set(words) == set(STEP_LABELS)
    assert all(sentence.endswith(".") for sentence in words.values())
    assert words["start"] == "80.0 % of the year's season lies after the start date."
    assert words["part_time"] == "Works 80 % of full time."
    assert words["basis"].startswith("This patch has ")
    assert "Set by Kim" not in words["by_hand"]
    assert said(team, RICH, 2)["by_hand"] == "Set by Kim on 2026-01-05: lost an account."
    assert said(team, RICH, 1)["weight"] == "x 1.2 on territory_id T1: new vertical."
    assert words["weight"] == "The weight on territory_id T1 does not concern this patch."


def test_the_share_that_made_a_quota_is_the_one_it_got():
    team = seats([50.0, 50.0], expected=[3.0, 1.0])
    words = said(team, QuotaLevers(basis="expected", max_change=0.2), 0)
    assert words["basis"] == (
        "This patch has 75.00 % of what the patches can be expected to book; the same share of 100."
    )
    assert words["limits"] == "Held at the most that the limits allow here, 60."


@pytest.mark.parametrize(
    ("ramp", "leave", "times", "sentence"),
    [
        (0.5, 1.0, 1.0, "In all 25 is taken off for ramp; "),
        # half of 50, then four fifths of what is left of it
        (0.5, 0.8, 1.0, "In all 30 is taken off for ramp and leave; "),
        # a weight comes first: 60, of which half is taken off
        (0.5, 1.0, 1.2, "In all 30 is taken off for ramp and 10 is added for stated weights; "),
        (1.0, 1.0, 1.2, "In all 10 is added for stated weights; "),
    ],
)
def test_what_all_share_names_what_it_comes_from_and_nothing_else(ramp, leave, times, sentence):
    team = seats([50.0, 50.0], labels={"segment": ["x", "y"]})
    for name, share in (("ramp", ramp), ("leave", leave)):
        if share < 1:
            team.relief[name] = np.array([share, 1.0])
    weights = (Weight("segment", "x", times, "new"),) if times > 1 else ()
    levers = QuotaLevers(basis="history", weights=weights, max_change=None)
    said_of_both = [said(team, levers, n)["shared_out"] for n in (0, 1)]
    assert [words.startswith(sentence) for words in said_of_both] == [True, True]


def test_growth_says_from_where_to_where():
    words = said(seats([50.0, 50.0]), QuotaLevers(growth=0.1), 0)
    assert words["total"] == "All quotas together go from 100 to 110 (+10.0 %), each alike."


def test_a_new_seat_and_an_unknown_one_say_so():
    team = seats([0.0, 50.0, 50.0], expected=[1.0, np.nan, 1.0])
    levers = QuotaLevers(basis="expected", max_change=None)
    assert said(team, levers, 0)["last_year"] == "This patch had no quota last year."
    assert "keeps its share of last year's" in said(team, levers, 1)["basis"]


@pytest.mark.parametrize(
    ("n", "found"),
    [
        (0, ("vacant", "new_seat")),
        (1, ("nothing_known", "no_expectation")),
        (2, ("ramping", "at_limit")),
        (3, ("by_hand",)),
        (4, ("no_quota",)),
    ],
)
def test_flags_tell_what_to_know(n, found):
    team = seats(
        [0.0, 50.0, 50.0, 50.0, 0.0],
        expected=[1.0, np.nan, 8.0, 1.0, 1.0],
        carries=[True, True, True, True, False],
        relief={"ramp": np.array([1, 1, 0.9, 1, 1.0])},
        labels={"rep_id": [None, "b", "c", "d", "e"]},
    )
    levers = QuotaLevers(basis="expected", max_change=0.25, overrides=(Override("T3", 30.0),))
    assert flags(team, propose(team, levers))[n] == found
    assert set(found) <= set(FLAGS)
