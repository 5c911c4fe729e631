"""What-if before a room: one scenario after the other, and levers that stay put until unlocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import drafting, kept, session
from pages._shared.widgets import scenario_bar
from pages._shared.widgets.refusal import refusals_told

if TYPE_CHECKING:
    from pages._shared.session import Session

_TOLD = "what_if.told"
_KEYS = {-1: ("Previous", "PageUp"), 1: ("Next", "PageDown")}
"""The keys that a presenter's clicker sends."""


def draw(state: Session) -> None:
    """Walk to the scenario before or after, and unlock or lock the levers."""
    starts = list(kept.starts())
    began = _began(state)
    place = f" {starts.index(began) + 1} of {len(starts)}" if began in starts else ""
    with st.container(horizontal=True, vertical_alignment="center", key="presenting"):
        for step, (label, shortcut) in _KEYS.items():
            st.button(
                label,
                shortcut=shortcut,
                on_click=_walk,
                args=(step,),
                key=f"presenting.{label.lower()}",
            )
        st.caption(f"Scenario{place}")
        st.button(
            "Unlock the levers" if state.levers_locked else "Lock the levers",
            on_click=_turn_lock,
            type="tertiary",
            key="presenting.lock",
        )


def _began(state: Session) -> str:
    """Key of what the draft started from."""
    if state.saved_id is not None:
        return f"saved.{state.saved_id}"
    return f"preset.{state.started_from}" if state.started_from else "today"


def _walk(step: int) -> None:
    """Go on from what the draft started from; past the last comes the first."""
    scenario_bar.forget_what_was_typed()
    with refusals_told(_TOLD):
        starts, began = kept.starts(), _began(session.load())
        keys = list(starts)
        at = keys.index(began) if began in starts else 0
        to = starts[keys[(at + step) % len(keys)]]
        drafting.start_from(to.scenario, to.saved_id, to.version)


def _turn_lock() -> None:
    session.change(unlocked=not session.load().unlocked)
