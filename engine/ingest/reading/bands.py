"""Header rows in two storeys: groups such as quarters above, the names of columns below."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.ingest.reading.cells import Look, look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.ingest.reading.header import Header
    from engine.ingest.reading.records import Record

_NAMES = (Look.WORD, Look.PERIOD, Look.DATE, Look.CODE)
_CHECKED = 20
"""Rows below that must each name their record in the first column."""


def with_bands(header: Header, above: Record | None, below: Sequence[Record]) -> Header:
    """
    Join the row of groups to the row of names where only both together tell columns apart.

    Merged cells leave a group's name over its first column and blanks over the others: ``Q1``
    over ``Quota`` and ``Actual``, again ``Q2`` over ``Quota`` and ``Actual``. The group may stand
    above the row taken for the header, or be that row, with the names below it.

    Parameters
    ----------
    header : Header
        The row that was found to name the columns.
    above : Record or None
        The row before it that holds something.
    below : sequence of Record
        Rows after it that hold something.
    """
    if above is not None and above.line == header.line - 1:
        names = _joined(above.cells, header.cells, header.width)
        if names:
            return replace(header, joined=names)
    if below and below[0].line == header.last_line + 1 and _is_second_storey(header, below):
        names = _joined(header.cells, below[0].cells, header.width)
        if names:
            cells = tuple(cell.strip() for cell in below[0].cells[: header.width])
            return replace(header, line=below[0].line, cells=cells, joined=names, second=0)
    return header


def _joined(groups: Sequence[str], names: Sequence[str], width: int) -> tuple[str, ...] | None:
    """Names, those that repeat with their group in front; ``None`` where that does not help."""
    over, under = _padded(groups, width), _padded(names, width)
    if sum(map(bool, over)) < 2:
        return None
    spread = _spread(over)
    repeated = Counter(under)
    joined = [
        f"{group} {name}".strip() if name and repeated[name] > 1 else name or own
        for own, group, name in zip(over, spread, under, strict=True)
    ]
    filled = [name for name in joined if name]
    helps = tuple(joined) != tuple(under)
    return tuple(joined) if helps and len(set(filled)) == len(filled) else None


def _is_second_storey(header: Header, below: Sequence[Record]) -> bool:
    """Whether the row below names what the header leaves blank, and rows of values follow."""
    upper, lower = _padded(header.cells, header.width), _padded(below[0].cells, header.width)
    named = [cell for cell in lower if cell]
    rows = below[1 : _CHECKED + 1]
    return (
        not lower[0]
        and len(named) > 1
        and all(look(cell) in _NAMES for cell in named)
        and any(not cell for cell in upper)
        and all(a or b for a, b in zip(upper, lower, strict=True))
        and bool(rows)
        and all(row.cells and row.cells[0].strip() for row in rows[: max(1, len(rows) - 3)])
    )


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*(" ".join(cell.split()) for cell in cells[:width]), *[""] * (width - len(cells))]


def _spread(groups: Sequence[str]) -> list[str]:
    """Each group over its own column and the blank ones to its right."""
    spread, last = [], ""
    for group in groups:
        last = group or last
        spread.append(last)
    return spread
