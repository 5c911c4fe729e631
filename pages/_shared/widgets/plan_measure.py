"""One more measure for the draft: a sum, a number of deals, or a ratio of two columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from engine.incentives.edit import with_measure

if TYPE_CHECKING:
    from collections.abc import Callable

_SUM, _COUNT, _RATIO = "a column's sum", "number of deals", "a ratio"
_LEAST = 0.0001
"""A ratio has a target, so that curves and gates can read its attainment."""


def draw(text: str, put: Callable[[str], None]) -> None:
    """Ask for a measure and write it into the plan."""
    opened = st.expander("Add a measure", on_change="rerun", key="incentives.measure.add")
    if not opened.open:
        return
    with opened, st.form("incentives.measure.form"):
        st.text_input("Name", "margin", key="measure.name", max_chars=100)
        st.segmented_control(
            "Measures", [_SUM, _COUNT, _RATIO], default=_RATIO, required=True, key="measure.kind"
        )
        left, right = st.columns(2)
        left.text_input("Column, or what stands above the line", "gross_margin", key="measure.of")
        right.text_input("What stands below it", "amount", key="measure.below")
        left.number_input(
            "Target of a ratio", value=0.7, min_value=_LEAST, format="%g", key="measure.target"
        )
        right.text_input("Deals that count (blank for all)", key="measure.where")
        st.form_submit_button("Add it", on_click=lambda: put(with_measure(text, *_sent())))


def _sent() -> tuple[str, dict[str, Any]]:
    given = st.session_state
    kind, above = given["measure.kind"], given["measure.of"].strip()
    rule: dict[str, Any] = {"sum": above}
    if kind == _COUNT:
        rule = {"count": "deals"}
    elif kind == _RATIO:
        below = given["measure.below"].strip()
        rule = {"ratio": [above, below], "target": given["measure.target"]}
    where = given["measure.where"].strip()
    return given["measure.name"].strip() or "measure", rule | ({"where": where} if where else {})
