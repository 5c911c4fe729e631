"""A bound by cases: never above the best design, checked without the search, whole or nothing."""

from __future__ import annotations

import json

import pytest

from engine.territories.branching import Leaf, Tree
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.cases import bound_by_cases, complete
from engine.territories.dual import solve_dual
from engine.territories.fixed_point import ONE
from engine.territories.obstacles import obstacles
from engine.territories.proof_file import document, verify
from engine.territories.solve import solve
from tests.support.territory_check import Plain, random_problem
from tests.unit.territories.test_brute_force import penalties
from tests.unit.territories.test_properties import RULES, rows, stated

SURE = 1 << 60


def grown(problem, rounds=6):
    dual = solve_dual(problem)
    root = Leaf((), dual.prices, dual.bound, dual.columns, dual.point)
    tree = Tree(problem, root, Budget(rounds=rounds))
    tree.grow(SURE)
    return dual, tree


@pytest.mark.parametrize("block", range(4))
def test_the_bound_by_cases_never_exceeds_the_best_of_all_designs(block):
    raised = 0
    for seed in range(3000 + block * 15, 3000 + block * 15 + 15):
        plain = random_problem(seed)
        best = plain.brute_force(penalties(plain))
        stated = build(plain.inputs(), plain.rules)
        if best is None or obstacles(stated):
            continue
        dual, tree = grown(stated.problem)
        assert tree.lowest.bound / ONE <= best + 1e-4, seed
        assert bound_by_cases(stated.problem, tree.cases()) >= tree.lowest.bound, seed
        raised += tree.lowest.bound > dual.bound
    assert raised


def test_a_missing_case_proves_nothing():
    _, tree = grown(stated(*rows()).problem, rounds=2)
    problem = tree.problem
    cases = tree.cases()
    assert len(cases) > 1
    for left_out in range(len(cases)):
        rest = cases[:left_out] + cases[left_out + 1 :]
        assert bound_by_cases(problem, rest) is None


@pytest.mark.parametrize(
    ("paths", "whole"),
    [
        ([()], True),
        ([], False),
        ([((0, 1, True),), ((0, 1, False),)], True),
        ([((0, 1, True),), ((0, 2, False),)], False),
        ([((0, 1, True),), ((0, 1, True),)], False),
        ([((0, 1, True), (2, 0, True)), ((0, 1, True), (2, 0, False)), ((0, 1, False),)], True),
        ([((0, 1, True), (2, 0, True)), ((0, 1, False),)], False),
    ],
)
def test_cases_are_whole_where_each_decision_is_followed_both_ways(paths, whole):
    assert complete(paths) is whole


def test_a_certificate_carries_its_cases_and_fails_without_one():
    accounts, seats = rows(n=200, seats=10)
    inputs = Plain(accounts, seats, RULES).inputs()
    found = build(inputs, RULES)
    design = solve(found.problem, Budget(rounds=24), gap=0.0)
    assert len(design.cases) > 1
    proof = json.loads(json.dumps(document(found, design)))
    verdict = verify(proof, inputs)
    assert verdict.holds
    assert design.price_bound / ONE < verdict.bound <= design.objective
    proof["cases"].pop()
    assert verify(proof, inputs).faults == ("the prices do not prove the bound",)
