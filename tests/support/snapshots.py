"""Small snapshots from rows written in a test."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from engine.model.tables import TABLE
from engine.store.duck import identifier
from engine.store.staging import Terms
from engine.store.workspace import Workspace

if TYPE_CHECKING:
    from engine.model.finding import Finding
    from engine.model.snapshot import Snapshot
    from engine.store.staging import Staging
    from engine.store.warehouse import Warehouse

    Findings = tuple[Finding, ...]
    Tables = dict[str, list[dict[str, Any]]]

_FOLDER = TemporaryDirectory(prefix="evenfield-snapshots-")
_MADE: dict[str, tuple[Path, str]] = {}


def make_snapshot(
    folder: Path,
    *,
    as_of: date = date(2025, 12, 31),
    fiscal_start: int = 1,
    currency: str = "USD",
    findings: tuple[Finding, ...] = (),
    **tables: list[dict[str, Any]],
) -> Warehouse:
    """
    Publish a snapshot of the given rows, columns not named being blank, and open it.

    The same rows asked for again in an empty folder are a copy of the first.
    """
    terms = Terms(as_of, fiscal_start, currency)
    if folder.exists() and any(folder.iterdir()):
        return Workspace(folder).open(_publish(folder, terms, findings, tables))
    key = repr((terms, findings, tables))
    if key not in _MADE:
        made = Path(_FOLDER.name) / str(len(_MADE))
        _MADE[key] = (made, _make(made, terms, findings, tables))
    made, fingerprint = _MADE[key]
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return Workspace(folder).open(fingerprint)


def _publish(folder: Path, terms: Terms, findings: Findings, tables: Tables) -> str:
    workspace = Workspace(folder)
    with workspace.stage() as staging:
        snapshot = _filled(staging, terms, findings, tables)
        workspace.publish(staging, snapshot, report="{}")
    return snapshot.fingerprint


def _make(folder: Path, terms: Terms, findings: Findings, tables: Tables) -> str:
    """Leave what publishing leaves, without its look through the file and its wait for the disk."""
    workspace = Workspace(folder)
    with workspace.stage() as staging:
        snapshot = _filled(staging, terms, findings, tables)
        staging.close()
        staging.path.replace(workspace.path(snapshot.fingerprint))
    catalogue = shutil.copyfile(_catalogue_of_one_load(), folder / "catalogue.sqlite")
    with closing(sqlite3.connect(catalogue)) as base, base:
        base.execute("UPDATE load SET fingerprint = ?", [snapshot.fingerprint])
    return snapshot.fingerprint


@cache
def _catalogue_of_one_load() -> Path:
    """Catalogue as the engine writes it when a load made a snapshot, whose name is to be set."""
    workspace = Workspace(Path(_FOLDER.name) / "empty")
    workspace.catalogue.record_load("", report="{}")
    workspace.catalogue.close()
    return workspace.folder / "catalogue.sqlite"


def _filled(staging: Staging, terms: Terms, findings: Findings, tables: Tables) -> Snapshot:
    staging.create_missing_tables()
    for name, rows in tables.items():
        for columns, alike in groupby(rows, key=tuple):
            _insert(staging, name, columns, list(alike))
    return staging.seal(terms, findings)


def _insert(
    staging: Staging, table: str, columns: tuple[str, ...], rows: list[dict[str, Any]]
) -> None:
    """Insert rows that name the same columns, all at once."""
    names = ", ".join(identifier(TABLE[table].field(column).name) for column in columns)
    values = ", ".join(f"UNNEST(${column})" for column in columns)
    lists = {column: [row[column] for row in rows] for column in columns}
    staging.execute(f"INSERT INTO {identifier(table)} ({names}) SELECT {values}", **lists)
