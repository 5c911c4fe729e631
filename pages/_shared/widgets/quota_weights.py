"""Stated multipliers: what a segment, region or role carries more or less than its share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.model.quota_levers import Weight
from pages._shared import figures, markup, quota_plans, session
from pages._shared.quota_draft import change
from pages._shared.widgets import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.quotas.seats import Seats

KINDS = ("segment", "region", "role")
_KEY = "quotas.weight"
Choice = tuple[str, str]


def draw(seats: Seats, weights: Sequence[Weight]) -> None:
    """The weights in force with their undo, and a form for another."""
    st.caption(
        "New logos, a new vertical, a young patch, a close rate that is lower: the share of "
        "these patches is multiplied, then all share the same total. Close rates of last "
        "year's deals by segment are already in what an average rep would book."
    )
    if weights:
        words.draw(markup.table([_row(weight) for weight in weights]))
        st.button("Take the last weight out", on_click=_undo, key=f"{_KEY}.undo")
    choices = _choices(seats)
    if choices:
        _form(choices)


def _choices(seats: Seats) -> list[Choice]:
    """What patches can be chosen by, and each of its values."""
    return [
        (kind, value)
        for kind in KINDS
        for value in sorted({str(v) for v in seats.labels.get(kind, ()) if v})
    ]


def _row(weight: Weight) -> dict[str, str]:
    return {
        "Patches": f"{weight.by} {weight.value}",
        "Times": f"{weight.times:g}",
        "Because": weight.why,
    }


def _form(choices: Sequence[Choice]) -> None:
    with st.form(_KEY, clear_on_submit=True):
        st.selectbox("Patches of", choices, format_func=" ".join, key=f"{_KEY}.of")
        st.number_input("Times", 0.1, 5.0, 1.1, step=0.05, key=f"{_KEY}.times")
        st.text_input("Reason for the weight", key=f"{_KEY}.why", max_chars=300)
        st.form_submit_button("Set this weight", on_click=_set)
    told = st.session_state.pop(f"{_KEY}.told", "")
    if told:
        st.warning(figures.escape(told))


def _set() -> None:
    kind, value = st.session_state[f"{_KEY}.of"]
    times, why = st.session_state[f"{_KEY}.times"], st.session_state[f"{_KEY}.why"].strip()
    if not why:
        st.session_state[f"{_KEY}.told"] = "A weight needs a reason that each seller may read."
        return
    others = [one for one in _now() if (one.by, one.value) != (kind, value)]
    change(weights=(*others, Weight(kind, value, round(float(times), 9), why)))


def _undo() -> None:
    change(weights=_now()[:-1])


def _now() -> tuple[Weight, ...]:
    return quota_plans.scenario(session.load()).quota.weights
