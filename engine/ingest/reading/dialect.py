"""How a text file separates and quotes its cells, told from its first lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.ingest.reading.header import Header, find_header
from engine.ingest.reading.records import QuoteStyle, Record, records

if TYPE_CHECKING:
    from collections.abc import Sequence

_DELIMITERS = (",", ";", "\t", "|")
LINES = 300
"""Lines that decide; no more of a text need be cut."""
_STEADY = 0.5
"""Share of rows that must have the same number of cells for a delimiter to be one."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are separated, and the header that this reveals."""

    style: QuoteStyle
    width: int
    """Cells in a row."""
    header: Header | None


def detect(lines: Sequence[str]) -> Dialect:
    """
    Choose delimiter and quote under which the first lines make the steadiest table.

    A delimiter that reveals a header goes before one that does not, then the one under which more
    rows have the same number of cells, then the one that makes more cells. Lines that no
    delimiter divides are one column.
    """
    head = lines[:LINES]
    declared, text = _declared(head), "".join(head)
    tried = [
        (dialect, share)
        for delimiter in ([declared] if declared else _DELIMITERS)
        if delimiter in text and (found := _try(head, QuoteStyle(delimiter))) is not None
        for dialect, share in [found]
    ]
    if tried:
        best, _ = max(tried, key=lambda t: (t[0].header is not None, round(t[1], 1), t[0].width))
        return best
    return _one_column(head)


def _try(lines: Sequence[str], style: QuoteStyle) -> tuple[Dialect, float] | None:
    """The table that a delimiter makes, if it makes one, and its share of even rows."""
    style = replace(style, quote=_quote(lines, style.delimiter))
    rows = [record for record in records(lines, style) if any(c.strip() for c in record.cells)]
    widths = Counter(len(record.cells) for record in rows)
    width, even = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    share = even / max(len(rows), 1)
    header = find_header(rows, width) if width > 1 else None
    if header is None and _titled(rows, width):
        header = find_header(rows, len(rows[0].cells))
        width = header.width if header else width
    if width < 2 or (header is None and share < _STEADY):
        return None
    return Dialect(style, width, header), share


def _titled(rows: Sequence[Record], width: int) -> bool:
    """Whether the first row could be a header of another width than the rows below it."""
    return bool(rows) and len(rows[0].cells) > 1 and len(rows[0].cells) != width


def _quote(lines: Sequence[str], delimiter: str) -> str:
    """Apostrophes quote only where they wrap something and quotation marks do not."""
    opened = closed = 0
    for line in lines:
        if '"' in line:
            return '"'
        if "'" not in line:
            continue
        for cell in line.rstrip("\r\n").split(delimiter):
            if not cell.strip("'"):
                continue
            opened += cell.startswith("'")
            closed += cell.endswith("'") and len(cell) > 1
    return "'" if opened and opened == closed else '"'


def _declared(lines: Sequence[str]) -> str:
    """The delimiter that a first line ``sep=;`` declares, empty where there is none."""
    first = lines[0].strip().strip('"') if lines else ""
    return first[4:5] if first.lower().startswith("sep=") and len(first) == 5 else ""


def _one_column(lines: Sequence[str]) -> Dialect:
    """Lines as the cells of one column, under a delimiter that they do not hold."""
    text = "".join(lines)
    delimiter = next((d for d in _DELIMITERS if d not in text), "\x1f")
    style = QuoteStyle(delimiter)
    rows = [record for record in records(lines, style) if any(record.cells)]
    return Dialect(style, 1, find_header(rows, 1))
