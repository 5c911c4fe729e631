"""What a server works out when it starts: the newest data, as the first visitor would ask."""

from __future__ import annotations

import pytest

from engine.settings import settings
from pages._shared import ahead, runs


@pytest.fixture
def asked(monkeypatch):
    """Scenarios that were compared; threads work at once."""
    found = []
    monkeypatch.setenv("EVENFIELD_WORK_AHEAD", "true")
    settings.cache_clear()
    monkeypatch.setattr(runs, "compared", lambda state, some: found.append((state.snapshot, some)))
    monkeypatch.setattr(ahead, "Thread", AtOnce)
    return found


class AtOnce:
    """A thread that works when it is started."""

    def __init__(self, target, daemon):
        self.start = target


def test_the_newest_data_are_opened(two_reps, asked):
    ahead.open_the_newest()

    ((snapshot, (scenario,)),) = asked
    assert snapshot == two_reps.snapshot.fingerprint
    assert scenario.levers() == {}


def test_no_workspace_is_made_where_there_is_none(workspace, asked):
    ahead.open_the_newest()

    assert asked == []
    assert not workspace.exists()


def test_nothing_is_worked_out_where_that_is_turned_off(two_reps, asked, monkeypatch):
    monkeypatch.setenv("EVENFIELD_WORK_AHEAD", "false")
    settings.cache_clear()
    ahead.open_the_newest()

    assert asked == []
