"""Rejected rows as files: why each was rejected, and the rows to mend and load again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.store.rows_csv import rows_as_csv, rows_for_programs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.store.reject_row import RejectRow

REASONS = ("file", "sheet", "line", "column", "value", "reason")
REASONS_NAME = "rejects.csv"


def reject_files(rows: Iterable[RejectRow]) -> dict[str, bytes]:
    """Contents by file name: the reasons of all rows, then the rows of each file to mend."""
    every = tuple(rows)
    files = {REASONS_NAME: reasons_csv(every)}
    for label, of_file in by_file(every).items():
        name, taken = mend_name(label), 1
        while name in files:
            taken += 1
            name = mend_name(f"{label} {taken}")
        files[name] = rows_csv(of_file)
    return files


def reasons_csv(rows: Iterable[RejectRow]) -> bytes:
    """File, line, column, value and reason of every rejected row."""
    return rows_as_csv(REASONS, ([getattr(row, name) for name in REASONS] for row in rows))


def rows_csv(rows: Iterable[RejectRow]) -> bytes:
    """Rejected rows of one file under its own headers, every cell as it was, to load again."""
    every = list(rows)
    header = list(dict.fromkeys(name for row in every for name in row.cells))
    return rows_for_programs(header, ([row.cells.get(n, "") for n in header] for row in every))


def by_file(rows: Iterable[RejectRow]) -> dict[str, list[RejectRow]]:
    """Rejected rows of each file, or of each sheet or archive member of it."""
    found: dict[str, list[RejectRow]] = {}
    for row in rows:
        label = f"{row.file} › {row.sheet}" if row.sheet else row.file
        found.setdefault(label, []).append(row)
    return found


def mend_name(label: str) -> str:
    """Name of the file that holds the rejected rows of a file or sheet."""
    stem = re.sub(r"[^A-Za-z0-9]+", "-", label).strip("-").lower() or "rows"
    return f"mend-{stem}.csv"
