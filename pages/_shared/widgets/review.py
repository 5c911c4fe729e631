"""Files brought and not loaded yet: what each is, to correct, confirm and load."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from engine.ingest.types import OTHER
from pages._shared import figures, loads, session
from pages._shared.widgets import file_card, findings, load_report, load_settings

if TYPE_CHECKING:
    from engine.ingest.load import Inspection
    from engine.ingest.types import LoadReport


def draw(state: session.Session) -> None:
    """Draw one card a file, the settings of the load, and the button that loads."""
    seen = loads.inspection(state.batch)
    known = sum(mapping.kind != OTHER for mapping in seen.mappings)
    every = figures.counted(len(seen.tables), "file or sheet", "files and sheets")
    st.header(f"{every}, {known} recognised", anchor=False)
    st.caption("Correct where a column goes, then load. Nothing is loaded by halves.")
    for said in _copies(seen):
        st.warning(figures.escape(said))
    confirmed = _cards(seen)
    as_of, fiscal_start = load_settings.draw()
    if st.button("Confirm and load", type="primary", key="data.load"):
        with st.spinner("Reading every row, checking it, joining people to deals ..."):
            report = loads.load(confirmed, as_of, fiscal_start)
        _loaded(report)


def _copies(seen: Inspection) -> list[str]:
    """Files that came more than once, a sentence each."""
    found = [f for raw in seen.tables for f in raw.findings if f.code == "same_file"]
    return list(dict.fromkeys(f"{f.message} {f.hint}" for f in found))


def _cards(seen: Inspection) -> Inspection:
    corrected = [
        file_card.draw(raw, mapping, f"{place}.{mapping.signature}")
        for place, (raw, mapping) in enumerate(zip(seen.tables, seen.mappings, strict=True))
    ]
    return replace(seen, mappings=tuple(corrected))


def _loaded(report: LoadReport) -> None:
    if report.snapshot is None:
        st.markdown(
            "**Nothing was loaded yet:** a file waits for a column that it cannot do without."
        )
        findings.draw(report.findings, names_shown=session.load().names_shown)
        return
    session.change(batch=(), snapshot=report.snapshot, period="", slice=())
    load_report.show_first()
    st.rerun()
