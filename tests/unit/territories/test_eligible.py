"""Which seats an account may have is one rule, asked for rows of seats and for single pairs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.territories.build import build
from engine.territories.rules import Rules
from tests.bench.territory_worlds import inputs


@pytest.mark.parametrize("seed", range(12))
def test_single_pairs_and_rows_of_seats_agree(seed):
    chance = np.random.default_rng(seed)
    p = build(inputs(80, 9, seed), Rules(balance="both")).problem
    heavy = replace(p.measures[0], weight=p.measures[0].weight * (1 + chance.integers(0, 9, 80)))
    wishes = [tuple(map(int, pair)) for pair in chance.integers(0, (80, 9), (24, 2))]
    p = replace(
        p,
        hard=bool(seed % 2),
        locked=chance.random(80) < 0.2,
        owner=np.where(chance.random(80) < 0.2, -1, p.owner),
        measures=(heavy, *p.measures[1:]),
        pinned=tuple(wishes[:12]),
        forbidden=tuple(wishes[6:]),
    )
    every, seats = np.arange(80), np.arange(9)
    may = p.eligible(every)
    assert may.any()
    assert not may.all()
    assert np.array_equal(may, p.may_have(every[:, None], seats[None]))
    account, seat = chance.integers(0, (80, 9), (200, 2)).T
    assert np.array_equal(may[account, seat], p.may_have(account, seat))
