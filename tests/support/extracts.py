"""Small extracts written in a test: rows of text with the mapping a person would confirm."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyarrow as pa

from engine.ingest.load import Inspection, load
from engine.ingest.types import ColumnMatch, CsvText, FileMapping, RawTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from engine.ingest.types import LoadReport
    from engine.store.warehouse import Warehouse
    from engine.store.workspace import Workspace

Extract = tuple[RawTable, FileMapping]


def extract(
    file: str,
    kind: str,
    fields: Mapping[str, str],
    rows: Sequence[Sequence[str]],
    *,
    profile: str = "plain",
    proposed: Sequence[str] = (),
) -> Extract:
    """
    A file with its mapping.

    ``fields`` goes from source column to a field of the kind, or ``table.field``; empty where the
    column is ignored. Matches of the columns in ``proposed`` are not in force.
    """
    columns = tuple(fields)
    cells = list(zip(*rows, strict=True)) if rows else [() for _ in columns]
    arrow = pa.table(
        {
            **{
                name: pa.array(list(c), pa.string()) for name, c in zip(columns, cells, strict=True)
            },
            "_line": pa.array(range(2, 2 + len(rows)), pa.int64()),
            "_ragged": pa.nulls(len(rows), pa.string()),
        }
    )
    raw = RawTable(file, "", "utf-8", columns, tuple(tuple(row) for row in rows[:1000]), arrow)
    return raw, _mapping(kind, fields, profile, proposed)


def csv_extract(path: Path, kind: str, fields: Mapping[str, str]) -> Extract:
    """A comma-separated file on disk that is scanned rather than held, as large ones are."""
    lines = path.read_text(encoding="utf-8").splitlines()
    width = len(fields)
    sample = tuple(tuple(line.split(",")) for line in lines[1:1001] if line.count(",") == width - 1)
    scan = CsvText(path, ",", '"', 1)
    raw = RawTable(path.name, "", "utf-8", tuple(fields), sample, scan)
    return raw, _mapping(kind, fields, "plain", ())


def load_extracts(
    workspace: Workspace, *extracts: Extract, as_of: date | None = None, fiscal_start: int = 1
) -> LoadReport:
    """Load extracts as they are mapped."""
    tables, mappings = zip(*extracts, strict=True)
    return load(workspace, Inspection(tables, mappings), as_of=as_of, fiscal_start=fiscal_start)


@contextmanager
def newest(workspace: Workspace) -> Iterator[Warehouse]:
    """The latest snapshot, open."""
    warehouse = workspace.open()
    try:
        yield warehouse
    finally:
        warehouse.close()


def rows_of(workspace: Workspace, sql: str) -> list[tuple[object, ...]]:
    """Rows of the latest snapshot as tuples."""
    with newest(workspace) as warehouse:
        return [tuple(row.values()) for row in warehouse.query(sql).to_pylist()]


def codes(report: LoadReport) -> dict[str, int]:
    """Finding codes of a report with their rows."""
    return {finding.code: finding.rows for finding in report.findings}


def _mapping(
    kind: str, fields: Mapping[str, str], profile: str, proposed: Sequence[str]
) -> FileMapping:
    matches = []
    for source, target in fields.items():
        if target:
            table, _, name = target.rpartition(".")
            matches.append(ColumnMatch(source, table or kind, name, 1.0, source not in proposed))
    ignored = tuple(source for source, target in fields.items() if not target)
    return FileMapping(kind, profile, tuple(matches), ignored, (), f"{kind}:{'|'.join(fields)}")
