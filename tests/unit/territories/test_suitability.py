"""Grounds on which a seat suits an account: in the optimum, in the answer, from a snapshot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from engine.errors import EngineError
from engine.territories.answer import answer, weights
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.certificate import bound
from engine.territories.obstacles import obstacles
from engine.territories.proof_file import document, fingerprint, verify
from engine.territories.rules import Rules
from engine.territories.snapshot import ground
from engine.territories.solve import Solver
from engine.territories.suitability import ByClass, ByPair
from engine.territories.wishes import Wishes
from tests.support.snapshots import make_snapshot
from tests.support.territory_check import Plain, random_families
from tests.unit.territories.test_brute_force import penalties


def with_lack(seed):
    """A random problem with two grounds, and the same with the lack written as distance."""
    plain, draw = random_families(seed), np.random.default_rng(seed)
    plain.rules = replace(plain.rules, distance_weight=1)
    for account in plain.accounts:
        account["visits"] = 1
    n, seats = len(plain.accounts), len(plain.names)
    loss = draw.integers(0, 90, (2, n)).astype(float)
    key = np.sort(draw.choice(n * seats, draw.integers(1, n * seats + 1), replace=False))
    value, of = draw.integers(0, 5, key.size) / 4, draw.integers(0, 2, n)
    suits = draw.integers(0, 5, (2, seats)) / 4
    grounds = (
        ByPair("relationship", 0.2, loss[0] * 1e6, key, value, seats),
        ByClass("experience", 0.1, loss[1] * 1e6, of, suits),
    )
    known = dict(zip(key.tolist(), value, strict=True))
    rows = [
        {
            "account_id": account["account_id"],
            "seat": seat["seat"],
            "distance": float(plain.distance(account, seat))
            + loss[0, i] * (1 - known.get(i * seats + j, 0.0))
            + loss[1, i] * (1 - suits[of[i], j]),
        }
        for i, account in enumerate(plain.accounts)
        for j, seat in enumerate(plain.seats)
    ]
    return plain, grounds, Plain(plain.accounts, plain.seats, plain.rules, rows)


@pytest.mark.parametrize("block", range(2))
def test_the_best_design_counts_what_seats_lack(block):
    """80 problems, families among them, solved to the end and by the way that large ones go."""
    differing = 0
    for seed in range(7000 + 40 * block, 7040 + 40 * block):
        plain, grounds, lacking = with_lack(seed)
        stated = build(replace(plain.inputs(), suited=grounds), plain.rules)
        best = lacking.brute_force(penalties(plain))
        if obstacles(stated) or best is None:
            continue
        differing += best != pytest.approx(plain.brute_force(penalties(plain)))
        for small in (True, False):
            solver = Solver(stated.problem, Budget(rounds=12), gap=0.0)
            solver.small = solver.small if small else 0
            found = solver.run()
            assert found.bound / 1e6 <= best + 1e-4, seed
            assert bound(stated.problem, found.prices) == found.price_bound, seed
            if found.seat_of_account is not None:
                seats = [plain.names[t] for t in stated.of_accounts(found.seat_of_account)]
                good, cost = lacking.judge(seats, penalties(plain))
                assert good, seed
                assert found.objective == pytest.approx(float(cost), abs=1e-4), seed
            assert not small or found.objective == pytest.approx(best, abs=2e-4, rel=1e-9), seed
    assert differing >= 20


def test_the_lack_is_a_part_of_its_own_and_in_the_certificate():
    accounts = [{"account_id": "A", "seat": "S0", "potential": 100, "locked": 1}]
    plain = Plain(accounts, [{"seat": "S0"}], Rules())
    half = ByClass("tenure", 0.1, np.array([8e6]), np.zeros(1, dtype=np.int64), np.array([[0.5]]))
    inputs = replace(plain.inputs(), suited=(half,))
    stated = build(inputs, plain.rules)
    design = Solver(stated.problem, Budget(rounds=2)).run()
    told = answer(stated, design, 0.0, 0, ())
    assert told["objective_parts"] == {"travel": 0, "suitability": 4, "moves": 0, "imbalance": 0}
    assert told["objective"] == 4
    proof = document(stated, design)
    assert verify(proof, inputs).holds
    assert not verify(proof, plain.inputs()).holds


@pytest.fixture
def house(tmp_path):
    """r1 holds t1, five years here, and won twice in steel; r2 holds t2, a new seller who dealt
    with b once and r1 with it three times."""
    deals = [("a", "r1", True), ("a", "r1", True), ("b", "r1", False), ("b", "r2", False)]
    return make_snapshot(
        tmp_path,
        territory=[{"territory_id": "t1"}, {"territory_id": "t2"}],
        rep=[
            {"rep_id": "r1", "hire_date": date(2020, 1, 1)},
            {"rep_id": "r2", "hire_date": date(2025, 12, 31)},
        ],
        assignment=[
            {"rep_id": f"r{n}", "territory_id": f"t{n}", "start_date": date(2020, 1, 1)}
            for n in (1, 2)
        ],
        account=[
            {"account_id": name, "territory_id": "t1", "potential": 100, "industry": industry}
            for name, industry in (("a", "Steel"), ("b", "Glass"), ("c", "Steel"))
        ],
        opportunity=[
            {
                "opportunity_id": f"d{n}",
                "account_id": account,
                "owner_id": rep,
                "amount": 1,
                "is_won": won,
                "is_closed": won,
                "created_date": date(2025, 6, 1),
            }
            for n, (account, rep, won) in enumerate(deals)
        ],
        activity=[
            {"rep_id": "r1", "account_id": "b", "kind": "call", "date": date(2025, 7, 1)}
            for _ in range(2)
        ],
    )


@pytest.mark.parametrize(
    ("wishes", "lack"),
    [
        ({"suit_relationship": 0.1}, [[0, 10], [2.5, 7.5], [0, 0]]),
        ({"suit_experience": 0.1}, [[0, 10], [0, 0], [0, 10]]),
        ({"suit_tenure": 0.2}, [[0, 20]] * 3),
    ],
)
def test_grounds_are_read_from_deals_activities_wins_and_hires(house, wishes, lack):
    """r1 had all of a's deals, and one of b's two deals with both of its calls."""
    stated = build(ground(house, Wishes(**wishes)).inputs, Rules())
    rows, seats = np.arange(3)[:, None], np.arange(2)[None, :]
    found = stated.accounts.travel.lack(rows, seats) / 1e6
    assert found == pytest.approx(np.array(lack, dtype=float))


@pytest.mark.parametrize(
    ("ground_of", "column"),
    [("relationship", "owner_id"), ("experience", "industry"), ("tenure", "hire_date")],
)
def test_a_ground_that_the_data_do_not_tell_names_its_column(tmp_path, ground_of, column):
    bare = make_snapshot(
        tmp_path,
        territory=[{"territory_id": "t1"}],
        account=[{"account_id": "a", "territory_id": "t1", "potential": 1}],
    )
    with pytest.raises(EngineError) as told:
        ground(bare, Wishes(**{f"suit_{ground_of}": 0.1}))
    assert column in told.value.hint
    with pytest.raises(EngineError, match="0 to 1"):
        Wishes(**{f"suit_{ground_of}": 1.1})


def test_every_weight_is_in_the_answer_and_no_two_wishes_share_a_fingerprint():
    """What a ground loses by account, how it suits, what is kept apart: each is stated anew."""
    accounts = [{"account_id": f"A{n}", "seat": "S0", "potential": 100} for n in range(2)]
    plain = Plain(accounts, [{"seat": "S0"}, {"seat": "S1"}], Rules())
    of, none = np.zeros(2, dtype=np.int64), np.zeros((1, 2))
    grounds = [
        (),
        (ByClass("tenure", 0.1, np.array([8e6, 2e6]), of, none),),
        (ByClass("tenure", 0.1, np.array([8e6, 1e6]), of, none),),
        (ByClass("tenure", 0.1, np.array([8e6, 2e6]), of, none + 0.5),),
        (ByPair("relationship", 0.1, np.array([8e6, 2e6]), np.array([1]), np.array([0.5]), 2),),
        (ByPair("relationship", 0.1, np.array([8e6, 2e6]), np.array([2]), np.array([0.5]), 2),),
    ]
    stated = [build(replace(plain.inputs(), suited=some), plain.rules) for some in grounds]
    assert weights(stated[0]).keys() == weights(stated[1]).keys() - {"suit_tenure"}
    assert weights(stated[1])["suit_tenure"] == weights(stated[4])["suit_relationship"] == 0.1
    problems = [one.problem for one in stated]
    problems += [problems[0].with_wishes(((0, 1),), ()), problems[0].with_wishes((), ((0, 1),))]
    assert len({fingerprint(problem) for problem in problems}) == len(problems)
