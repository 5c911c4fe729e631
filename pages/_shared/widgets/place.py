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
    table: Callable[[], list[Row]] | None = None,
    detail: str = "",
) -> None:
    """
    Draw a chart from its prebuilt spec.

    Parameters
    ----------
    key : str
        ``<page>.<chart>``.
    sentence : str
        What the chart shows, computed; its title, and with the table its text alternative.
    spec : dict
        Prebuilt; never changed here.
    rows : pyarrow.Table
        Its marks.
    table : callable, optional
        Gives the same as a table; called only when a person opens it. Left out where one
        place on the page gives the tables of several charts.
    detail : str
        A second sentence, such as the paired change.
    """
    with st.container(border=True, height="stretch", key=key):
        _words(sentence, detail)
        st.vega_lite_chart(rows, spec, key=f"{key}.chart")
        if table is not None:
            _as_table_when_asked(key, table)


def place_beside(
    key: str, sentence: str, spec: dict[str, Any], rows: pa.Table, key_to_marks: str
) -> None:
    """Draw a low, wide chart, its sentence and what its marks mean at its left."""
    with st.container(border=True, key=key):
        words, picture = st.columns([2, 3], vertical_alignment="center")
        with words:
            _words(sentence, key_to_marks)
        with picture:
            st.vega_lite_chart(rows, spec, key=f"{key}.chart")


def _words(sentence: str, detail: str) -> None:
    st.markdown(f"#### {figures.escape(sentence)}\n\n{figures.escape(detail)}")


def _as_table_when_asked(key: str, table: Callable[[], list[Row]]) -> None:
    shown = st.popover("As a table", type="tertiary", on_change="rerun", key=f"{key}.table")
    if shown.open:
        with shown:
            as_table(table())


def written_table(rows: list[Row]) -> str:
    """Rows as a table in Markdown: a tenth of the cost of one that is sent as data."""
    lines = [list(rows[0]), ["---"] * len(rows[0]), *(list(row.values()) for row in rows)]
    cells = [[c if c == "---" else figures.escape(c) for c in line] for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def as_table(rows: list[Row]) -> None:
    """Rows of plain text as a table that a screen reader reads and that wraps on a phone."""
    safe = [
        {figures.escape(name): figures.escape(text) for name, text in row.items()} for row in rows
    ]
    st.table(safe, hide_index=True, border="horizontal")
