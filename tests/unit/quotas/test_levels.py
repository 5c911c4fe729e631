"""Over-assignment by level: each manager's own number below the sum of their team's."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import LeverError
from engine.model.quota_levers import QuotaLevers
from engine.quotas.levels import carried, heights
from engine.quotas.managers import manager_tree
from engine.quotas.propose import propose
from engine.scenarios.files import parse_scenario, scenario_text
from tests.support.quota_seats import seats

TREE = manager_tree(["r0", "r1", "r2"], ["m", "m", "c"], {"m": "c"})
"""Two reps under m, who reports to c; a third rep reports to c at once."""


def test_each_level_hands_out_more_than_it_carries():
    levers = QuotaLevers(over_assignment_by_level=(0.10, 0.05))
    quotas = propose(seats([50.0, 40.0, 10.0], managers=TREE), levers)
    # 100 x 1.10 x 1.05 = 115.50, shared out as 50 : 40 : 10
    assert quotas.money.tolist() == [57.75, 46.20, 11.55]
    # ids are c, m: c carries 115.50 / 1.155; m 103.95 / 1.05
    assert carried(TREE, quotas.amount, (0.10, 0.05)).tolist() == [100_00, 99_00]
    assert heights(TREE).tolist() == [2, 1]


def test_it_lies_on_top_of_what_is_asked_for():
    levers = QuotaLevers(over_assignment=0.20, over_assignment_by_level=(0.10,))
    assert levers.cushion == pytest.approx(0.32)  # 1.2 x 1.1
    assert propose(seats([100.0]), levers).amount.sum() == 132_00


def test_without_levels_managers_carry_the_sum():
    assert carried(TREE, np.array([5, 4, 1]), ()).tolist() == [10, 9]


def test_the_file_replays_and_refuses_what_means_nothing():
    text = "scenario: 1\nname: L\nquota: {over_assignment_by_level: [0.1, 0.05]}\n"
    read = parse_scenario(text)
    assert parse_scenario(scenario_text(read)).levers_id() == read.levers_id()
    assert read.quota.over_assignment_by_level == (0.1, 0.05)
    nothing = parse_scenario("scenario: 1\nname: L\nquota: {over_assignment_by_level: [0, 0]}\n")
    assert nothing.levers_id() == parse_scenario("scenario: 1\nname: L\n").levers_id()
    with pytest.raises(LeverError, match=r"line 3: quota\.over_assignment_by_level\.0"):
        parse_scenario("scenario: 1\nname: L\nquota: {over_assignment_by_level: [0.9]}\n")
