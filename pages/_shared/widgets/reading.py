"""Tables to be read, not edited: text that wraps, found by the browser's own search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import figures

if TYPE_CHECKING:
    from pages._shared.reference import Row


def table(rows: list[Row]) -> None:
    """Draw rows as a table of plain text, or say that nothing was found."""
    if not rows:
        st.caption("Nothing matches. Try another word.")
        return
    safe = [{name: figures.escape(text) for name, text in row.items()} for row in rows]
    st.table(safe, hide_index=True, border="horizontal")
