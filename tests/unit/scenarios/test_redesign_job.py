"""The design step as a job: what a child gives back is what is found here, to the last bit."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from engine.errors import LeverError, LimitError
from engine.jobs.outcome import read_outcome, write_outcome
from engine.jobs.worker import Reporter
from engine.model.territory_levers import TerritoryLevers
from engine.scenarios.coming import redesign_job
from engine.scenarios.coming.basis import year_to
from engine.scenarios.coming.redesign import redesign
from tests.support.team import a_team

MERGE = TerritoryLevers("rebalance", max_moved_share=0.5, keep=("segment",), hold_in_flight_days=0)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("team")


@pytest.fixture(scope="module")
def house(home):
    return a_team(home)


def made(home, house, levers, tmp_path):
    """Outcome of the job, written to a file and read back as the app reads it."""
    asked = redesign_job.arguments(str(home), "", house.snapshot.fingerprint, levers)
    path = tmp_path / "outcome.arrow"
    write_outcome(path, redesign_job.run(asked, Reporter(tmp_path)))
    return read_outcome(path)


def test_a_design_comes_back_whole(home, house, tmp_path):
    here = redesign(house, MERGE, year_to(house.snapshot.as_of))

    there = redesign_job.redesign_of(made(home, house, MERGE, tmp_path))

    for field in fields(here):
        one, other = getattr(here, field.name), getattr(there, field.name)
        if isinstance(one, np.ndarray):
            assert one.dtype == other.dtype, field.name
            np.testing.assert_array_equal(one, other, field.name)
        else:
            assert one == other, field.name


def test_what_the_rules_forbid_is_an_answer(home, house, tmp_path):
    nobody = TerritoryLevers("rebalance", locked=("no such account",))

    with pytest.raises(LeverError) as here:
        redesign(house, nobody, year_to(house.snapshot.as_of))
    with pytest.raises(LeverError) as there:
        redesign_job.redesign_of(made(home, house, nobody, tmp_path))

    assert (there.value.message, there.value.hint) == (here.value.message, here.value.hint)


def test_what_the_machine_would_not_give_is_no_answer_to_keep(home, house, tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise LimitError("This needs more memory than it may take.")

    monkeypatch.setattr(redesign_job, "redesign", refuse)
    with pytest.raises(LimitError):
        made(home, house, MERGE, tmp_path)
