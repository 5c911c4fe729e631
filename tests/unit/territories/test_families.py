"""Families move together: beside enumeration, in whole accounts, and told account by account."""

from __future__ import annotations

import pytest

from engine.errors import DataError
from engine.territories.answer import answer, moved_accounts
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.by_hand_job import chosen_by_hand
from engine.territories.certificate import bound
from engine.territories.families import heads
from engine.territories.fixed_point import ONE
from engine.territories.obstacles import obstacles
from engine.territories.proof_file import document, verify
from engine.territories.rules import Rules
from engine.territories.snapshot import ground
from engine.territories.solve import Solver, solve
from engine.territories.wishes import Wishes
from tests.support.snapshots import make_snapshot
from tests.support.territory_check import Plain, random_families
from tests.unit.territories.test_brute_force import penalties


@pytest.mark.parametrize("block", range(3))
def test_the_best_of_all_designs_that_keep_families_together_is_found(block):
    """120 problems, solved to the end and again by the way that large ones go."""
    joined = reached = compared = 0
    for seed in range(5000 + 40 * block, 5040 + 40 * block):
        plain = random_families(seed)
        best = plain.brute_force(penalties(plain))
        stated = build(plain.inputs(), plain.rules)
        joined += stated.problem.n_accounts < stated.accounts.n_accounts
        if obstacles(stated):
            assert best is None, seed
            continue
        for small in (True, False):
            solver = Solver(stated.problem, Budget(rounds=12), gap=0.0)
            solver.small = solver.small if small else 0
            found = solver.run()
            assert bound(stated.problem, found.prices) == found.price_bound, seed
            if best is None:
                assert found.seat_of_account is None, seed
                continue
            assert found.bound / ONE <= best + 1e-4, seed
            assert not small or found.objective == pytest.approx(best, abs=2e-4, rel=1e-9), seed
            if found.seat_of_account is None:
                continue
            seats = stated.of_accounts(found.seat_of_account)
            good, cost = plain.judge([plain.names[t] for t in seats], penalties(plain))
            assert good, seed
            assert found.objective == pytest.approx(float(cost), abs=1e-4), seed
            compared += not small
            reached += not small and float(cost) <= best * 1.000001 + 1e-3
    assert joined >= 20
    assert reached >= 0.7 * compared


def family_of_three():
    """S0 holds a family of 30 and one of 10, S1 nothing; one of the family has no seat."""
    accounts = [
        {"account_id": f"A{n}", "seat": "S0", "potential": 10, "move_cost": 1, "family": "F"}
        for n in range(2)
    ]
    accounts.append({"account_id": "A2", "seat": "", "potential": 10, "family": "F"})
    accounts.append({"account_id": "B", "seat": "S0", "potential": 10, "move_cost": 1})
    return Plain(accounts, [{"seat": "S0"}, {"seat": "S1"}], Rules(tolerance=0.5))


def test_a_move_of_a_family_counts_its_accounts_that_had_a_seat():
    """30 and 10 either way lies in the band; within a single move only B may go."""
    plain = family_of_three()
    stated = build(plain.inputs(), plain.rules)
    found = solve(stated.problem, Budget(rounds=5), gap=0.0)
    assert found.evaluation.moves == 1
    pinned = chosen_by_hand(stated, {"pinned": {"A2": "S1"}, "forbidden": []})
    moved = solve(pinned, Budget(rounds=5), gap=0.0)
    assert moved.evaluation.moves == 2
    assert moved.evaluation.moves_cost == 2 * ONE
    assert moved.evaluation.moved_potential == 20 * ONE
    listed = moved_accounts(stated, moved)
    assert [(row["account_id"], row["from"], row["to"]) for row in listed] == [
        ("A0", "S0", "S1"),
        ("A1", "S0", "S1"),
        ("A2", None, "S1"),
    ]
    assert all("family of 3 goes together" in row["why"] for row in listed)
    told = answer(stated, moved, 0.0, 0, ())
    assert told["moved_share"] == pytest.approx(0.5)
    assert told["balance_cv"]["potential"] == {"before": 1.0, "after": 0.5}


def test_choices_that_send_a_family_apart_are_named():
    plain = family_of_three()
    stated = build(plain.inputs(), plain.rules)
    with pytest.raises(DataError, match="A0 with its family stays together"):
        chosen_by_hand(stated, {"pinned": {"A0": "S1", "A1": "S0"}, "forbidden": []})


def test_a_certificate_holds_for_the_families_that_it_was_made_for():
    plain = family_of_three()
    stated = build(plain.inputs(), plain.rules)
    proof = document(stated, solve(stated.problem, Budget(rounds=5), gap=0.0))
    assert verify(proof, plain.inputs()).holds
    for account in plain.accounts:
        account["family"] = ""
    assert not verify(proof, plain.inputs()).holds


def test_the_head_of_a_chain_of_parents():
    """c is b's, b is a's; x and y are each other's."""
    assert heads(["a", "b", "c", "d", "x", "y"], [None, "a", "b", None, "y", "x"]) == [
        "a",
        "a",
        "a",
        "d",
        "x",
        "x",
    ]
    assert heads(["b", "c"], ["gone", "b"]) == ["gone", "gone"]


@pytest.mark.parametrize(("stay", "moves"), [(True, 0), (False, 1)])
def test_accounts_of_one_parent_stay_together_unless_they_may_part(tmp_path, stay, moves):
    """Three of 10 beside one of 10: to move one is best, to move three only turns it round."""
    house = make_snapshot(
        tmp_path,
        territory=[{"territory_id": "t1"}, {"territory_id": "t2"}],
        account=[{"account_id": "p", "territory_id": "t1", "potential": 10, "parent_id": None}]
        + [
            {"account_id": f"c{n}", "territory_id": "t1", "potential": 10, "parent_id": "p"}
            for n in range(2)
        ]
        + [{"account_id": "b", "territory_id": "t2", "potential": 10, "parent_id": None}],
    )
    rules = Rules(distance_weight=0)
    stated = build(ground(house, Wishes(rules, families_stay=stay)).inputs, rules)
    assert solve(stated.problem, Budget(rounds=5), gap=0.0).evaluation.moves == moves


def test_locked_accounts_are_counted_one_by_one_in_what_cannot_be():
    """Three of one family and one alone, 30 each, all locked to a seat that may carry 96."""
    accounts = [
        {"account_id": f"A{n}", "seat": "S0", "potential": 30, "locked": 1, "family": family}
        for n, family in enumerate(("F", "F", "F", ""))
    ]
    seats = [{"seat": "S0", "share": 1}, {"seat": "S1", "share": 1}]
    rules = Rules(hard=True, tolerance=0.6)
    stated = build(Plain(accounts, seats, rules).inputs(), rules)
    assert stated.problem.n_accounts == 2
    (told, *_) = obstacles(stated)
    assert told.rule.startswith("the 4 locked accounts of seat S0 hold")
