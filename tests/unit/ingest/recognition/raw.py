"""Raw tables for tests of recognition, made without the reader."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from engine.ingest.recognition import recognise
from engine.ingest.types import RawTable

if TYPE_CHECKING:
    from engine.ingest.types import FileMapping

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


CELLS = {
    "date": ["2025-03-15", "2025-01-02", "2024-12-30"],
    "german date": ["15.03.2025", "02.01.2025", "30.12.2024"],
    "money": ["12500.00", "8300", "99000.5"],
    "euro": ["12.500,00 €", "8.300,00 €", "99.000,50 €"],
    "percent": ["25", "50", "75"],
    "person": ["Anna Berger", "Jan Novák", "Lucía Gómez"],
    "company": ["Globex AG", "Initech GmbH", "Umbrella SA"],
    "mail": ["a.b@example.com", "c.d@example.com", "e.f@example.com"],
    "id": ["E1001", "E1002", "E1003"],
    "number": ["10021", "10022", "10023"],
    "word": ["Alpha", "Beta", "Alpha"],
    "yes": ["yes", "no", "yes"],
    "ended": ["Won", "Lost", "Open"],
    "currency": ["EUR", "EUR", "CZK"],
    "quarter": ["2025-Q1", "2025-Q2", "2025-Q3"],
    "level": ["High", "Low", "Medium"],
    "blank": ["", "", ""],
}


def sheet(columns: dict[str, str], file: str = "export.csv") -> RawTable:
    """A raw table whose columns hold the named kinds of cells."""
    rows = [list(row) for row in zip(*(CELLS[cells] for cells in columns.values()), strict=True)]
    return raw_table(list(columns), rows, file)


def taken(mapping: FileMapping) -> dict[str, str]:
    """Table and field of each column in force."""
    return {m.source: f"{m.table}.{m.field}" for m in mapping.matches if m.taken}


def recognised(columns: dict[str, str], file: str = "export.csv") -> FileMapping:
    """What one sheet alone is recognised as."""
    return recognise([sheet(columns, file)])[0]
