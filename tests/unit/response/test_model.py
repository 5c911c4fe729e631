"""The whole model on worlds whose truth is known."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from engine.response.identification import identify
from engine.response.model import ResponseModel, fit_model
from engine.sample.truth_worlds import RAMP, TruthWorld, WorldSpec, make_world
from tests.support.truth import panel_of


@cache
def large() -> tuple[TruthWorld, ResponseModel]:
    """1,000 seats over eight quarters: sampling error is small."""
    world = make_world(WorldSpec(seats=1_000), seed=5)
    return world, fit_model(panel_of(world))


def test_variances_elasticity_and_ramp_are_recovered() -> None:
    """The study met .088, .057, .69 and .256/.595/.867 for .090, .0625, .70 and .25/.60/.85."""
    _, model = large()
    found = [fit_model(panel_of(make_world(WorldSpec(seats=500), seed))).spread for seed in (1, 2)]
    found.append(model.spread)
    # one world of 500 to 1,000 scatters by about .01, the mean of three by .006
    assert np.mean([spread.rep for spread in found]) == pytest.approx(0.090, abs=0.018)
    assert np.mean([spread.seat for spread in found]) == pytest.approx(0.0625, abs=0.018)
    assert model.elasticity[0] == pytest.approx(0.70, abs=3 * model.elasticity[1])
    ramp = np.exp(model.effects.beta[model.design.ramp])
    np.testing.assert_allclose(ramp, RAMP[:3], atol=0.06)
    assert model.shock == pytest.approx(0.15**2, abs=0.01)


def test_effects_go_with_the_true_ones() -> None:
    """The study: correlation .66 to .70 with true skill, .60 with the seat's own effect."""
    world, model = large()
    assert np.corrcoef(model.effects.rep, world.skill)[0, 1] > 0.6
    assert np.corrcoef(model.effects.seat, world.seat_effect)[0, 1] > 0.5


def test_the_same_history_gives_the_same_model_and_draws() -> None:
    world = make_world(WorldSpec(seats=60), seed=2)
    one, other = (fit_model(panel_of(world)) for _ in range(2))
    np.testing.assert_array_equal(one.draw(3, 50).rep, other.draw(3, 50).rep)
    assert not np.array_equal(one.draw(3, 50).rep, one.draw(4, 50).rep)


def test_the_unit_of_money_changes_nothing_but_the_level() -> None:
    panel = panel_of(make_world(WorldSpec(seats=60), seed=2))
    cents = replace(panel, booked=100 * panel.booked, squares=1e4 * panel.squares)
    one, other = fit_model(panel), fit_model(cents)
    np.testing.assert_allclose(one.effects.rep, other.effects.rep, atol=2e-3)
    assert one.split == pytest.approx(other.split, abs=2e-3)


def test_shuffled_names_leave_the_rep_share_at_the_floor() -> None:
    """Placebo: names shuffled within quarter and segment say nothing of people."""
    world = make_world(WorldSpec(seats=200), seed=9)
    panel = panel_of(world)
    rng = np.random.default_rng(0)
    rep = panel.rep.copy()
    for quarter in range(8):
        for segment in range(3):
            cells = np.flatnonzero((panel.quarter == quarter) & (panel.segment == segment))
            rep[cells] = rng.permutation(rep[cells])
    placebo = fit_model(replace(panel, rep=rep))
    assert placebo.split[0] < 0.15
    assert placebo.spread.rep < 0.022
    assert fit_model(panel).spread.rep > 0.05


def test_states_of_identification() -> None:
    """Many moves tell apart, some partly, none not at all; each is said with its counts."""
    _, model = large()
    assert identify(model).state == "A"
    some = identify(fit_model(panel_of(make_world(WorldSpec(seats=120), seed=1))))
    assert some.state == "B"
    assert f"{some.seat_changes} reps changed patch" in some.message
    still = make_world(WorldSpec(seats=120, moves=0.0, turnover=0.0), seed=1)
    none = identify(fit_model(panel_of(still)))
    assert (none.state, none.seat_changes, none.shared_seats, none.se_split) == ("C", 0, 0, None)
    assert none.message.startswith("Nobody changed patch")


def test_without_moves_the_split_is_anybodys_guess() -> None:
    still = make_world(WorldSpec(seats=200, moves=0.0, turnover=0.0), seed=3)
    model = fit_model(panel_of(still))
    lo, hi = model.split_ends
    assert model.split[0] == pytest.approx(0.5, abs=0.05)
    assert (lo < 0.2, hi > 0.8) == (True, True)


def test_one_quarter_takes_three_quarters_of_what_is_not_luck_to_last() -> None:
    world = make_world(WorldSpec(seats=400, quarters=1), seed=4)
    model = fit_model(panel_of(world))
    lasting = model.spread.rep + model.spread.seat
    assert lasting / (lasting + model.shock) == pytest.approx(0.75, abs=0.08)
