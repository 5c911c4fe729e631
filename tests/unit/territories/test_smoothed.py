"""The smoothed dual is what its formula says, over the rows as a plain matrix."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import logsumexp, softmax

from engine.territories import smoothed
from engine.territories.build import build
from engine.territories.columns import cheapest
from engine.territories.problem import Limits
from engine.territories.rows import Rows
from engine.territories.rules import Rules
from engine.territories.smoothed import SmoothedDual
from tests.bench.territory_worlds import inputs

BOTH = Rules(balance="both", penalty_potential=0.2, penalty_workload=100.0)
N, SEATS = 300, 12

LIMITS = {
    "none": Limits(),
    "moves": Limits(moves=40),
    "potential": Limits(moved_potential=10**12),
    "change": Limits(seat_change=np.full(SEATS, 7)),
    "all": Limits(moves=40, moved_potential=10**12, seat_change=np.full(SEATS, 7)),
}


def by_formula(rows, point, smoothing):
    """Value and slope, one account after the other."""
    columns = rows.columns
    reduced = rows.cost / rows.spread + rows.by_column @ point
    share, worth = np.zeros(len(columns)), float(rows.rhs @ point)
    for account, soft in enumerate(smoothing * rows.softness):
        mine = columns.account == account
        share[mine] = softmax(-reduced[mine] / soft)
        worth -= soft * logsumexp(-reduced[mine] / soft)
    return -worth, -(rows.rhs + rows.by_column.T @ share)


@pytest.mark.parametrize("limits", LIMITS.values(), ids=LIMITS)
@pytest.mark.parametrize(("a_block", "most"), [(3_000, 10**6), (20, 100), (0, 1)])
@pytest.mark.parametrize("smoothing", [3.0, 0.1])
def test_value_and_slope_are_those_of_the_formula(limits, a_block, most, smoothing, monkeypatch):
    """In one block, in some, and with no account filled up; lists of 1 to 7 columns."""
    monkeypatch.setattr(smoothed, "A_BLOCK", a_block)
    monkeypatch.setattr(smoothed, "MOST", most)
    problem = build(inputs(N, SEATS, 3), BOTH).problem.but(limits)
    rows = Rows(problem, cheapest(problem))
    point = np.random.default_rng(1).uniform(0, 2, rows.n)
    value, slope = by_formula(rows, point, smoothing)
    found, climbing = SmoothedDual(rows).value(point, smoothing)
    assert found == pytest.approx(value, rel=1e-6)
    assert climbing == pytest.approx(slope, abs=2e-6 * np.abs(slope).max())


def test_what_lies_beyond_a_band_is_neither_paid_nor_asked():
    """Bands that most accounts are too large for."""
    problem = build(inputs(N, 150, 3), BOTH).problem
    rows = Rows(problem, cheapest(problem))
    beyond = sum((m.weight > m.low.min()).sum() for m in problem.measures)
    assert beyond > N / 2
    point = np.random.default_rng(1).uniform(0, 2, rows.n)
    value, slope = by_formula(rows, point, 0.3)
    found, climbing = SmoothedDual(rows).value(point, 0.3)
    assert found == pytest.approx(value, rel=1e-6)
    assert climbing == pytest.approx(slope, abs=2e-6 * np.abs(slope).max())
