"""One quick pass over all bytes of a large text, for what its ends and middle cannot tell."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from engine.errors import FileError
from engine.ingest.types import BLANKS, NO_BREAK
from engine.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.ingest.reading.source import Source

_CHUNK = 1 << 18
"""Small enough to stay in the processor's cache while it is looked at three times."""

_SIGNS = {b"\t": "\t", b"\r": "\r", b"\xa0": NO_BREAK, b'"': "\n"}
"""Byte without which no cell can have a blank at its edge; only a quoted one holds a line end."""

_LINES = 64
"""How many times the longest cell a line may be."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a pass over all bytes found."""

    is_utf_8: bool
    blanks: str
    """Blanks beside the space that occur where a cell can begin or end with them."""
    repeats: int
    """Lines that begin like the header, the header itself among them where it is not line 1."""


def survey(source: Source, header: bytes) -> Survey:
    """
    Pass over a file that looks like UTF-8, in pieces of whole lines.

    Parameters
    ----------
    source : Source
        The file.
    header : bytes
        The header's line without its end.

    Raises
    ------
    FileError
        If a line is longer than any row could be.
    """
    mark = b"\n" + header
    signs, repeats = set[bytes](), 0
    for piece in _pieces(source):
        if not _is_utf_8(piece):
            return Survey(False, BLANKS.strip(" "), repeats)
        signs |= {sign for sign in _SIGNS.keys() - signs if sign in piece}
        repeats += piece.count(mark)
    return Survey(True, "".join(_SIGNS[sign] for sign in sorted(signs)), repeats)


def count_lines(source: Source) -> int:
    """Lines of a file that hold something, as far as line feeds tell."""
    return sum(piece.count(b"\n") - piece.count(b"\n\n") for piece in _pieces(source))


def _pieces(source: Source) -> Iterator[bytes]:
    """The file in pieces that begin with a line feed, the first one aside, and end before one."""
    longest = int(_LINES * settings().limit_cell_characters)
    rest = b""
    with source.path.open("rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            cut = chunk.rfind(b"\n")
            if cut < 0:
                rest += chunk
            else:
                yield rest + chunk[:cut]
                rest = chunk[cut:]
            if len(rest) > longest:
                raise FileError(
                    f"{source.label} has a line of more than {longest:,} characters.",
                    "Export it again as CSV with one record on each line.",
                )
    yield rest


def _is_utf_8(piece: bytes) -> bool:
    """Validate without making a Python string of it, several times as fast."""
    ends = pa.py_buffer(struct.pack("=qq", 0, len(piece)))
    text = pa.Array.from_buffers(pa.large_string(), 1, [None, ends, pa.py_buffer(piece)])
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True
