"""What saved scenarios were branched from, what each save changed, and the way back."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import figures, history_words, kept, lever_words, markup, session
from pages._shared.widgets import words
from pages._shared.widgets.refusal import refusals_told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.model.scenario import Scenario
    from pages._shared.drafting import Start
    from pages._shared.session import Session
    from pages._shared.tables import Row

_TOLD = "compare.history.told"


def draw(state: Session, chosen: Mapping[str, Start], currency: str) -> None:
    """History of each saved scenario that is compared, when asked for."""
    saved = [start for start in chosen.values() if start.saved_id is not None]
    if not saved:
        return
    opened = st.expander("History of what was saved", on_change="rerun", key="compare.history")
    if not opened.open:
        return
    with opened:
        if told := st.session_state.pop(_TOLD, ""):
            st.warning(figures.escape(told))
        for start in saved:
            _one(state, start, currency)


def _one(state: Session, start: Start, currency: str) -> None:
    versions = kept.versions(start.saved_id or 0)
    parent = versions[0][0].parent if versions else None
    number = f", version {parent.version}" if parent and parent.version else ""
    began = f"branched from “{parent.name}”{number}." if parent else "begun from today's levers."
    read = [(version.version, scenario) for version, scenario in versions]
    words.draw(markup.named(start.label, began), markup.table(rows(read, currency)))
    earlier = {number: one for number, one in read if one and number != start.version}
    if not earlier or state.presenter:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = f"compare.history.{start.saved_id}"
        number = st.selectbox("Version to go back to", list(reversed(earlier)), key=key)
        st.button(
            "Go back to it",
            on_click=_back,
            args=(start, earlier[number]),
            help="Saves it as the newest version: what was saved since stays in the history.",
            key=f"{key}.back",
        )


def rows(versions: list[tuple[int, Scenario | None]], currency: str) -> list[Row]:
    """Version and what it changed, newest first."""
    found = [{"Version": str(n), "What changed": _first(one, currency)} for n, one in versions[:1]]
    for (_, before), (number, after) in pairwise(versions):
        unread = before is None or after is None
        said = _UNREAD if unread else history_words.changed(before, after, currency)
        found.append({"Version": str(number), "What changed": said})
    return found[::-1]


_UNREAD = "this version cannot be read here"


def _first(scenario: Scenario | None, currency: str) -> str:
    if scenario is None:
        return _UNREAD
    return f"first saved: {lever_words.levers_in_words(scenario.levers(), currency)}"


def _back(start: Start, scenario: Scenario) -> None:
    """Save an earlier version as the newest; a draft with nothing unsaved moves with it."""
    with refusals_told(_TOLD):
        saved = kept.save(scenario, start.saved_id, start.version)
        state = session.load()
        if state.saved_id == saved.saved_id and state.draft == start.scenario:
            session.change(draft=scenario, applied=scenario, saved_version=saved.version)
        st.session_state[_TOLD] = f"“{scenario.name}” is as it was; nothing was lost."
