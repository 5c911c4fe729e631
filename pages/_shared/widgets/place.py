"""A chart in its place: sentence first, then the picture, then the same as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages._shared import figures, markup, session, theme
from pages._shared.widgets import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages._shared.charts.marks import Marks
    from pages._shared.tables import Row


def palette() -> theme.Palette:
    """Colours for the browser's theme, at the size of the view."""
    return theme.palette(st.context.theme.type, projected=session.load().presenter)


def place(
    key: str,
    sentence: str,
    spec: dict[str, Any],
    rows: Marks,
    table: Callable[[], list[Row]] | None = None,
    detail: str = "",
    *,
    fills: bool = True,
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
    rows : Marks
        Its marks, by the names that the spec's layers ask for.
    table : callable, optional
        Gives the same as a table; called only when a person opens it. Left out where one
        place on the page gives the tables of several charts.
    detail : str
        A second sentence, such as the paired change.
    fills : bool
        Whether its frame is as high as what stands beside it; else as high as the chart.
    """
    with st.container(border=True, height="stretch" if fills else "content", key=key):
        draw(key, sentence, detail, spec, rows)
        if table is not None:
            _as_table_when_asked(key, table)


def draw(key: str, sentence: str, detail: str, spec: dict[str, Any], rows: Marks) -> None:
    """Draw a chart under its sentences, without a frame of its own."""
    words.draw(markup.heading(sentence), markup.paragraph(detail))
    _picture(key, spec, rows)


def place_beside(
    key: str, sentence: str, spec: dict[str, Any], rows: Marks, key_to_marks: str
) -> None:
    """Draw a low, wide chart, its sentence and what its marks mean at its left."""
    with st.container(border=True, key=key):
        said, picture = st.columns([2, 3], vertical_alignment="center")
        with said:
            words.draw(markup.heading(sentence), markup.paragraph(key_to_marks))
        with picture:
            _picture(key, spec, rows)


def _picture(key: str, spec: dict[str, Any], rows: Marks) -> None:
    st.vega_lite_chart(None, {**spec, "datasets": rows}, key=f"{key}.chart")


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
