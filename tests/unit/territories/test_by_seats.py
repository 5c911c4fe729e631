"""A bound seat by seat: never above the best design, and checked without the search."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from engine.errors import DataError
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.by_seats import SeatProof, bound_by_seats
from engine.territories.certificate import bound
from engine.territories.columns import make_columns
from engine.territories.dual import solve_dual
from engine.territories.evaluation import evaluate
from engine.territories.fixed_point import ONE
from engine.territories.obstacles import obstacles
from engine.territories.prices import Prices
from engine.territories.proof_file import document, verify
from engine.territories.rows import Rows
from engine.territories.rules import Rules
from engine.territories.solve import solve
from engine.territories.worths import Worths
from tests.support.territory_check import Plain, random_problem
from tests.unit.territories.test_brute_force import penalties
from tests.unit.territories.test_properties import RULES, rows, stated

SURE = 1 << 60


def climbed(problem, steps=12):
    dual = solve_dual(problem)
    worths = Worths(problem, dual.columns, dual.point, Budget(rounds=steps))
    return dual, *worths.climb(dual.bound + abs(dual.bound) // 10 + ONE, SURE)


def least_of_all(problem, designs):
    """The least objective of some designs, whole millionths."""
    return min(evaluate(problem, design).objective for design in designs)


@pytest.mark.parametrize("block", range(4))
def test_the_bound_by_seats_never_exceeds_the_best_of_all_designs(block):
    raised = 0
    for seed in range(3000 + block * 15, 3000 + block * 15 + 15):
        plain = random_problem(seed)
        best = plain.brute_force(penalties(plain))
        found = build(plain.inputs(), plain.rules)
        if not best or obstacles(found) or found.problem.hard:
            continue  # nothing costs less than nothing
        least = least_of_all(found.problem, plain.nearly_best(penalties(plain)))
        assert abs(least / ONE - best) < 1e-4, seed
        dual, proved, proof = climbed(found.problem)
        assert proved <= least, seed
        raised += proved > dual.bound
        draw = np.random.default_rng(seed)  # any worths prove something, none too much
        other = proof.worth + draw.integers(-20 * ONE, 20 * ONE, proof.worth.size)
        assert bound_by_seats(found.problem, replace(proof, worth=other)) <= least
    assert raised


def test_half_way_worths_and_one_line_prove_what_the_prices_prove():
    """With no account followed, worths between the best seat and the second change nothing."""
    problem = stated(*rows()).problem
    dual = solve_dual(problem)
    worths = Worths(problem, dual.columns, dual.point, Budget(stop=lambda: True))
    _, proof = worths.climb(SURE, SURE)
    assert not any(proof.whole)
    found, least = bound_by_seats(problem, proof), bound(problem, proof.lines[0])
    assert abs(found - least) <= 2 * problem.n_accounts + problem.n_seats  # rounded down by pair


def test_worths_that_are_flat_over_the_columns_go_on_with_the_pairs_that_gain():
    """
    Five seats hold three accounts of 10 each, a sixth, 20 km from all, has one of 1.

    A seat should carry 25.17 +- 20 %. Two accounts of two seats go to the sixth: 40 km, and those
    seats lie 0.133334 below their band at 3 a unit, 40.8 in all. With each account's own seat as
    its only column there is no slope, and no spread of cost.
    """
    own = [n // 3 for n in range(16)]
    accounts = [
        {"account_id": f"A{n}", "seat": f"S{seat}", "potential": 10 if seat < 5 else 1}
        for n, seat in enumerate(own)
    ]
    far = [
        {"account_id": f"A{n}", "seat": f"S{t}", "distance": {5: 20, seat: 0}.get(t, 100)}
        for n, seat in enumerate(own)
        for t in range(6)
    ]
    rules = Rules(tolerance=0.2, penalty_potential=3.0)
    plain = Plain(accounts, [{"seat": f"S{t}"} for t in range(6)], rules, far)
    problem = build(plain.inputs(), rules).problem
    columns = make_columns(problem, np.arange(16), problem.owner)
    nothing = np.zeros(Rows(problem, columns).n)
    best = solve(problem, Budget(rounds=0), gap=0.0).evaluation.objective
    assert best == pytest.approx(40.8 * ONE, abs=10)
    proved, proof = Worths(problem, columns, nothing, Budget(rounds=40)).climb(best, SURE)
    assert solve_dual(problem).bound < proved == bound_by_seats(problem, proof) <= best


def test_a_part_of_a_budget_keeps_its_clock_and_its_stop():
    ticks = iter(range(100))
    whole = Budget(10.0, 4, clock=lambda: next(ticks), stop=lambda: True)
    part = whole.part(5.0, 2)
    assert (part.left(), part.rounds, part.ended()) == (4.0, 2, True)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda p: replace(p, whole=(p.whole[0], p.whole[1] * 2, *p.whole[2:])),
        lambda p: replace(p, whole=p.whole[:-1]),
        lambda p: replace(p, whole=((10**6,), *p.whole[1:])),
        lambda p: replace(p, worth=p.worth[:-1]),
        lambda p: replace(p, lines=()),
        lambda p: replace(p, lines=(replace(p.lines[0], move=1), *p.lines)),
        lambda p: replace(p, lines=(replace(p.lines[0], high=p.lines[0].high - (1 << 50)),)),
        lambda p: replace(p, lines=(replace(p.lines[0], low=p.lines[0].low + (1 << 50)),)),
        lambda p: replace(p, lines=(replace(p.lines[0], low=p.lines[0].low[:, :-1]),)),
        lambda p: replace(p, lines=(replace(p.lines[0], seat_change=np.zeros(3, dtype=int)),)),
        lambda p: replace(p, lines=(replace(p.lines[0], bits=-1),)),
        lambda p: replace(p, lines=(replace(p.lines[0], bits=41),)),
        lambda p: replace(p, lines=(replace(p.lines[0], move=1 << 62),)),
        lambda p: replace(p, worth=p.worth + (1 << 59)),
        lambda p: replace(p, worth=p.worth + (1 << 60)),
    ],
)
def test_a_proof_with_a_part_missing_or_out_of_its_box_proves_nothing(spoil):
    problem = stated(*rows()).problem
    _, proved, proof = climbed(problem, steps=2)
    assert proof.whole[1]
    assert bound_by_seats(problem, proof) == proved
    assert bound_by_seats(problem, spoil(proof)) is None


@pytest.mark.parametrize("below", [1 << 50, -(1 << 50)])
def test_a_band_that_comes_to_more_than_64_bits_hold_proves_nothing(below):
    """A band at -(2^63 - 2^50) that accounts lower by 2^50 each would come round to 2^63."""
    rules = replace(RULES, hard=True, tolerance=0.2)
    problem = stated(*rows(potential=27, workload=5), rules).problem
    none = np.zeros((2, 8), dtype=np.int64)
    high, price = none.copy(), ((1 << 63) - below) // int(problem.measures[0].high[0])
    high[0] = price
    worth = np.full(120, price * 27 * ONE + (1 << 50))
    proof = SeatProof(worth, (Prices(0, none, high, 0, 0, none[0]),), ((),) * 8)
    assert bound_by_seats(problem, proof) is None


@pytest.mark.parametrize("bits", [20, 40, 50])
def test_prices_too_fine_for_64_bits_prove_nothing(bits):
    """Twelve accounts of 10 in one seat cost nothing, and 10^7 x 2^40 leaves 64 bits."""
    accounts = [{"account_id": f"A{n}", "seat": "S", "potential": 10} for n in range(12)]
    rules = Rules(penalty_potential=1.0)
    inputs = Plain(accounts, [{"seat": "S"}], rules).inputs()
    found = build(inputs, rules)
    low, none = np.full((1, 1), 1 << bits), np.zeros((1, 1), dtype=np.int64)
    prices = Prices(bits, low, none, 0, 0, none[0])
    proved = bound(found.problem, prices)
    by_seats = SeatProof(np.zeros(12, dtype=np.int64), (prices,), ((),))
    if bits == 20:  # the low end, 108, less the 120 there are
        assert proved == bound_by_seats(found.problem, by_seats) == -12 * ONE
    else:
        assert proved is bound_by_seats(found.problem, by_seats) is None


def test_an_account_that_a_seat_may_not_have_is_not_followed_there():
    problem = stated(*rows()).problem
    _, _, proof = climbed(problem, steps=2)
    seat = max(range(problem.n_seats), key=lambda n: len(proof.whole[n]))
    barred = problem.with_wishes((), ((proof.whole[seat][0], seat),))
    assert bound_by_seats(barred, proof) is None


def test_a_certificate_carries_its_worths_and_fails_without_them():
    accounts, seats = rows(n=200, seats=10)
    inputs = Plain(accounts, seats, RULES).inputs()
    found = build(inputs, RULES)
    design = solve(found.problem, Budget(rounds=24), gap=0.0)
    assert isinstance(design.by_seats, SeatProof)
    assert design.bound_by == "prices"
    proof = json.loads(json.dumps(document(found, design)))
    verdict = verify(proof, inputs)
    assert verdict.holds
    assert design.price_bound / ONE < verdict.bound <= design.objective
    proof["by_seats"] = None
    assert verify(proof, inputs).faults == ("the prices do not prove the bound",)


@cache
def certificate():
    """A certificate of thirty accounts as a file holds it, and the tables it was made for."""
    plain = Plain(*rows(n=30, seats=3), replace(RULES, max_seat_change=0.9))
    found = build(plain.inputs(), plain.rules)
    proof = document(found, solve(found.problem, Budget(rounds=0), gap=0.0))
    proof["by_seats"] = {"worth": [0] * 30, "lines": [proof["prices"]], "whole": [[], [], []]}
    proof["bound_millionths"] = str(-(10**30))  # whatever is proved at all is enough
    return json.dumps(proof), plain.inputs()


def forged(part, value):
    """The certificate with one part replaced; its only line has the same prices."""
    text, inputs = certificate()
    proof = json.loads(text)
    proof["by_seats"]["lines"] = [proof["prices"]]
    *way, last = part.split(".")
    (proof[way[0]] if way else proof)[last] = value
    return proof, inputs


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("prices.bits", 2.5),
        ("prices.bits", "7"),
        ("prices.move", 1.5),
        ("prices.moved_potential", None),
        ("prices.seat_change", [1e400, 0, 0]),
        ("prices.low", [[1, 2, 3], [1, 2]]),
        ("prices.high", [[1 << 70] * 3] * 2),
        ("by_seats", [1]),
        ("by_seats.worth", "many"),
        ("by_seats.whole", [["A1"], [], []]),
        ("by_seats.lines", [7]),
        ("bound_millionths", "much"),
        ("design", ["S1"] * 30),
        ("design", [1 << 70] * 30),
        ("rules", {"tolerance": "wide"}),
    ],
)
def test_a_certificate_with_a_part_of_the_wrong_kind_is_told(part, value):
    proof, inputs = forged(part, value)
    with pytest.raises(DataError, match="has one of the wrong kind"):
        verify(proof, inputs)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("bits", -1),
        ("bits", 10**9),
        ("move", 10**400),
        ("seat_change", [0, 0]),
        ("seat_change", [[0, 0, 0]]),
        ("low", [[0] * 3]),
        ("high", [[1 << 62] * 3] * 2),
    ],
)
@pytest.mark.parametrize("seats", [True, False])
def test_a_certificate_whose_prices_do_not_fit_proves_nothing(seats, part, value):
    proof, inputs = forged(f"prices.{part}", value)
    if not seats:
        proof["by_seats"] = None
    assert verify(proof, inputs).faults == ("the prices do not prove the bound",)
    proof["prices"] |= json.loads(certificate()[0])["prices"]
    assert verify(proof, inputs).holds


@pytest.mark.parametrize("part", ["problem", "design", "by_seats", "prices", "bound_millionths"])
def test_a_certificate_that_lacks_a_part_is_told(part):
    proof, inputs = forged("problem", "")
    del proof[part]
    with pytest.raises(DataError, match="lacks a part"):
        verify(proof, inputs)
