"""What the last load did: counts, findings, rejects, personal columns, where columns went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.store import reject_files
from pages._shared import figures, loads, rejects, reports, runs
from pages._shared.widgets import findings, reading

if TYPE_CHECKING:
    from engine.store.reject_row import RejectRow
    from pages._shared.session import Session

NAME = "What was loaded"
"""Part of the report that this is; what a person sees first after a load."""
_SHOWN = 10
_LOADED = "data.loaded"


def show_first() -> None:
    """Let a load's report stand open, whatever part was open before."""
    st.session_state[_LOADED] = True


def is_new() -> bool:
    """Whether these data were loaded just now; the report is then the part that is open."""
    loaded = bool(st.session_state.pop(_LOADED, False))
    if loaded:
        st.session_state["part"] = NAME
    return loaded


def draw(state: Session) -> None:
    """What was read and what became of it, file by file."""
    fingerprint = state.snapshot or ""
    document, loaded = loads.report(fingerprint), runs.snapshot(fingerprint)
    if lacking := reports.lacking(loaded):
        st.warning(figures.escape(lacking))
    if document is None:
        st.caption("No report was kept for these data; what they hold:")
        reading.table(reports.tables(loaded.tables))
        return
    st.markdown(f"**{reports.sentence(document)}** {reports.worth_a_look(loaded.findings)}")
    reading.table(reports.files(document))
    if personal := reports.personal(document):
        st.header("Personal columns, dropped while reading", anchor=False)
        reading.table(personal)
    _rejects(state)
    with st.expander("Records of each table, and where each column went"):
        reading.table(reports.tables(document["tables"]))
        reading.table(reports.columns(document))
    st.download_button(
        "Download the mapping (YAML)",
        lambda: loads.mapping_file(document),
        file_name="mapping.yaml",
        mime="application/yaml",
        on_click="ignore",
        key="data.mapping.download",
    )


def noticed(state: Session) -> None:
    """Findings, the gravest first."""
    findings.draw(runs.snapshot(state.snapshot or "").findings, names_shown=state.names_shown)


def _rejects(state: Session) -> None:
    rows = loads.rejected(state.snapshot or "")
    if not rows:
        return
    st.header(f"{figures.counted(len(rows), 'row')} rejected", anchor=False)
    st.caption(
        "Download the rows of a file and mend them; then drop them together with all the files "
        "of this load, for each load stands on its own."
    )
    st.download_button(
        "Download the reasons (CSV)",
        lambda: reject_files.reasons_csv(rows),
        file_name=reject_files.REASONS_NAME,
        mime="text/csv",
        on_click="ignore",
        key="data.rejects.reasons",
    )
    for name, of_file in reject_files.by_file(rows).items():
        _rejects_of(name, of_file)


def _rejects_of(name: str, rows: list[RejectRow]) -> None:
    label = f"{figures.escape(name)}: {figures.counted(len(rows), 'row')}"
    with st.expander(label):
        reading.table(rejects.shown(rows[:_SHOWN]))
        if len(rows) > _SHOWN:
            st.caption(f"The first {_SHOWN} of {figures.count(len(rows))}.")
        st.download_button(
            "Download these rows to mend (CSV)",
            lambda: reject_files.rows_csv(rows),
            file_name=reject_files.mend_name(name),
            mime="text/csv",
            on_click="ignore",
            key=f"data.rejects.{name}",
        )
