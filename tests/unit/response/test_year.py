"""A coming year: arithmetic of its mean, and coverage where the truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from engine.response.model import fit_model
from engine.response.year import (
    Manned,
    Team,
    mean_year,
    quarters_ahead,
    seat_strength,
    year_ahead,
)
from engine.sample.truth_worlds import WorldSpec, make_world
from tests.support.truth import panel_of


@pytest.fixture(scope="module")
def world():
    return make_world(WorldSpec(seats=300), seed=11)


@pytest.fixture(scope="module")
def model(world):
    return fit_model(panel_of(world))


@pytest.fixture(scope="module")
def team(world):
    """Who sat where in the last quarter, ramped by now."""
    last = world.history.of(world.history.quarter == world.spec.quarters - 1)
    return Team(last.rep, last.seat, np.zeros((4, last.rep.size, 3)))


def all_year(team):
    return Manned(np.ones((team.size, 1)), np.zeros((team.size, 1)))


def test_two_seats_of_a_segment_differ_by_potential_and_their_own(model) -> None:
    seats = model.panel.seats
    one, other = np.flatnonzero(seats.segment == seats.segment[0])[:2]

    ratio = seat_strength(model)[other] / seat_strength(model)[one]

    growth = (seats.log_potential[other] - seats.log_potential[one]) * model.elasticity[0]
    own = model.effects.seat[other] - model.effects.seat[one]
    assert ratio == pytest.approx(np.exp(growth + own))


def test_the_mean_of_possible_years_is_what_is_expected(model, team) -> None:
    """The mean of 2,000 years lies within 2 % of the expectation for the company."""
    years = year_ahead(model, team, all_year(team), 2_000, seed=4)
    whole = mean_year(model, team, all_year(team)).sum()
    assert years.sum(axis=0).mean() == pytest.approx(whole, rel=0.02)


def test_half_a_year_is_expected_half(model, team) -> None:
    half = Manned(np.full((team.size, 1), 0.5), np.zeros((team.size, 1)))
    whole = mean_year(model, team, all_year(team))
    np.testing.assert_allclose(mean_year(model, team, half), whole / 2)


def test_bands_cover_a_true_year_of_the_same_market(world, model, team) -> None:
    """
    Truth by the world's own rules: four quarters at the last four quarters' level.

    Of 300 seats, 80 % bands cover within three standard errors (7 points) of four in five.
    """
    rng = np.random.default_rng(8)
    history = world.history
    rate = history.mean[history.quarter == world.spec.quarters - 1]
    ramp = np.exp(model.effects.beta[model.design.ramp])
    tenure = history.tenure[history.quarter == world.spec.quarters - 1]
    ramped = rate / np.append(ramp, 1.0)[np.minimum(tenure, 3)]
    level = np.append(0.0, model.effects.beta[model.design.quarters])[-4:]
    mean = ramped[:, None] * np.exp(level - level[-1])
    shocked = mean * np.exp(rng.normal(-model.shock / 2, np.sqrt(model.shock), mean.shape))
    size = model.deals.mean[world.segment[team.seat]][:, None]
    counts = rng.poisson(shocked / size)
    truth = (rng.standard_gamma(counts / 0.64) * size * 0.64).sum(axis=1)

    years = year_ahead(model, team, all_year(team), 500, seed=2)
    lo, hi = np.quantile(years, [0.1, 0.9], axis=1)

    assert np.mean((truth >= lo) & (truth <= hi)) == pytest.approx(0.8, abs=0.08)


def test_a_successor_books_what_a_newcomer_would(model, team) -> None:
    """With nobody's own skill left, the mean depends on the seat alone."""
    gone = Manned(np.zeros((team.size, 1)), np.ones((team.size, 1)))
    other = Team(team.rep[::-1].copy(), team.seat, team.ramp)
    np.testing.assert_allclose(mean_year(model, team, gone), mean_year(model, other, gone))


def test_the_quarters_of_a_possible_year_sum_to_it_and_follow_who_is_there(model, team) -> None:
    """Nobody there in the first half: every deal falls in the second, and the year stays."""
    none, half = np.zeros((team.size, 50)), np.full((team.size, 50), 0.25)
    there = Manned(np.full((team.size, 50), 0.5), none)
    parts = [Manned(none, none)] * 2 + [Manned(half, none)] * 2
    quarters = quarters_ahead(model, team, there, parts, 50, seed=4)
    year = year_ahead(model, team, there, 50, seed=4)
    np.testing.assert_allclose(quarters.sum(axis=0), year)
    assert not quarters[:2].any()
    # the two halves of a level year are alike, within a few times what 300 seats' luck moves
    total = quarters[2:].sum(axis=(1, 2))
    season = np.exp(model.effects.beta[model.design.quarters][-2:])
    assert total[0] / total[1] == pytest.approx(season[0] / season[1], rel=0.1)
