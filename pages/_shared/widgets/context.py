"""The context line under a title, and what may be seen."""

from __future__ import annotations

from typing import Any

import streamlit as st

from engine.model.period import ALL
from pages._shared import drafting, figures, held, runs, session
from pages._shared.widgets.showing import show

_PRESENTER = "For a projector: names masked and each person's pay hidden, whatever is set below."


def resolve() -> session.Session:
    """Session with a snapshot that opens: the one chosen, else the workspace's newest."""
    state = session.load()
    why = held.refused(state.snapshot) if state.snapshot else held.latest_refused()
    if state.snapshot is not None and not why:
        return state
    newest = held.newest()
    if why:
        with st.container(border=True):
            st.text(why)
            st.markdown("The newest data that can be opened are shown instead." if newest else "")
    return state if newest == state.snapshot else session.change(snapshot=newest)


def draw(state: session.Session, *, names_scenario: bool) -> None:
    """
    Say what all figures of the page rest on, and offer the view settings beside it.

    A page whose levers redraw alone names the scenario itself: this line would lag behind.
    """
    with st.container(horizontal=True, vertical_alignment="center", key="context"):
        st.caption(line(state, names_scenario=names_scenario))
        view = st.popover(
            "View", type="tertiary", width="content", on_change="rerun", key="view.open"
        )
        if view.open:
            with view:
                _settings(state)


def line(state: session.Session, *, names_scenario: bool) -> str:
    """Snapshot, fiscal years counted and planned, people and scenario in one line."""
    if state.snapshot is None:
        return ""
    snapshot = runs.snapshot(state.snapshot)
    scenario = drafting.told(state)
    counted = state.period or runs.default_period(state)
    parts = [
        f"Data as of {figures.day(snapshot.as_of)}",
        f"{'all periods' if counted == ALL else counted} counted",
        f"{scenario.period or snapshot.planning_period.label} planned",
        figures.counted(runs.sellers(state), "rep"),
    ]
    if not snapshot.tables.get("opportunity"):
        parts.append("no deals loaded")
    if names_scenario:
        parts.append(f"Scenario: {figures.escape(scenario.name)}")
    return " · ".join(parts)


def _settings(state: session.Session) -> None:
    _setting("presenter", "Presenter view", state, help=_PRESENTER)
    _setting("guess_asked", "Ask for a guess first", state, disabled=not state.presenter)
    _setting("names_asked", "Show names", state, disabled=state.presenter)
    _setting("pay_asked", "Show each person's pay", state, disabled=state.presenter)


def _setting(name: str, label: str, state: session.Session, **how: Any) -> None:
    key = f"view.{name}"
    show(key, getattr(state, name))
    st.toggle(label, key=key, on_change=_turn, args=(name, key), **how)


def _turn(name: str, key: str) -> None:
    session.change(**{name: st.session_state[key]})
    if name == "presenter":
        session.change(unlocked=False)  # each room begins with levers locked
