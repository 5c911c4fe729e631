"""What is said of an account that moves: the strongest ground, with numbers worked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.territories.answer import moved_accounts
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.by_hand_job import chosen_by_hand
from engine.territories.rules import Rules
from engine.territories.solve import solve
from engine.territories.suitability import ByPair
from tests.support.territory_check import Plain


def told(stated):
    found = solve(stated.problem, Budget(rounds=5), gap=0.0)
    return {row["account_id"]: row["why"] for row in moved_accounts(stated, found)}


def two_seats(accounts, far=None, **rules):
    """S0 holds all accounts but the last; the band takes whatever comes."""
    given = [
        {"account_id": f"A{n}", "seat": seat, "potential": 10, "move_cost": 1, "family": family}
        for n, (seat, family) in enumerate(accounts)
    ]
    distances = far and [
        {"account_id": f"A{n}", "seat": f"S{s}", "distance": ends[s]}
        for n, ends in enumerate(far)
        for s in (0, 1)
    ]
    seats = [{"seat": "S0"}, {"seat": "S1"}]
    return Plain(given, seats, Rules(tolerance=1, **rules), distances)


def test_a_move_for_the_relationship_is_not_told_as_one_for_balance():
    """S0 carries 20 of 30 and S1 10, both in the band; A0 loses 40 with S0, a quarter with S1."""
    plain = two_seats([("S0", ""), ("S0", ""), ("S1", "")])
    loss = np.array([40e6, 0, 0])
    deals = ByPair("relationship", 0.1, loss, np.array([1]), np.array([0.75]), 2)
    stated = build(replace(plain.inputs(), suited=(deals,)), plain.rules)
    assert told(stated) == {
        "A0": "By relationship, S1 suits it better than S0 does: 30 less of its potential is lost."
    }


def test_each_of_a_family_is_told_its_own_way():
    """A0 lies 40 nearer to S1, A1 5 nearer, A2 3 farther: together 42, for moves that cost 3."""
    far = [(50, 10), (20, 15), (10, 13), (30, 0), (30, 0)]
    plain = two_seats([("S0", "F")] * 3 + [("S1", "")] * 2, far)
    together = " Its family of 3 goes together."
    share = "S0 held 120 % of its potential target and S1 80 %; the account brings them closer"
    assert told(build(plain.inputs(), plain.rules)) == {
        "A0": f"{share} and lies 40 nearer to S1.{together}",
        "A1": f"{share} and lies 5 nearer to S1.{together}",
        "A2": f"{share}.{together}",
    }


def test_a_move_that_was_kept_is_not_told_as_assigned():
    plain = two_seats([("S0", ""), ("S1", "")])
    stated = build(plain.inputs(), plain.rules)
    pinned = chosen_by_hand(stated, {"pinned": {"A0": "S1"}, "forbidden": []})
    assert told(stated.but(pinned)) == {"A0": "S1 was chosen by hand."}
