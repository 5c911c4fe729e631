"""Small snapshots from rows written in a test."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from engine.model.tables import TABLE
from engine.store.duck import identifier
from engine.store.staging import Terms, ddl
from engine.store.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from engine.store.warehouse import Warehouse


def make_snapshot(
    folder: Path,
    *,
    as_of: date = date(2025, 12, 31),
    fiscal_start: int = 1,
    currency: str = "USD",
    **tables: list[dict[str, Any]],
) -> Warehouse:
    """Publish a snapshot of the given rows, columns not named being blank, and open it."""
    workspace = Workspace(folder)
    with workspace.stage() as staging:
        for name, rows in tables.items():
            staging.execute(ddl(TABLE[name]))
            for row in rows:
                columns = ", ".join(identifier(TABLE[name].field(c).name) for c in row)
                values = ", ".join(f"${c}" for c in row)
                staging.execute(
                    f"INSERT INTO {identifier(name)} ({columns}) VALUES ({values})", **row
                )
        snapshot = staging.seal(Terms(as_of, fiscal_start, currency))
        workspace.publish(staging, snapshot, report="{}")
    return workspace.open(snapshot.fingerprint)
