"""Rejected rows as files: why each was rejected, and the rows to mend and drop again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pages._shared import exports, reports

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.store.reject_row import RejectRow
    from pages._shared.reference import Row

REASONS = ("file", "sheet", "line", "column", "value", "reason")


def reasons_csv(rows: Iterable[RejectRow]) -> bytes:
    """File, line, column, value and reason of every rejected row."""
    cells = ([getattr(row, name) for name in REASONS] for row in rows)
    return exports.rows_as_csv(REASONS, cells)


def rows_csv(rows: Iterable[RejectRow]) -> bytes:
    """Rejected rows of one file under its own headers, to be mended and loaded again."""
    every = list(rows)
    header = list(dict.fromkeys(name for row in every for name in row.cells))
    return exports.rows_as_csv(header, ([row.cells.get(n, "") for n in header] for row in every))


def by_file(rows: Iterable[RejectRow]) -> dict[str, list[RejectRow]]:
    """Rejected rows of each file or sheet."""
    found: dict[str, list[RejectRow]] = {}
    for row in rows:
        found.setdefault(reports.label(row.file, row.sheet), []).append(row)
    return found


def file_stem(name: str) -> str:
    """Name of a file or sheet as part of the name of a download."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower() or "rows"


def shown(rows: Iterable[RejectRow]) -> list[Row]:
    """The first rejected rows as a table to read."""
    return [
        {
            "Line": str(row.line),
            "Column": row.column,
            "Value": row.value,
            "Why": row.reason,
        }
        for row in rows
    ]
