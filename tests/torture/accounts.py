"""Whether every row that was read is accounted for, counted apart from the reader's own count."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa

from engine.errors import EngineError
from engine.ingest.load import Inspection, load
from engine.ingest.types import OTHER
from engine.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from engine.ingest.types import LoadReport, RawTable

_LINE_END = re.compile(r"\r\n|\r|\n")


def of_reading(seen: Inspection, data: bytes, folder: Path) -> list[str]:
    """What is wrong with a file's tables: lines lost, lines twice, a sentence that is none."""
    faults = []
    for raw in seen.tables:
        for finding in raw.findings:
            if not finding.message.strip() or str(folder) in finding.message:
                faults.append(f"the sentence “{finding.message[:80]}”")
        if isinstance(raw.rows, pa.Table) and raw.columns:
            faults += _lost_lines(raw, data) if raw.encoding == "utf-8" and not raw.sheet else []
            lines = raw.rows["_line"].to_pylist()
            faults += ["a line was read twice"] if len(set(lines)) < len(lines) else []
    return faults


def _lost_lines(raw: RawTable, data: bytes) -> list[str]:
    """Lines from the first row on that are neither a row nor left out, where no cell has two."""
    if b'"' in data or b"'" in data or b"\0" in data or b"\r\r" in data or not raw.rows.num_rows:
        return []
    lines = _LINE_END.split(data.decode("utf-8", "replace"))
    lines.pop() if not lines[-1] else None
    first = raw.rows["_line"][0].as_py()
    lost = len(lines) - first + 1 - raw.rows.num_rows - raw.rows_left_out
    return [f"{lost} of {len(lines)} lines lost"] if lost > 0 else []


def of_loads(seen: Sequence[Inspection], home: Path) -> list[str]:
    """Load files together, by halves where any of them cannot be; return what is wrong."""
    tables = tuple(raw for one in seen for raw in one.tables)
    mappings = tuple(mapping for one in seen for mapping in one.mappings)
    try:
        return [*_unaccounted(load(Workspace(home), Inspection(tables, mappings)), tables, home)]
    except EngineError as refusal:
        fault = "" if str(refusal).strip() else "a refusal without a word"
    except Exception as error:  # noqa: BLE001 what is no sentence is what is looked for
        return [f"{tables[0].file}: {type(error).__name__}: {str(error)[:300]}"]
    if len(seen) > 1:
        half = len(seen) // 2
        return [*of_loads(seen[:half], home), *of_loads(seen[half:], home)]
    return [f"{tables[0].file}: {fault}"] if fault else []


def _unaccounted(report: LoadReport, tables: Sequence[RawTable], home: Path) -> Iterator[str]:
    """Files whose rows do not come to what was read, nor their rejects to those that are kept."""
    kept = _kept_rejects(report, home)
    for file, raw in zip(report.files, tables, strict=True):
        counts = file.rows_accepted, file.rows_rejected, file.rows_left_out
        there = raw.rows.num_rows + raw.rows_left_out if isinstance(raw.rows, pa.Table) else None
        if min(counts) < 0 or sum(counts) != file.rows_read:
            yield f"{file.file}: {file.rows_read} read, {counts} accepted, rejected, left out"
        if there is not None and there != file.rows_read and file.mapping.kind != OTHER:
            yield f"{file.file}: {there} rows there, {file.rows_read} read"
        if kept is not None and kept.get((file.file, file.sheet), 0) != file.rows_rejected:
            yield f"{file.file}: {file.rows_rejected} rejected, {kept} kept"


def _kept_rejects(report: LoadReport, home: Path) -> dict[tuple[str, str], int] | None:
    if report.snapshot is None:
        return None
    door = Workspace(home).open(report.snapshot)
    try:
        rows = door.query("SELECT file, sheet, count(*) AS n FROM reject GROUP BY ALL").to_pylist()
    finally:
        door.close()
    return {(row["file"], row["sheet"] or ""): row["n"] for row in rows}
