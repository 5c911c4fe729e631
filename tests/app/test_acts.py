"""A callback is never left in the middle, and the script after it gives way at once."""

from __future__ import annotations

import tomllib

import pytest
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState

from pages._shared import acts
from tests.support.server import ROOT


class NewerRequestError(Exception):
    """Stands for what Streamlit raises to leave a run."""


class Typed(SessionState):
    """A session whose callback reads what was typed, then writes what follows from it."""

    def on_script_will_rerun(self, *_, **__):
        self.outside["draft"] = self.outside["typed"]


def newer_request_waits():
    raise NewerRequestError


@pytest.fixture
def session(monkeypatch):
    """A session for which a newer request waits all the time."""
    monkeypatch.setattr(
        SafeSessionState, "on_script_will_rerun", SafeSessionState.on_script_will_rerun
    )
    state = Typed()
    state["typed"] = "Agreed in the room"
    safe = SafeSessionState(state, newer_request_waits)
    state.outside = safe
    return state, safe


def test_streamlit_alone_leaves_a_callback_in_the_middle(session, monkeypatch):
    """Where this no longer fails, the house can do without its own care."""
    state, safe = session
    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", acts._apply)
    with pytest.raises(NewerRequestError):
        safe.on_script_will_rerun(None)
    assert "draft" not in state


def test_a_callback_is_done_whole_and_the_script_gives_way(session):
    state, safe = session
    acts.are_whole()
    safe.on_script_will_rerun(None)
    assert state["draft"] == "Agreed in the room"
    with pytest.raises(NewerRequestError):
        safe["draft"]


def test_a_callback_that_fails_leaves_the_session_giving_way(session):
    state, safe = session
    acts.are_whole()
    del state["typed"]
    with pytest.raises(KeyError):
        safe.on_script_will_rerun(None)
    with pytest.raises(NewerRequestError):
        safe["draft"]


def test_runs_of_one_session_follow_each_other():
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())
    assert settings["runner"]["fastReruns"] is False
