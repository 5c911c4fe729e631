"""Which period and which part of the team is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import exports, links, session
from pages._shared.widgets.showing import show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EVERYONE = "Everyone"
WORDS = {
    "role": "Role",
    "segment": "Segment",
    "region": "Region",
    "manager": "Manager",
    "tenure": "Time in the company",
    "territory_maturity": "Age of the patch",
    "cycle_length": "Length of the sales cycle",
}
"""Dimensions of a slice, as on screen."""


def period(periods: Sequence[str], default: str) -> str:
    """Let a person choose the fiscal period; the choice is remembered for the session."""
    chosen = session.load().period or default
    options = [*periods, "all"]
    if chosen not in options:
        chosen = default
    show("baseline.period", chosen)
    picked: str = st.selectbox(
        "Fiscal period",
        options,
        key="baseline.period",
        format_func=lambda label: "All periods" if label == "all" else label,
        on_change=_take_period,
        width=180,
    )
    return picked


def part(
    groups: Mapping[str, Sequence[tuple[str, int]]], *, names_shown: bool
) -> tuple[tuple[str, str], ...]:
    """
    Let a person choose a part of the team; nothing chosen is everyone.

    Parameters
    ----------
    groups : mapping
        Dimension → its values in this period, each with the number of reps.
    names_shown : bool
        Whether managers may be named.
    """
    dimension, value = next(iter(session.load().slice), ("", ""))
    dimension = dimension if groups.get(dimension) else ""
    show("baseline.dimension", dimension)
    st.selectbox(
        "Part of the team",
        ["", *(name for name, values in groups.items() if values)],
        key="baseline.dimension",
        format_func=lambda name: WORDS.get(name, EVERYONE),
        on_change=_take_dimension,
        args=({name: _largest(values) for name, values in groups.items() if values},),
        width=180,
    )
    if not dimension:
        return ()
    return ((dimension, _value(dimension, value, groups[dimension], names_shown)),)


def _value(dimension: str, value: str, values: Sequence[tuple[str, int]], names_shown: bool) -> str:
    names = [name for name, _ in values]
    meant = next((n for n in names if value in (n, links.sign(dimension, n))), None)
    show("baseline.value", meant or _largest(values))
    words = _masked(names) if dimension == "manager" and not names_shown else {}
    counts = dict(values)
    chosen: str = st.selectbox(
        WORDS[dimension],
        names,
        key="baseline.value",
        format_func=lambda name: f"{words.get(name, name)} ({counts[name]})",
        on_change=_take_value,
        width=240,
    )
    if meant is None:
        st.caption("Nobody of the group asked for is in this period; the largest one is shown.")
    return chosen


def _largest(values: Sequence[tuple[str, int]]) -> str:
    """Group of the most people who have a result; a manager may have none who sell."""
    return max(values, key=lambda pair: pair[1])[0]


def _masked(names: list[str]) -> dict[str, str]:
    return {
        name: alias or name
        for name, alias in zip(names, exports.aliases(names, "Manager"), strict=True)
    }


def _take_period() -> None:
    session.change(period=st.session_state["baseline.period"])


def _take_dimension(first: Mapping[str, str]) -> None:
    dimension = st.session_state["baseline.dimension"]
    session.change(slice=((dimension, first[dimension]),) if dimension else ())


def _take_value() -> None:
    dimension, _ = session.load().slice[0]
    session.change(slice=((dimension, st.session_state["baseline.value"]),))
