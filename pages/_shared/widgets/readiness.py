"""What the data can answer, and the one column that would bring each other answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import fields, figures, loads
from pages._shared.widgets import reading

if TYPE_CHECKING:
    from pages._shared.session import Session


def draw(state: Session) -> None:
    """One row an answer."""
    found = loads.ready(state.snapshot or "")
    carried = sum(answer.is_carried for answer in found)
    st.markdown(f"**The data carry {carried} of {figures.counted(len(found), 'answer')}.**")
    reading.table(
        [
            {
                "Answer": answer.label,
                "Carried": "yes" if answer.is_carried else "not yet",
                "What would bring it": _column(answer.missing),
                "Note": answer.note,
            }
            for answer in found
        ]
    )


def _column(name: str) -> str:
    if not name:
        return ""
    table, field = name.split(".")
    return f"{fields.words(table, field)} ({name})"
