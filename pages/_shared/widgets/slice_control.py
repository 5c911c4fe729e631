"""Which period and which part of the team is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import exports, session

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EVERYONE = "Everyone"
WORDS = {
    "role": "Role",
    "segment": "Segment",
    "region": "Region",
    "manager": "Manager",
    "tenure": "Time in the company",
    "maturity": "Age of the patch",
    "cycle": "Length of the sales cycle",
}
"""Dimensions of a slice, as on screen."""


def period(periods: Sequence[str], default: str) -> str:
    """Let a person choose the fiscal period; the choice is remembered for the session."""
    chosen = session.load().period or default
    options = [*periods, "all"]
    if chosen not in options:
        chosen = default
    st.session_state["baseline.period"] = chosen
    picked: str = st.selectbox(
        "Fiscal period",
        options,
        key="baseline.period",
        format_func=lambda label: "All periods" if label == "all" else label,
        on_change=_take_period,
        width=180,
    )
    return picked


def parts(found: Mapping[str, Sequence[str]], *, names_shown: bool) -> tuple[tuple[str, str], ...]:
    """
    Let a person choose a part of the team.

    Parameters
    ----------
    found : mapping
        Dimension → the values that this period holds.
    names_shown : bool
        Whether managers may be named.
    """
    state = session.load()
    kept = tuple((d, v) for d, v in state.slice if v in found.get(d, ()))
    label = " · ".join(_word(d, v, found[d], names_shown) for d, v in kept) or EVERYONE
    with st.popover(f"Who: {label}", key="baseline.slice"):
        for dimension, values in found.items():
            _choice(dimension, values, dict(kept).get(dimension, EVERYONE), names_shown)
        st.button("Back to everyone", on_click=_take_everyone, disabled=not kept)
    return kept


def _choice(dimension: str, values: Sequence[str], chosen: str, names_shown: bool) -> None:
    key = f"baseline.slice.{dimension}"
    st.session_state[key] = chosen
    st.selectbox(
        WORDS.get(dimension, dimension),
        [EVERYONE, *values],
        key=key,
        format_func=lambda value: _word(dimension, value, values, names_shown),
        on_change=_take_part,
        args=(dimension, key),
    )


def _word(dimension: str, value: str, values: Sequence[str], names_shown: bool) -> str:
    if dimension != "manager" or names_shown or value == EVERYONE:
        return value
    return dict(zip(values, exports.aliases(list(values), "Manager"), strict=True))[value] or value


def _take_period() -> None:
    session.change(period=st.session_state["baseline.period"])


def _take_part(dimension: str, key: str) -> None:
    others = [(d, v) for d, v in session.load().slice if d != dimension]
    value = st.session_state[key]
    session.change(slice=tuple([*others, (dimension, value)] if value != EVERYONE else others))


def _take_everyone() -> None:
    session.change(slice=())
