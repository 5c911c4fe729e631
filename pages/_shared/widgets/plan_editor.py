"""The draft of a plan: chosen from what is shipped, edited as a form or as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.errors import PlanError
from engine.incentives.edit import edited, parts
from pages._shared import figures, plan_runs, plan_words

if TYPE_CHECKING:
    from engine.incentives.edit import Part

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
        _form(text)
    return text


def _refused(text: str, message: str) -> None:
    """Say what is wrong, and show the line that it is about among its neighbours."""
    st.error(figures.escape(message), icon=":material/error:")
    lines = plan_words.near(text, message)
    if lines:
        st.code(lines, language=None)


def _form(text: str) -> None:
    """Tiers, threshold and cap of one component, to be sent together."""
    known = parts(text)
    place = st.selectbox(
        "Component",
        range(len(known)),
        format_func=lambda n: known[n].id,
        key="incentives.form.component",
    )
    part = known[place]
    mark = f"{place}.{hash(text)}"
    with st.form("incentives.form"):
        for n, (start, value) in enumerate(part.tiers):
            left, right = st.columns(2)
            left.number_input(
                f"Tier {n + 1} from", value=start, format="%g", key=f"incentives.from.{n}.{mark}"
            )
            right.number_input(
                f"Tier {n + 1} pays", value=value, format="%g", key=f"incentives.pays.{n}.{mark}"
            )
        if not part.tiers:
            st.caption(f"A curve by {part.method} is edited as text.")
        left, right = st.columns(2)
        for column, name in ((left, "threshold"), (right, "cap")):
            column.number_input(
                f"{name.capitalize()} (blank for none)",
                value=getattr(part, name),
                min_value=0.0,
                format="%g",
                key=f"incentives.{name}.{mark}",
            )
        st.form_submit_button("Set these numbers", on_click=_set, args=(text, place, part, mark))
    st.caption("Comments between the lines go; those at the top stay.")
    if part.tiers:
        st.button("Add a tier", on_click=_add, args=(text, place, part), key="incentives.form.add")


def _set(text: str, place: int, part: Part, mark: str) -> None:
    given = st.session_state
    tiers = [
        (float(given[f"incentives.from.{n}.{mark}"]), float(given[f"incentives.pays.{n}.{mark}"]))
        for n in range(len(part.tiers))
    ]
    limits = {name: given[f"incentives.{name}.{mark}"] or None for name in ("threshold", "cap")}
    st.session_state[_TEXT] = edited(text, place, tiers=tiers or None, **limits)


def _add(text: str, place: int, part: Part) -> None:
    start, value = part.tiers[-1]
    tiers = [*part.tiers, (start + 0.5 if start < 10 else 2 * start, value)]
    st.session_state[_TEXT] = edited(
        text, place, tiers=tiers, threshold=part.threshold, cap=part.cap
    )


def _take() -> None:
    st.session_state[_TEXT] = plan_runs.text_of(st.session_state[_START])
