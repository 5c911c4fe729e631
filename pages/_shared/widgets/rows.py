"""The rows behind a figure: shown when asked, names masked, downloadable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import exports, row_words, runs

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa
    from streamlit.elements.lib.column_types import ColumnConfig

    from pages._shared.session import Session

_FORMATS = {row_words.MONEY: "localized", row_words.SHARE: "percent", row_words.NUMBER: "%.2f"}
MASKED = "Names are masked. “View” above the page shows them."
_OFF = "Rows of individuals are switched off in this installation."


def show(table: Callable[[], pa.Table], state: Session, key: str, file_name: str) -> None:
    """
    Offer "Show the rows"; nothing is prepared before a person asks.

    Parameters
    ----------
    table : callable
        Gives the per-rep rows; called only when a person asks.
    state : Session
        Whether names and pay may be seen.
    key : str
        ``<page>.<rows>``.
    file_name : str
        Of the download.
    """
    if runs.team_only():
        st.caption(_OFF)
        return
    shown = st.expander("Show the rows", on_change="rerun", key=key)
    if shown.open:
        with shown:
            draw(table, state, key, file_name)


def draw(table: Callable[[], pa.Table], state: Session, key: str, file_name: str) -> None:
    """Draw the rows that :func:`show` offers, as this person may see them."""
    if runs.team_only():
        st.caption(_OFF)
        return
    place(
        exports.masked(table(), names=state.names_shown, pay=state.pay_shown),
        state,
        key,
        file_name,
    )
    if not state.names_shown:
        st.caption(MASKED)


def place(visible: pa.Table, state: Session, key: str, file_name: str) -> None:
    """Draw rows that may be seen as they are, and offer them as a file."""
    currency = runs.snapshot(state.snapshot).currency if state.snapshot else ""
    columns = {name: _column(visible, name, currency) for name in visible.column_names}
    st.dataframe(visible, hide_index=True, column_config=columns, alt="The rows behind the figures")
    st.download_button(
        "Download as CSV",
        data=exports.csv_bytes(visible),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        key=f"{key}.download",
    )


def _column(table: pa.Table, name: str, currency: str) -> ColumnConfig:
    """Words and unit of a column; whole numbers stay whole."""
    words, kind = row_words.described(name, currency)
    if kind == row_words.TEXT:
        return st.column_config.Column(words)
    whole = str(table.schema.field(name).type).startswith("int")
    return st.column_config.NumberColumn(words, format="localized" if whole else _FORMATS[kind])
