"""A large text copied into UTF-8 with one kind of line end, every row on its own line number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.ingest.reading.records import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.ingest.reading.header import Header
    from engine.ingest.reading.repairs import Repair

_CHUNK = 1 << 22


def rewrite(origin: Path, target: Path, codec: str, repair: Repair, header: Header) -> int:
    """
    Copy a text, blanking the lines above the header, a second header and repeated ones.

    The header comes to stand on its last line, whole.

    Returns
    -------
    int
        Repeated header rows that were blanked.
    """
    repeated, blanked = "", 0
    with target.open("w", encoding="utf-8", newline="") as copy:
        for text in _whole_lines(origin, codec):
            if not repeated:
                lines = split_lines(text)
                own = "".join(lines[header.line - 1 : header.last_line])
                repeated = f"\n{own}"
                one_line = own.rstrip("\n").replace("\n", " ")
                copy.write("\n" * (header.last_line - 1) + repair.apply(f"{one_line}\n"))
                if header.second:
                    lines[header.second - 1] = "\n"
                text = "".join(lines[header.last_line :])
            text = f"\n{text}"
            blanked += text.count(repeated)
            copy.write(repair.apply(text.replace(repeated, "\n\n")[1:]))
    return blanked


def _whole_lines(origin: Path, codec: str) -> Iterator[str]:
    """The text in pieces that end with a line, all line ends made line feeds."""
    rest = ""
    with origin.open(encoding=codec, errors="replace") as file:
        while chunk := file.read(_CHUNK):
            cut = chunk.rfind("\n") + 1
            if cut:
                yield (rest + chunk[:cut]).replace("\0", "")
                rest = chunk[cut:]
            else:
                rest += chunk
    if rest:
        yield rest
