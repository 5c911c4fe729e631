"""Quarters to come: the arithmetic of expectation, and the luck of deals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.response.deals import DealSizes
from engine.response.future import expected, next_quarter, play
from engine.response.model import fit_model
from engine.sample.truth_worlds import WorldSpec, make_world
from tests.support.truth import panel_of, placed


def test_a_played_quarter_has_the_mean_and_variance_of_a_compound_poisson() -> None:
    """Mean 500, deals of mean 50 and cv .8: variance 500 x 50 x 1.64 = 41,000, no shock."""
    sizes = DealSizes(np.array([50.0]), np.array([82.0]))
    drawn = play(
        np.full((1, 200_000), 500.0), np.zeros(1, np.int64), 0.0, sizes, np.random.default_rng(0)
    )
    assert drawn.mean() == pytest.approx(500, rel=0.005)
    assert drawn.var() == pytest.approx(41_000, rel=0.03)


def test_a_shock_keeps_the_mean_and_adds_its_variance() -> None:
    """Shock variance .04: relative variance exp(.04) - 1 on top of deals."""
    sizes = DealSizes(np.array([1.0]), np.array([1.0]))
    drawn = play(
        np.full((1, 200_000), 5_000.0), np.zeros(1, np.int64), 0.04, sizes, np.random.default_rng(0)
    )
    assert drawn.mean() == pytest.approx(5_000, rel=0.005)
    assert drawn.var() / 5_000**2 == pytest.approx(np.expm1(0.04) + 1 / 5_000, rel=0.03)


def test_quarters_of_no_deal_at_all_come_as_often_as_poisson_says() -> None:
    """Two deals expected: exp(-2) = 13.5 % of quarters bring none."""
    sizes = DealSizes(np.array([100.0]), np.array([164.0]))
    drawn = play(
        np.full((1, 100_000), 200.0), np.zeros(1, np.int64), 0.0, sizes, np.random.default_rng(0)
    )
    assert np.mean(drawn == 0) == pytest.approx(np.exp(-2), abs=0.004)


def test_bands_cover_the_quarter_held_out_for_who_stays_and_who_moves() -> None:
    """One world of 1,000: 80 % bands cover within three standard errors of four in five."""
    world = make_world(WorldSpec(seats=1_000), seed=6)
    model = fit_model(panel_of(world))
    rng = np.random.default_rng(0)
    drawn = model.draw(0, 400)
    common = next_quarter(model, drawn, rng)
    for cells in (world.stay, world.moved):
        mean = expected(model, drawn, placed(cells), common, rng)
        lo, hi = np.quantile(
            play(mean, world.segment[cells.seat], model.shock, model.deals, rng), [0.1, 0.9], axis=1
        )
        assert np.mean((cells.booked >= lo) & (cells.booked <= hi)) == pytest.approx(0.8, abs=0.06)


def test_who_moves_takes_skill_along_and_leaves_the_seat_behind() -> None:
    """Two reps who change places: their logarithms sum to the same as before."""
    world = make_world(WorldSpec(seats=60), seed=7)
    model = fit_model(panel_of(world))
    drawn = model.draw(0, 100)
    cells = placed(world.stay)
    common, rng = np.zeros(100), np.random.default_rng(0)
    swapped = cells.rep.copy()
    same_ramp = np.flatnonzero(cells.ramp.sum(axis=1) == 0)[:2]
    swapped[same_ramp] = swapped[same_ramp[::-1]]
    before = expected(model, drawn, cells, common, rng)
    after = expected(model, drawn, replace(cells, rep=swapped), common, rng)
    both = np.log(before[same_ramp]).sum(axis=0), np.log(after[same_ramp]).sum(axis=0)
    np.testing.assert_allclose(both[0], both[1], atol=1e-9)
    assert not np.allclose(before[same_ramp], after[same_ramp])
