"""The draft of a plan: chosen from what is shipped, edited as text, refused with its line."""

from __future__ import annotations

import streamlit as st

from engine.errors import PlanError
from pages._shared import figures, plan_runs

_TEXT = "incentives.text"
_START = "incentives.start"


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
    st.text_area("The draft as text", key=_TEXT, height=420, persist_state="session")
    text: str = st.session_state[_TEXT]
    try:
        plan_runs.read(text)
    except PlanError as error:
        st.error(figures.escape(str(error)), icon=":material/error:")
        return None
    return text


def _take() -> None:
    st.session_state[_TEXT] = plan_runs.text_of(st.session_state[_START])
