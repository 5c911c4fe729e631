"""Tables as files, on their way from the process that read them to the one that asked."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import ipc

from engine.ingest.reading.source import spool_file
from engine.ingest.types import CsvText, RawTable
from engine.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEY = b"evenfield"


def pack(tables: Sequence[RawTable], spool: Path) -> list[str]:
    """Write each table to a file of its own in the spool; return their paths."""
    return [_packed(table, spool) for table in tables]


def unpack(paths: Sequence[str]) -> tuple[RawTable, ...]:
    """Read tables back; their rows stay on disk until they are looked at."""
    return tuple(_unpacked(Path(path)) for path in paths)


def _packed(table: RawTable, spool: Path) -> str:
    path = spool_file(spool, ".arrow")
    plain: dict[str, Any] = {f.name: getattr(table, f.name) for f in fields(table)}
    rows = plain.pop("rows")
    plain["findings"] = [asdict(finding) for finding in table.findings]
    if isinstance(rows, CsvText):
        plain["scan"] = {**asdict(rows), "path": str(rows.path)}
        rows = pa.table({})
    kept = rows.replace_schema_metadata({_KEY: json.dumps(plain)})
    with ipc.new_file(path, kept.schema) as file:
        file.write_table(kept)
    return str(path)


def _unpacked(path: Path) -> RawTable:
    with pa.memory_map(str(path)) as file:
        rows = ipc.open_file(file).read_all()
    plain = json.loads(rows.schema.metadata[_KEY])
    scan = plain.pop("scan", None)
    findings = plain.pop("findings")
    return RawTable(
        rows=CsvText(**{**scan, "path": Path(scan["path"])}) if scan else _bare(rows),
        columns=tuple(plain.pop("columns")),
        sample=tuple(tuple(row) for row in plain.pop("sample")),
        findings=tuple(Finding(**{**f, "examples": tuple(f["examples"])}) for f in findings),
        **plain,
    )


def _bare(rows: pa.Table) -> pa.Table:
    return rows.replace_schema_metadata(None)
