"""How far a sheet reaches, told from its XML before anything makes room for its cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.errors import FileError

if TYPE_CHECKING:
    from engine.ingest.reading.source import Source

MOST_CELLS = 20_000_000
"""Cells from the first to the last; the reader makes room for all of them, blank or not."""
_PLACE = re.compile(rb"""r\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_OVERLAP = 40
"""Bytes that a place may take; one that is cut by a piece's end is found in the next."""


class Extent:
    """
    Follows a sheet's XML as it is unpacked and refuses one that reaches too far.

    Two cells in opposite corners of a sheet are a few hundred bytes that would fill all memory.
    """

    def __init__(self, source: Source, sheet: str) -> None:
        self._source = source
        self._sheet = sheet
        self._rest = b""
        self._columns: set[bytes] = set()
        self._row = 0

    def write(self, piece: bytes, /) -> int:
        """
        Take the next piece.

        Raises
        ------
        FileError
            If the cells so far span more than allowed.
        """
        text = self._rest + piece
        self._rest = text[-_OVERLAP:]
        places = _PLACE.findall(text)
        if places:
            columns, rows = zip(*places, strict=True)
            self._columns.update(columns)
            self._row = max(self._row, max(map(int, set(rows))))
        widest = max((_number(column) for column in self._columns), default=0)
        if widest * self._row > MOST_CELLS:
            raise FileError(
                f"{self._source.label} has a sheet that reaches to row {self._row:,} and column "
                f"{widest:,}; at most {MOST_CELLS:,} cells are read ({self._sheet}).",
                "Delete stray cells far from the table, or export the sheet as CSV.",
            )
        return len(piece)


def _number(letters: bytes) -> int:
    """Column number of letters, A being 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
