"""The year of a person taken apart: the parts make up what the model expects of it."""

from __future__ import annotations

import numpy as np
import pytest

from engine.response.model import fit_model
from engine.response.year_of_rep import years_of
from engine.sample.truth_worlds import WorldSpec, make_world
from tests.support.truth import panel_of, year_of

DRAWS = 20


@pytest.fixture(scope="module")
def world():
    return make_world(WorldSpec(seats=60), seed=11)


def test_the_parts_of_a_year_are_what_is_expected_of_the_quota(world) -> None:
    """Cell by cell: money expected in each quarter and seat, summed, over the quota."""
    model = fit_model(panel_of(world))
    drawn, year, panel = model.draw(1, DRAWS), year_of(world), model.panel
    reps = [int(rep) for rep in np.flatnonzero(~np.isnan(year.quota))[:10]]
    booked = np.bincount(panel.rep, panel.booked, panel.n_reps)

    found = years_of(model, drawn, year, booked, reps)

    rows = model.design.rows_of(panel)
    for place, rep in enumerate(reps):
        expected = np.zeros(DRAWS)
        for cell in np.flatnonzero(panel.rep == rep):
            if panel.quarter[cell] in year.quarters:
                log = rows[cell] @ drawn.beta + drawn.seat[panel.seat[cell]] + drawn.rep[rep]
                expected += panel.exposure[cell] * np.exp(log)
        whole = (found.ground + found.seat + found.rep + found.ramp)[place]
        np.testing.assert_allclose(np.exp(whole), expected / year.quota[rep])
        assert found.attained[place] == pytest.approx(booked[rep] / year.quota[rep])


def test_who_is_ramped_loses_nothing_to_tenure(world) -> None:
    model = fit_model(panel_of(world))
    panel, year = model.panel, year_of(world)
    inside = np.isin(panel.quarter, year.quarters)
    new = set(panel.rep[inside & (panel.ramp.sum(axis=1) > 0)].tolist())
    here = set(np.flatnonzero(~np.isnan(year.quota)).tolist())
    reps = [min(here & new), min(here - new)]
    found = years_of(model, model.draw(1, DRAWS), year, np.zeros(panel.n_reps), reps)
    assert found.ramp[0].mean() < 0
    np.testing.assert_allclose(found.ramp[1], 0.0, atol=1e-12)
