"""Where on a sheet the table stands, among titles above it and notes beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.ingest.reading.bands import with_bands
from engine.ingest.reading.header import Header, is_title, looks_like_names, second_header_line
from engine.ingest.reading.records import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOKED_AT = 300
"""Rows that decide."""
_TOP = 60
"""Rows among which the header is looked for."""
_IN_USE = 0.1
"""Share of rows that must hold something for a column without a name to belong to the table."""


@dataclass(frozen=True, slots=True)
class Area:
    """Columns of a sheet that are the table, and its header."""

    first: int
    last: int
    """First column and the one behind the last, from 0."""
    header: Header


def find_area(rows: Sequence[Record]) -> Area | None:
    """
    Find the table on a sheet.

    The header is the first row that fills at least half of what most rows fill. The table is
    the widest run of columns that this row names or that hold something below it. ``None``
    where that row holds values instead of names.

    Parameters
    ----------
    rows : sequence of Record
        Rows from the top of the sheet that are not blank, all equally wide.
    """
    looked_at = rows[:_LOOKED_AT]
    fills = Counter(len(_filled(row)) for row in looked_at)
    usual = max(fills.items(), key=lambda item: (item[1], item[0]), default=(0, 0))[0]
    least = max(min(2, usual), (usual + 1) // 2)
    for index, row in enumerate(looked_at[:_TOP]):
        below = looked_at[index + 1 :]
        if len(_filled(row)) >= least and not is_title(row.cells, below, usual):
            return _area(row, looked_at[index - 1] if index else None, below)
    return None


def _area(header: Record, above: Record | None, below: Sequence[Record]) -> Area | None:
    """The table under a header, if it is one."""
    used = Counter(column for row in below for column in _filled(row))
    named = set(_filled(header))
    columns = [
        column
        for column in range(len(header.cells))
        if column in named or used[column] > max(1, _IN_USE * len(below))
    ]
    runs = _runs(columns)
    if not runs:
        return None
    first, last = max(runs, key=lambda run: (run[1] - run[0], -run[0]))
    names = [cell.strip() for cell in header.cells[first:last]]
    cut = [Record(row.line, row.cells[first:last]) for row in below]
    if not looks_like_names(names, cut):
        return None
    second = second_header_line(names, cut)
    found = Header(header.line, tuple(names), last - first, second)
    over = Record(above.line, above.cells[first:last]) if above else None
    return Area(first, last, with_bands(found, over, cut))


def _filled(row: Record) -> list[int]:
    """Columns in which a row holds something."""
    return [column for column, cell in enumerate(row.cells) if cell and not cell.isspace()]


def _runs(columns: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring columns as spans, first and behind the last."""
    spans: list[tuple[int, int]] = []
    for column in columns:
        if spans and spans[-1][1] == column:
            spans[-1] = (spans[-1][0], column + 1)
        else:
            spans.append((column, column + 1))
    return spans
