"""One file of an upload: what it is, who wrote it, and where each column goes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from engine.ingest.types import OTHER
from pages._shared import fields, figures, loads, mapping_table, reports

if TYPE_CHECKING:
    from engine.ingest.types import FileMapping, RawTable

_ROW = 35
_MOST_ROWS = 12


def draw(raw: RawTable, mapping: FileMapping, key: str) -> FileMapping:
    """
    Draw the card of one file and return its mapping as the person left it.

    Parameters
    ----------
    raw : RawTable
        The file as read.
    mapping : FileMapping
        What it was recognised as.
    key : str
        Part of the widgets' keys that no other file has.
    """
    with st.expander(_label(raw, mapping), expanded=_needs_a_look(raw, mapping)):
        for finding in raw.findings:
            st.text(finding.message)
            if finding.hint:
                st.caption(figures.escape(finding.hint))
        if not raw.columns:
            return mapping
        if loads.is_remembered(mapping):
            st.caption("The mapping that was confirmed for this layout last time is in force.")
        kind = _kind(mapping, key)
        if kind == OTHER:
            st.caption("Its rows are left out, and the report says so.")
            return replace(mapping, kind=OTHER, matches=())
        if kind != mapping.kind:
            mapping = loads.recognised_as(raw, kind)
        corrected = _columns(raw, mapping, f"{key}.{kind}")
        _warn(corrected)
        if mapping.personal:
            dropped = figures.escape(", ".join(mapping.personal))
            st.caption(f"Personal, dropped while reading: {dropped}")
    return corrected


def _label(raw: RawTable, mapping: FileMapping) -> str:
    columns = figures.counted(len(raw.columns), "column") if raw.columns else "nothing to load"
    kind = reports.kind(mapping.kind)
    if raw.columns and mapping.kind == OTHER:
        kind = f"{kind}, stays out unless you say what it is"
    parts = [kind, columns]
    if raw.is_headers_alone:
        parts.append("no row")
    elif raw.columns and not raw.sample:
        parts.append("no row to take")
    if any(finding.severity == "error" for finding in raw.findings):
        parts = ["held back, the other files go on"]
    if any(finding.code == "same_file" for finding in raw.findings):
        parts.append("came more than once")
    if mapping.profile != "plain":
        parts.insert(1, f"written by {reports.profile(mapping.profile)}")
    if waiting := mapping_table.suggested(mapping):
        parts.append(f"{figures.counted(waiting, 'column')} to check")
    name = figures.escape(reports.label(raw.file, raw.sheet))
    return f"**{name}** · {figures.escape(' · '.join(parts))}"


def _needs_a_look(raw: RawTable, mapping: FileMapping) -> bool:
    if not raw.sample or any(finding.severity != "note" for finding in raw.findings):
        return True
    return mapping.kind != OTHER and bool(
        mapping_table.suggested(mapping) or mapping_table.missing(mapping)
    )


def _kind(mapping: FileMapping, key: str) -> str:
    kinds = [*fields.TABLE_WORDS, OTHER]
    return st.selectbox(
        "A row of this file is",
        kinds,
        index=kinds.index(mapping.kind),
        format_func=lambda name: "none of these" if name == OTHER else reports.kind(name),
        key=f"data.kind.{key}",
        width=320,
    )


def _columns(raw: RawTable, mapping: FileMapping, key: str) -> FileMapping:
    waiting = mapping_table.suggested(mapping)
    take = bool(waiting) and st.checkbox(
        f"Take the {figures.counted(waiting, 'suggestion')} too", key=f"data.suggest.{key}"
    )
    frame = mapping_table.frame(raw, mapping, suggestions=take)
    fixed = [name for name in frame.columns if name != mapping_table.GOES_TO]
    edited = st.data_editor(
        frame,
        hide_index=True,
        disabled=fixed,
        height=_ROW * (min(len(frame), _MOST_ROWS) + 1) + 3,
        key=f"data.columns.{key}.{take}",
        column_config={
            mapping_table.GOES_TO: st.column_config.SelectboxColumn(
                options=fields.choices(), required=True, width="medium"
            ),
            mapping_table.SURE: st.column_config.TextColumn(width="medium"),
        },
        alt="Where each column of the file goes",
    )
    pairs = zip(edited[mapping_table.SOURCE], edited[mapping_table.GOES_TO], strict=True)
    return mapping_table.corrected(mapping, list(pairs))


def _warn(mapping: FileMapping) -> None:
    for target in mapping_table.doubled(mapping):
        st.caption(f"More than one column goes to “{target}”; keep one.")
    if names := mapping_table.missing(mapping):
        st.caption(
            f"No column goes to what every row needs: {', '.join(names)}. "
            "It is made where that is possible; choose a column where there is one."
        )
