"""A chart in its place: sentence first, then the picture, then the same as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages._shared import figures, theme

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

    from pages._shared.tables import Row


def palette() -> theme.Palette:
    """Colours for the browser's theme."""
    return theme.palette(st.context.theme.type)


def place(
    key: str,
    sentence: str,
    spec: dict[str, Any],
    rows: pa.Table,
    table: Callable[[], list[Row]],
    detail: str = "",
) -> None:
    """
    Draw a chart from its prebuilt spec.

    Parameters
    ----------
    key : str
        ``<page>.<chart>``.
    sentence : str
        What the chart shows, computed; its title and its text alternative.
    spec : dict
        Prebuilt; never changed here.
    rows : pyarrow.Table
        Its marks.
    table : callable
        Gives the same as a table; called only when a person opens it.
    detail : str
        A second sentence, such as the paired change.
    """
    with st.container(border=True, height="stretch", key=key):
        _words(sentence, detail)
        st.vega_lite_chart(rows, spec, alt=sentence, key=f"{key}.chart")
        _as_table_when_asked(key, table)


def place_beside(
    key: str,
    sentence: str,
    spec: dict[str, Any],
    rows: pa.Table,
    table: Callable[[], list[Row]],
    key_to_marks: str,
) -> None:
    """Draw a low, wide chart, its sentence and what its marks mean at its left."""
    with st.container(border=True, key=key):
        words, picture = st.columns([2, 3], vertical_alignment="center")
        with words:
            _words(sentence, "")
            st.caption(key_to_marks)
            _as_table_when_asked(key, table)
        with picture:
            st.vega_lite_chart(rows, spec, alt=sentence, key=f"{key}.chart")


def _words(sentence: str, detail: str) -> None:
    st.markdown(f"#### {figures.escape(sentence)}")
    if detail:
        st.markdown(figures.escape(detail))


def _as_table_when_asked(key: str, table: Callable[[], list[Row]]) -> None:
    shown = st.popover("As a table", type="tertiary", on_change="rerun", key=f"{key}.table")
    if shown.open:
        with shown:
            as_table(table())


def as_table(rows: list[Row]) -> None:
    """Rows of plain text as a table that a screen reader reads and that wraps on a phone."""
    safe = [
        {figures.escape(name): figures.escape(text) for name, text in row.items()} for row in rows
    ]
    st.table(safe, hide_index=True, border="horizontal")
