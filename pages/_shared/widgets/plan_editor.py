"""The draft of a plan: chosen from what is shipped, edited as a form or as text."""

from __future__ import annotations

import streamlit as st

from engine.errors import PlanError
from pages._shared import figures, plan_runs, plan_words
from pages._shared.widgets import plan_form

_TEXT = "incentives.text"
_START = "incentives.start"
_WAY = "incentives.way"
_FORM, _AS_TEXT = "As a form", "As text"


def draft(usual: str) -> str | None:
    """
    Let a person pick and edit a plan.

    Parameters
    ----------
    usual : str
        Name of the plan to start from.

    Returns
    -------
    str or None
        Its text; ``None`` where it cannot be read, and the reason is on the screen.
    """
    names = plan_runs.names()
    first = usual if usual in names else names[0]
    st.selectbox(
        "Start from",
        names,
        index=names.index(first),
        key=_START,
        persist_state="session",
        on_change=_take,
    )
    if _TEXT not in st.session_state:
        st.session_state[_TEXT] = plan_runs.text_of(st.session_state[_START])
    way = st.segmented_control(
        "The draft",
        [_AS_TEXT, _FORM],
        default=_AS_TEXT,
        required=True,
        key=_WAY,
        persist_state="session",
    )
    text: str = st.session_state[_TEXT]
    if way == _AS_TEXT:
        st.text_area("The draft as text", key=_TEXT, height=360, persist_state="session")
    else:
        st.session_state[_TEXT] = text  # what no widget shows this run would else be forgotten
    try:
        plan_runs.read(text)
    except PlanError as error:
        _refused(text, str(error))
        return None
    if way == _FORM:
        plan_form.draw(text, _put)
    return text


def _refused(text: str, message: str) -> None:
    """Say what is wrong, and show the line that it is about among its neighbours."""
    st.error(figures.escape(message), icon=":material/error:")
    lines = plan_words.near(text, message)
    if lines:
        st.code(lines, language=None)


def _take() -> None:
    st.session_state[_TEXT] = plan_runs.text_of(st.session_state[_START])


def _put(text: str) -> None:
    st.session_state[_TEXT] = text
