"""Raw tables for tests of recognition, made without the reader."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa

from engine.ingest.types import RawTable

OPEN_DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
"""Public extracts beside the project; absent on most machines."""


def raw_table(
    columns: list[str], rows: list[list[str]], file: str = "file.csv", sheet: str = ""
) -> RawTable:
    """Rows of text as the reader would hand them over."""
    blank = pa.table({"_line": pa.array([], pa.int64())})
    return RawTable(
        file, sheet, "utf-8", tuple(columns), tuple(tuple(row) for row in rows), rows=blank
    )


def read_csv(path: Path, delimiter: str = ",") -> RawTable:
    """Header and the first 300 rows of a plain CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        table = csv.reader(lines, delimiter=delimiter)
        columns = [cell.strip() for cell in next(table)]
        rows = [row for row, _ in zip(table, range(300), strict=False)]
    return raw_table(columns, [row for row in rows if len(row) == len(columns)], path.name)
