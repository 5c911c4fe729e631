"""Worlds of known truth keep to their specification."""

from __future__ import annotations

import numpy as np
import pytest

from engine.sample.truth_worlds import BASE, MEAN_DEAL, WorldSpec, make_world


def test_the_same_seed_gives_the_same_world_and_another_another() -> None:
    one, same, other = (make_world(WorldSpec(seats=50), seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.history.booked, same.history.booked)
    assert not np.array_equal(one.history.booked, other.history.booked)


def test_large_worlds_show_the_figures_of_the_specification() -> None:
    world = make_world(WorldSpec(seats=4_000), seed=0)
    history = world.history
    assert np.bincount(world.segment) / 4_000 == pytest.approx([0.40, 0.35, 0.25], abs=0.03)
    assert np.log(world.potential).std() == pytest.approx(0.4, abs=0.02)
    assert world.skill.std() == pytest.approx(0.30, abs=0.01)
    assert world.seat_effect.std() == pytest.approx(0.25, abs=0.01)
    deals = [history.deals[world.segment[history.seat] == k].mean() for k in range(3)]
    assert deals == pytest.approx(BASE / MEAN_DEAL * 1.1, rel=0.08)  # spread of mean raises it
    hired_later = world.skill.size / 4_000 - 1
    assert hired_later == pytest.approx(0.20 * 2, abs=0.03)  # eight quarters at 5 %
    assert np.mean(world.moved.rep != world.stay.rep) == pytest.approx(0.30, abs=0.01)


def test_booked_scatters_around_the_mean_as_deals_and_shocks_make_it() -> None:
    """Variance over mean squared: deals 1.64 x size / mean, and the quarter's own shock."""
    world = make_world(WorldSpec(seats=4_000), seed=1)
    cells = world.history.of(world.segment[world.history.seat] == 0)
    relative = cells.booked / cells.mean
    expected = (np.expm1(0.15**2) + 1.64 * 8_000 / cells.mean).mean()
    assert relative.mean() == pytest.approx(1.0, abs=0.01)
    assert relative.var() == pytest.approx(expected, rel=0.05)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_system_share_is_what_it_says(share: float) -> None:
    """Fit, seat and skill in a large world without movement or new hires."""
    spec = WorldSpec(seats=20_000, quarters=1, moves=0.0, turnover=0.0).with_system_share(share)
    world = make_world(spec, seed=3)
    fit = np.log(world.history.mean / world.history.quota)
    fit = fit - world.skill[world.history.rep] - world.seat_effect
    for kind in range(3):  # segments differ in level only by rounding of quotas
        fit[world.segment == kind] -= fit[world.segment == kind].mean()
    system = fit.var() + world.seat_effect.var()
    assert system / (system + world.skill.var()) == pytest.approx(share, abs=0.02)


def test_sorting_error_and_drift_do_what_they_are_named_for() -> None:
    spec = WorldSpec(seats=4_000, sorting=0.5, measurement_error=0.3, turnover=0.0, moves=0.0)
    world = make_world(spec, seed=2)
    true = np.log(world.true_potential)
    assert np.corrcoef(world.skill, true)[0, 1] == pytest.approx(0.5, abs=0.03)
    assert (np.log(world.potential) - true).std() == pytest.approx(0.3, abs=0.01)
    drifting = make_world(WorldSpec(seats=4_000, drift=0.08), seed=2)
    assert drifting.skill.std() == pytest.approx(0.30, abs=0.01)
