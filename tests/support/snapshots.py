"""Small snapshots from rows written in a test."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from engine.model.tables import TABLE
from engine.store.duck import identifier
from engine.store.staging import Terms, ddl
from engine.store.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from engine.model.finding import Finding
    from engine.store.staging import Staging
    from engine.store.warehouse import Warehouse


def make_snapshot(
    folder: Path,
    *,
    as_of: date = date(2025, 12, 31),
    fiscal_start: int = 1,
    currency: str = "USD",
    findings: tuple[Finding, ...] = (),
    **tables: list[dict[str, Any]],
) -> Warehouse:
    """Publish a snapshot of the given rows, columns not named being blank, and open it."""
    workspace = Workspace(folder)
    with workspace.stage() as staging:
        for name, rows in tables.items():
            staging.execute(ddl(TABLE[name]))
            for columns, alike in groupby(rows, key=tuple):
                _insert(staging, name, columns, list(alike))
        snapshot = staging.seal(Terms(as_of, fiscal_start, currency), findings)
        workspace.publish(staging, snapshot, report="{}")
    return workspace.open(snapshot.fingerprint)


def _insert(
    staging: Staging, table: str, columns: tuple[str, ...], rows: list[dict[str, Any]]
) -> None:
    """Insert rows that name the same columns, all at once."""
    names = ", ".join(identifier(TABLE[table].field(column).name) for column in columns)
    values = ", ".join(f"UNNEST(${column})" for column in columns)
    lists = {column: [row[column] for row in rows] for column in columns}
    staging.execute(f"INSERT INTO {identifier(table)} ({names}) SELECT {values}", **lists)
