"""The context line under a title, and what may be seen."""

from __future__ import annotations

import streamlit as st

from pages._shared import figures, runs, session


def resolve() -> session.Session:
    """Session with a snapshot that is there: the one chosen, else the workspace's newest."""
    state = session.load()
    if state.snapshot is not None and runs.workspace().has(state.snapshot):
        return state
    newest = runs.newest()
    return state if newest == state.snapshot else session.change(snapshot=newest)


def draw(state: session.Session) -> None:
    """Say what all figures of the page rest on, and offer the view settings beside it."""
    with st.container(horizontal=True, vertical_alignment="center", key="context"):
        st.caption(line(state))
        with st.popover("View", type="tertiary", width="content"):
            _settings(state)


def line(state: session.Session) -> str:
    """Snapshot, fiscal year, people and scenario in one line."""
    if state.snapshot is None:
        return ""
    snapshot = runs.snapshot(state.snapshot)
    scenario = state.draft.name if state.draft else "Baseline"
    parts = (
        f"Data as of {figures.day(snapshot.as_of)}",
        state.period or snapshot.current_year.label,
        figures.counted(snapshot.tables.get("rep", 0), "rep"),
        f"Scenario: {figures.escape(scenario)}",
    )
    return " · ".join(parts)


def _settings(state: session.Session) -> None:
    presenter = st.toggle(
        "Presenter view",
        key="presenter",
        bind="query-params",
        persist_state="session",
        help="For a projector: names masked and pay hidden, whatever is set below.",
    )
    names = st.toggle("Show names", key="names", persist_state="session", disabled=presenter)
    pay = st.toggle("Show pay", key="pay", persist_state="session", disabled=presenter)
    seen = {"presenter": presenter, "names_asked": names, "pay_asked": pay}
    if any(getattr(state, name) != value for name, value in seen.items()):
        session.change(**seen)
        st.rerun()
