"""The rows behind each structured test: shown when asked, names masked, downloadable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import streamlit as st

from pages._shared import exports, figures, verdict
from pages._shared.widgets import rows

if TYPE_CHECKING:
    from engine.model.diagnosis import Diagnosis, StructuredTest
    from pages._shared.session import Session


def show(found: Diagnosis, state: Session) -> None:
    """Offer the rows of every test that has some; nothing is prepared before a person asks."""
    tests = {test.test: test for test in found.tests if test.rows}
    if not tests:
        return
    opened = st.expander("Show the rows", on_change="rerun", key="diagnose.rows")
    if not opened.open:
        return
    with opened:
        chosen = st.selectbox(
            "Behind", list(tests), format_func=verdict.name, key="diagnose.rows_of"
        )
        test = tests[chosen]
        st.markdown(figures.escape(test.finding or test.unavailable or ""))
        table = _table(found, test, names=state.names_shown)
        rows.place(table, state, "diagnose.rows", f"{chosen.replace('_', '-')}.csv")
        if not state.names_shown and not {"rep", "manager"}.isdisjoint(table.column_names):
            st.caption(rows.MASKED)


def _table(found: Diagnosis, test: StructuredTest, *, names: bool) -> pa.Table:
    """Rows under the names of their columns; people under the same alias as on their sheets."""
    table = pa.Table.from_pylist([dict(row) for row in test.rows])
    if test.test.startswith("activity"):
        ends = {"lo": "elasticity_lo", "hi": "elasticity_hi"}
        table = table.rename_columns([ends.get(name, name) for name in table.column_names])
    if names:
        return table
    if "rep_id" in table.column_names:
        aliases = verdict.aliases(found)
        table = _with(table, "rep_id", "rep", [aliases[x] for x in table["rep_id"].to_pylist()])
    if "team" in table.column_names:
        leaders = exports.aliases(table["team"].to_pylist(), "Manager")
        table = _with(table, "team", "manager", leaders)
    return table


def _with(table: pa.Table, column: str, name: str, values: list[str | None]) -> pa.Table:
    at = table.column_names.index(column)
    return table.set_column(at, name, pa.array(values, pa.string()))
