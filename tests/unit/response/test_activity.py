"""Elasticity of activity where it is known, and where deals attract activity."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.response.activity import activity_elasticity
from engine.response.model import fit_model
from engine.sample.truth_worlds import WorldSpec, make_world
from tests.support.truth import panel_of


def test_what_matters_is_told_from_what_does_not() -> None:
    """
    Meetings raise bookings with elasticity .20; calls do not, and follow nothing.

    The true values lie within three standard deviations; meetings are clearly above zero.
    """
    panel = panel_of(make_world(WorldSpec(seats=300), seed=1))
    rng = np.random.default_rng(2)
    shape = (panel.n_reps, 8)
    habit = rng.normal(0, 0.3, (panel.n_reps, 1))
    log_meetings = habit + rng.normal(0, 0.3, shape)
    meetings = np.round(40 * np.exp(log_meetings))
    calls = rng.poisson(100, shape).astype(float)
    lift = np.exp(0.20 * log_meetings[panel.rep, panel.quarter])
    lifted = replace(panel, booked=panel.booked * lift, squares=panel.squares * lift**2)
    found = activity_elasticity(fit_model(lifted), {"meeting": meetings, "call": calls})
    meeting, call = found["meeting"], found["call"]
    assert meeting.middle == pytest.approx(0.20, abs=3 * meeting.deviation)
    assert meeting.middle > 3 * meeting.deviation
    assert abs(call.middle) < 3 * call.deviation
    assert abs(meeting.placebo) < 3 * meeting.placebo_deviation


def test_activity_that_follows_deals_is_shown_up_by_the_placebo() -> None:
    """What is won draws meetings in the quarter after: the placebo is far from zero."""
    panel = panel_of(make_world(WorldSpec(seats=300), seed=3))
    model = fit_model(panel)
    rng = np.random.default_rng(4)
    booked = np.zeros((panel.n_reps, 8))
    booked[panel.rep, panel.quarter] = panel.booked
    relative = np.log1p(booked / booked[booked > 0].mean())
    drawn = rng.poisson(40 * np.exp(np.roll(relative, 1, axis=1) * 0.5)).astype(float)
    found = activity_elasticity(model, {"meeting": drawn})["meeting"]
    assert found.placebo > 4 * found.placebo_deviation
