"""A bound seat by seat: never above the best design, and checked without the search."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.by_seats import SeatProof, bound_by_seats
from engine.territories.certificate import bound
from engine.territories.dual import solve_dual
from engine.territories.fixed_point import ONE
from engine.territories.obstacles import obstacles
from engine.territories.proof_file import document, verify
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


@pytest.mark.parametrize("block", range(4))
def test_the_bound_by_seats_never_exceeds_the_best_of_all_designs(block):
    raised = 0
    for seed in range(3000 + block * 15, 3000 + block * 15 + 15):
        plain = random_problem(seed)
        best = plain.brute_force(penalties(plain))
        found = build(plain.inputs(), plain.rules)
        if not best or obstacles(found) or found.problem.hard:
            continue  # nothing costs less than nothing
        dual, proved, proof = climbed(found.problem)
        assert proved / ONE <= best + 1e-4, seed
        raised += proved > dual.bound
        draw = np.random.default_rng(seed)  # any worths prove something, none too much
        other = proof.worth + draw.integers(-20 * ONE, 20 * ONE, proof.worth.size)
        assert bound_by_seats(found.problem, replace(proof, worth=other)) / ONE <= best + 1e-4
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
    ],
)
def test_a_proof_with_a_part_missing_or_out_of_its_box_proves_nothing(spoil):
    problem = stated(*rows()).problem
    _, proved, proof = climbed(problem, steps=2)
    assert proof.whole[1]
    assert bound_by_seats(problem, proof) == proved
    assert bound_by_seats(problem, spoil(proof)) is None


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
    proof = json.loads(json.dumps(document(found, design)))
    verdict = verify(proof, inputs)
    assert verdict.holds
    assert design.price_bound / ONE < verdict.bound <= design.objective
    proof["by_seats"] = None
    assert verify(proof, inputs).faults == ("the prices do not prove the bound",)
