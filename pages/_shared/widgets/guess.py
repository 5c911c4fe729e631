"""A guess of the room before the answer is shown, and the guess beside the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from engine.model.band import Band
from pages._shared import figures, lever_words, markup, session
from pages._shared.widgets import words

if TYPE_CHECKING:
    from engine.model.results import ScenarioResult
    from engine.model.scenario import Scenario
    from pages._shared.session import Session

_GUESS = "what_if.guess"


def waits(state: Session, shown: Scenario) -> bool:
    """Ask the room, and say whether the answer is still to be kept from it."""
    if not (state.presenter and state.guess_asked) or state.guessed_on:
        return False
    with st.container(border=True, key="what_if.guess_first"):
        st.subheader("What would you say?", anchor=False)
        words.draw(markup.named(shown.name, f"{lever_words.what_changes(shown.levers())}."))
        st.number_input(
            "Where does the middle rep land, % of quota?",
            min_value=0.0,
            max_value=300.0,
            value=None,
            step=1.0,
            key=_GUESS,
        )
        st.button(
            "Show the answer",
            type="primary",
            on_click=_reveal,
            args=(shown.levers_id(),),
            key="what_if.reveal",
        )
    return True


def beside(state: Session, result: ScenarioResult) -> Markup:
    """The room's guess and the answer in one sentence; nothing once the levers have moved on."""
    answer = result.metrics.get("median_attainment")
    if state.guess is None or state.guessed_on != result.levers_id or not isinstance(answer, Band):
        return Markup("")
    low, middle, high = (figures.percent(x) for x in (answer.p10, answer.p50, answer.p90))
    where = "inside" if answer.p10 <= state.guess <= answer.p90 else "outside"
    return markup.paragraph(
        f"The room said {figures.percent(state.guess)} of quota; the middle rep lands at {middle}, "
        f"four times in five between {low} and {high}: the guess lies {where}.",
        strong=True,
    )


def _reveal(levers_id: str) -> None:
    given: float | None = st.session_state.get(_GUESS)
    session.change(guess=None if given is None else given / 100, guessed_on=levers_id)
