"""What a load asks besides files: the day the data stand at, and the fiscal year."""

from __future__ import annotations

from calendar import month_name
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from datetime import date

MONTHS = list(range(1, 13))


def draw() -> tuple[date | None, int]:
    """Day that the data stand at (``None``: the latest on which something happened), and month."""
    with st.container(horizontal=True):
        as_of = st.date_input(
            "Data as of",
            value=None,
            key="data.as_of",
            persist_state="session",
            format="YYYY-MM-DD",
            width=280,
            help="Left empty: the latest day on which something happened in the data.",
        )
        month = st.selectbox(
            "Fiscal year starts in",
            MONTHS,
            format_func=lambda number: month_name[number],
            key="data.fiscal_start",
            persist_state="session",
            width=280,
            help="A fiscal year is named for the calendar year in which it ends.",
        )
    return as_of, month
