"""A small company every text of which means harm, as files that a load takes."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from engine.model.field import Kind
from engine.model.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from engine.model.field import Field, Table

TEXTS = (
    "'; DROP TABLE rep; -- ",
    '" OR 1=1; COPY rep TO "/tmp/x"; ',
    "<img src=x onerror=alert(1)>",
    "</td></table><script>alert(1)</script>",
    "[win](http://evil.test)",
    "![win](http://evil.test/p.png)",
    "**bold** :red[loud] $x^2$ `code`",
    '=HYPERLINK("http://evil.test")',
    "+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "-2+3+cmd|' /C calc'!A0",
    "../../../etc/passwd",
    "C:\\Windows\\win.ini",
    "\x1b[2J\x07\x08red",
    "\u202etxt.exe\u202c\u2066x\u2069",
    "\ufeff\u200bno width",
    "nul\0l",
    "line\n# Heading\r\n- list",
    "{{7*7}} ${7*7} %s %n",
    "\t=1+1",
)
"""SQL, HTML, Markdown, formulas, paths, control and bidirectional characters."""

PEOPLE = 10
QUARTERS = [date(year, month, 1) for year in (2024, 2025) for month in (1, 4, 7, 10)]
ROWS = {"opportunity": 160, "account": 30, "activity": 160, "stage_change": 200, "credit": 20}
"""Rows of the longer tables; of the others one for each person."""
_GROUPS = {"role", "segment", "region", "stage", "product", "lead_source", "industry", "tier"}
"""Columns by which people or deals are brought together, three values of each a text."""
_PLAIN_AT_FIRST = {"currency", "pay_currency", "measure", "scope", "period", "plan"}
"""Columns that only mean anything as what they are: every text in the last rows, none before."""


def write(folder: Path) -> list[Path]:
    """Write all files; return their paths."""
    return [written(table, folder / f"{table.name}.parquet") for table in TABLES]


def rows(table: Table) -> int:
    """Rows of a table's file."""
    return ROWS.get(table.name, 8 * PEOPLE if table.name == "quota" else 2 * PEOPLE)


def written(table: Table, path: Path) -> Path:
    """Write the file of one table: CSV, or Parquet, which carries any character."""
    names = [field.name for field in table.fields]
    cells = [
        [_cell(table, field, at, row, rows(table)) for at, field in enumerate(table.fields)]
        for row in range(rows(table))
    ]
    if path.suffix == ".parquet":
        columns = zip(names, map(list, zip(*cells, strict=True)), strict=True)
        pq.write_table(pa.table({n: pa.array(c, pa.string()) for n, c in columns}), path)
        return path
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, *cells])
    return path


def plain(table: Table, path: Path) -> Path:
    """Write the file of one table with a row for each person, and no harm in it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([field.name for field in table.fields])
        for row in range(PEOPLE):
            kinds = (Kind.ID, Kind.TEXT)
            writer.writerow(
                field.words[0] if field.words
                else f"{field.name}{row}" if field.kind in kinds
                else _value(table, field, row)
                for field in table.fields
            )  # fmt: skip
    return path


def _cell(table: Table, field: Field, at: int, row: int, count: int) -> str:
    """One cell: a text that means harm wherever a text may stand, else something plausible."""
    if field.words:
        return field.words[0]
    if field.kind is Kind.ID:
        return _id(field, row, count)
    if field.kind is Kind.TEXT:
        return _text(field, at, row, count)
    return _value(table, field, row)


def _id(field: Field, row: int, count: int) -> str:
    """An identifier: its own where it names the row, else that of a person, patch or account."""
    own = not field.refers_to
    kind = field.refers_to or field.name.removesuffix("_id")
    if field.name in ("manager_id", "parent_id"):
        return hostile(kind, 0) if row else ""
    most = {"rep": PEOPLE, "territory": PEOPLE, "account": 30, "opportunity": 160}.get(kind, count)
    return hostile(kind, row if own else row % most)


def hostile(what: str, number: int) -> str:
    """Text that means harm and names something: the same for the same number."""
    return f"{TEXTS[number % len(TEXTS)]}{what[:4]}{number}"


def _text(field: Field, at: int, row: int, count: int) -> str:
    if field.name in _PLAIN_AT_FIRST:
        plain = {"period": "FY2025-Q1", "scope": "company", "measure": "", "plan": ""}
        first = row < count - len(TEXTS) or row % 4 == 0
        return plain.get(field.name, "USD") if first else hostile(field.name, row)
    if field.name in _GROUPS:
        return hostile(field.name, (row % 3) * 7 + len(field.name))
    return f"{TEXTS[(row + at) % len(TEXTS)]}{field.name}{row}"


def _value(table: Table, field: Field, row: int) -> str:
    begun = QUARTERS[row // PEOPLE % 8]
    ended = QUARTERS[row // PEOPLE % 8 + 1] if row // PEOPLE % 8 < 7 else date(2026, 1, 1)
    days = {
        "period_start": begun,
        "period_end": ended - timedelta(days=1),
        "hire_date": date(2021, 1, 4),
        "start_date": date(2023, 1, 1) if table.name == "assignment" else begun,
        "leave_date": None,
        "end_date": None if table.name == "assignment" else begun + timedelta(days=3),
        "close_date": begun + timedelta(days=40),
        "created_date": begun,
    }
    if field.kind is Kind.DATE:
        day = days.get(field.name, begun + timedelta(days=20))
        return day.isoformat() if day else ""
    if field.kind is Kind.MOMENT:
        return f"{begun.isoformat()} 10:00:00"
    if field.kind is Kind.FLAG:
        return str(field.name in ("is_closed", "is_won", "two_way") and row % 5 > 0).lower()
    if field.kind is Kind.SHARE:
        return "1" if field.name in ("fte", "share") else "0.2"
    numbers = {"latitude": 40 + row % 7, "longitude": -90 + row % 11, "score": 1 + row % 5}
    return str(numbers.get(field.name, 1_000 + 37 * (row % 50)))
