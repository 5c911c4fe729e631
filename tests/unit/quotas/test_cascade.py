"""The tree of managers, and a total handed down through it."""

from __future__ import annotations

import numpy as np
import pytest

from engine.quotas.cascade import hand_down
from engine.quotas.limits import Limits
from engine.quotas.managers import manager_tree
from engine.quotas.seats import TOP

NAN = float("nan")


def test_the_tree_goes_up_as_far_as_there_are_managers():
    tree = manager_tree(["a", "b", None], ["m1", "m2", None], {"m1": "vp", "m2": "vp", "x": "vp"})
    assert tree.ids == ("m1", "m2", "vp")  # nodes 3, 4 and 5
    assert tree.above.tolist() == [3, 4, TOP, 5, 5, TOP]
    assert tree.sums(np.array([1, 2, 4])).tolist() == [1, 2, 4, 1, 2, 3]


def test_a_manager_with_a_seat_of_their_own_is_above_it():
    tree = manager_tree(["m1", "a"], ["vp", "m1"], {"m1": "vp"})
    assert tree.sums(np.array([5, 7])).tolist() == [5, 7, 12, 12]


@pytest.mark.parametrize("above", [{"m": "m"}, {"m": "n", "n": "m"}, {"m": None}, {}])
def test_circles_and_unknown_managers_end_at_the_top(above):
    tree = manager_tree(["a"], ["m"], above)
    assert tree.sums(np.array([5]))[1] == 5
    assert len(tree.deepest_first()) == len(tree.above)


def down(tree, amounts, total, committed, top_down=0.5, lower=0.0, upper=1e9):
    n = tree.n_seats
    limits = Limits(np.full(n, lower), np.full(n, upper))
    said = np.array([NAN] * n + [NAN] * len(tree.ids))
    for node, amount in committed.items():
        said[node] = amount
    money = np.array(amounts, dtype=float)
    return hand_down(tree, money, money, limits, total, said, top_down).tolist()


PAIR = manager_tree(["a", "b", "c", "d"], ["m1", "m1", "m2", "m2"], {"m1": "vp", "m2": "vp"})


def test_without_commitments_everyone_gets_their_part():
    assert down(PAIR, [10, 20, 30, 40], 200, {}) == [20, 40, 60, 80]


def test_a_commitment_of_a_manager_moves_both_teams():
    # m1 has 30 of 100 and says 50: 40; m2 keeps 70; 10 too many, taken off as 40 : 70
    # 40 - 3.64 = 36.36, 70 - 6.36 = 63.64; whole units 36 and 64, by largest remainder
    assert down(PAIR, [10, 20, 30, 40], 100, {4: 50}) == [12, 24, 27, 37]


def test_a_commitment_of_a_rep_stays_inside_the_team():
    # a has 10 of 30 and says 22: 16 beside 20, so both give way on 36 : 30 as 16 : 20
    assert down(PAIR, [10, 20, 30, 40], 100, {0: 22}) == [13, 17, 30, 40]


def test_who_must_be_followed_wholly_is_where_the_limits_let_them():
    assert down(PAIR, [10, 20, 30, 40], 100, {0: 30}, top_down=0.0, upper=35) != [30, 0, 30, 40]
    assert sum(down(PAIR, [25, 25, 25, 25], 100, {0: 90}, top_down=0.0, upper=35)) == 100
    assert max(down(PAIR, [25, 25, 25, 25], 100, {0: 90}, top_down=0.0, upper=35)) == 35
