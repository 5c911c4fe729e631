"""Which basis is fair, on sales forces whose truth is known (twelve worlds of 200 seats)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.metrics.fit import rank_correlation
from engine.model.quota_levers import QuotaLevers
from engine.quotas.propose import propose
from engine.quotas.seats import Seats
from engine.response.model import fit_model
from engine.sample.truth_worlds import BASE, RAMP, WorldSpec, make_world
from tests.support.truth import panel_of

FREE = {"max_change": None}
SPREAD, POTENTIAL, SKILL = 0, 1, 2
METHODS = {
    "average rep in the seat": QuotaLevers(basis="expected", **FREE),
    "half the rep's record": QuotaLevers(basis="expected", own_history=0.5, **FREE),
    "all of the rep's record": QuotaLevers(basis="expected", own_history=1.0, **FREE),
    "half history, half potential": QuotaLevers(
        basis=(("history", 0.5), ("potential", 0.5)), **FREE
    ),
    "share of potential": QuotaLevers(basis="potential", **FREE),
    "today's rule": QuotaLevers(),
    "flat in the segment": QuotaLevers(basis="potential", **FREE),
    "history and growth": QuotaLevers(basis="history", growth=0.1, **FREE),
}


def seats_of(world):
    """What the product would know of each seat, and who sits there in the year to come."""
    model = fit_model(panel_of(world))
    n, history, effects = world.spec.seats, world.history, model.solution.effects
    holder = world.stay.rep[np.argsort(world.stay.seat)]
    ramped = np.zeros((n, 3))
    rows = model.design.rows(
        world.segment, np.zeros(n, dtype=np.int64), ramped, np.log(world.potential)
    )
    average = np.exp(rows @ effects.beta + effects.seat)
    year = history.of(history.quarter >= world.spec.quarters - 4)
    last = history.of(history.quarter == world.spec.quarters - 1)
    full = last.quota / RAMP[np.minimum(last.tenure, 3)]
    seats = Seats(
        np.bincount(last.seat, full, n).round(2),
        np.bincount(year.seat, year.booked, n),
        BASE[world.segment] * world.potential,
        average,
        average * np.exp(effects.rep[holder]),
        np.ones(n, dtype=bool),
        labels={"segment": [str(kind) for kind in world.segment]},
    )
    return seats, holder


def judge(world):
    """Spread of the seat, and correlations with potential and skill, of each method."""
    seats, holder = seats_of(world)
    order = np.argsort(world.stay.seat)
    pace = RAMP[np.minimum(world.stay.tenure[order], 3)]
    true = world.stay.mean[order] / pace
    average = true / np.exp(world.skill[holder])
    found = {}
    for name, levers in METHODS.items():
        even = replace(seats, potential=np.ones_like(true))
        quota = propose(even if name == "flat in the segment" else seats, levers).money
        found[name] = (
            np.std(np.log(average / quota)),
            rank_correlation(true / quota, world.potential),
            rank_correlation(true / quota, world.skill[holder]),
        )
    return found


@pytest.fixture(scope="module")
def means():
    worlds = [judge(make_world(WorldSpec(seats=200, quarters=8, moves=0.1), s)) for s in range(12)]
    return {name: np.mean([world[name] for world in worlds], axis=0) for name in METHODS}


def test_the_average_rep_in_the_seat_leaves_least_to_the_seat_and_history_most(means):
    by_spread = sorted(METHODS, key=lambda name: means[name][SPREAD])
    assert by_spread[0] == "average rep in the seat"
    assert by_spread[-1] == "history and growth"


@pytest.mark.parametrize(
    ("fairer", "than"),
    [
        ("average rep in the seat", "half the rep's record"),
        ("half the rep's record", "all of the rep's record"),
        ("half history, half potential", "share of potential"),
        ("share of potential", "today's rule"),
        ("today's rule", "flat in the segment"),
        ("flat in the segment", "history and growth"),
    ],
)
def test_methods_are_ordered_by_what_they_leave_to_the_seat(means, fairer, than):
    assert means[fairer][SPREAD] < means[than][SPREAD]


@pytest.mark.parametrize(
    ("name", "with_potential", "with_skill"),
    [  # as published in the study of the methods, section 4.1
        ("average rep in the seat", 0.02, 0.66),
        ("half the rep's record", 0.01, 0.56),
        ("all of the rep's record", 0.02, 0.35),
        ("half history, half potential", -0.20, 0.54),
        ("share of potential", -0.28, 0.67),
        ("today's rule", 0.31, 0.64),
        ("flat in the segment", 0.51, 0.57),
        ("history and growth", 0.00, 0.11),
    ],
)
def test_what_decides_attainment_is_what_the_study_found(means, name, with_potential, with_skill):
    assert means[name][POTENTIAL] == pytest.approx(with_potential, abs=0.1)
    assert means[name][SKILL] == pytest.approx(with_skill, abs=0.1)
