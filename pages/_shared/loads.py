"""The bridge to reading and loading: uploads, the sample company, ties and readiness."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from engine import log
from engine.errors import StoreError
from engine.ingest.load import inspect
from engine.ingest.load import load as load_extracts
from engine.ingest.mapping import write_mappings
from engine.ingest.recognition import recognise_as
from engine.ingest.types import ColumnMatch, FileMapping
from engine.scenarios.past.ties import rows_behind, ties
from engine.scenarios.readiness import readiness
from engine.store.periods import find_period
from engine.store.reject_row import reject_rows
from pages._shared import registry, reports, runs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pyarrow as pa

    from engine.ingest.load import Inspection
    from engine.ingest.types import LoadReport, RawTable
    from engine.rooms import Room
    from engine.scenarios.past.ties import Tie
    from engine.scenarios.readiness import Ready
    from engine.store.reject_row import RejectRow
    from pages._shared.spool import Spooled

SAMPLE = registry.FOLDER.parent / "data" / "sample" / "tessaly.zip"
"""Extracts of the sample company."""


@st.cache_resource(
    max_entries=1,
    scope="session",
    show_spinner=False,
    on_release=lambda room: room.leave(),
)
def _spool(folder: Path) -> Room:
    return runs.workspace().spool()


def spool_folder() -> Path:
    """Folder of this visit's uploads; it goes when the visit ends."""
    return _spool(runs.workspace().folder).path


@st.cache_resource(
    max_entries=2, scope="session", show_spinner="Reading the files, recognising what they are ..."
)
def _inspection(folder: Path, files: tuple[Spooled, ...], _unpacked: Path) -> Inspection:
    names = {Path(file.path): file.name for file in files}
    return inspect(list(names), names, runs.workspace(), spool=_unpacked, hold_back=True)


def inspection(files: tuple[Spooled, ...]) -> Inspection:
    """What the files of an upload are; one that cannot be read at all is held back."""
    unpacked = spool_folder() / "unpacked"
    unpacked.mkdir(exist_ok=True)
    return _inspection(runs.workspace().folder, files, unpacked)


def recognised_as(raw: RawTable, kind: str) -> FileMapping:
    """Mapping of a file whose kind a person has named."""
    return recognise_as(raw, kind)


def is_remembered(mapping: FileMapping) -> bool:
    """Whether a person confirmed a mapping for this layout before."""
    return runs.workspace().catalogue.mapping_for(mapping.signature) is not None


def load(seen: Inspection, as_of: date | None, fiscal_start: int) -> LoadReport:
    """
    Load an upload as a person confirmed it; the mappings are remembered.

    Raises
    ------
    EngineError
        If nothing can be made of it; the workspace stays as it was.
    """
    report = load_extracts(
        runs.workspace(), seen, as_of=as_of, fiscal_start=fiscal_start, confirmed=True
    )
    rejected = sum(file.rows_rejected for file in report.files)
    rows = sum(report.tables.values())
    name = report.snapshot or "none"
    log.write("loaded", snapshot=name, files=len(report.files), rows=rows, rejected=rejected)
    return report


@st.cache_resource(max_entries=4, show_spinner=False)
def _sample(folder: Path) -> str:
    report = load_extracts(runs.workspace(), [SAMPLE])
    if report.snapshot is None:
        raise StoreError("The sample company could not be loaded.", "Install Evenfield again.")
    return report.snapshot


def open_sample() -> str:
    """Load the sample company through the same door as anyone's files; return its snapshot."""
    folder = runs.workspace().folder
    if not runs.workspace().has(_sample(folder)):
        _sample.clear()
    return _sample(folder)


def report(fingerprint: str) -> reports.Document | None:
    """Report of the load that made a snapshot, ``None`` where none is kept that can be read."""
    text = runs.workspace().catalogue.report(fingerprint)
    return reports.read(text) if text else None


def mapping_file(document: reports.Document) -> str:
    """Mapping of every file of a load as YAML, to keep or to hand to ``load --mapping``."""
    return write_mappings((file["file"], _mapping(file)) for file in document["files"])


def _mapping(file: reports.Document) -> FileMapping:
    matches = tuple(
        ColumnMatch(c["source"], c["table"], c["read_as"], c["confidence"], taken=True)
        for c in file["columns"]
    )
    ignored, personal = tuple(file["ignored_columns"]), tuple(file["dropped_personal"])
    signature = file["signature"]
    return FileMapping(file["kind"], file["profile"], matches, ignored, personal, signature)


def rejected(fingerprint: str) -> tuple[RejectRow, ...]:
    """Every rejected row of a snapshot."""
    return reject_rows(runs.warehouse(fingerprint))


def ready(fingerprint: str) -> tuple[Ready, ...]:
    """Which answers a snapshot carries, and the column that would bring each of the others."""
    return readiness(runs.snapshot(fingerprint))


def tied(fingerprint: str, period: str, controls: Mapping[str, float]) -> tuple[Tie, ...]:
    """Totals of a fiscal year beside the analyst's own."""
    door = runs.warehouse(fingerprint)
    return ties(door, find_period(door, period), controls)


def behind(fingerprint: str, period: str, key: str) -> pa.Table:
    """Rows that a total was made from."""
    door = runs.warehouse(fingerprint)
    return rows_behind(door, find_period(door, period), key)
