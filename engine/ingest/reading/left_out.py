"""Rows that are no records: blank lines, repeated headers, totals, and a report's last words."""

from __future__ import annotations

import re
from collections import deque
from enum import StrEnum
from typing import TYPE_CHECKING

import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow as pa

    from engine.ingest.reading.records import Record

TAIL = 200
"""Rows at the end among which a footer is looked for."""
_TOTAL = re.compile(
    r"((grand|sub|report|overall|running)[ -]?)?totals?( amount| sum| records?| rows?)?"
    r"|(gesamt|zwischen|end)?summen?|gesamt(betrag|ergebnis)?|insgesamt"
    r"|(sous-?)?(total|totaux)( général| general)?|somme|(sub)?totale?( general| generale| geral)?"
    r"|(sub|eind)?totaal|suma|celkem|mezisoučet|součet|合計|総計|小計",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\s*(\(?[\d.,' ]*\s*(records?|rows?|deals?|items?)?\)?)?\s*:?\s*[\d.,' ]*$")
TOTAL_CELL = f"(?:{_TOTAL.pattern}){_COUNT.pattern}"
"""Pattern, whatever the case, of a first cell that makes its row a total."""
_LAST_WORDS = re.compile(
    r"copyright|©|\(c\) ?\d{4}|confidential|vertraulich|confidentiel|do not distribute|generated|"
    r"exported|report |erstellt|exporté|source:|quelle:|page \d|seite \d|powered by|"
    r"applied filters|filtered by|filters?:|rows? (selected|returned)|records?:|as of |end of ",
    re.IGNORECASE,
)


class Leave(StrEnum):
    """Why a row is left out."""

    BLANK = "blank line"
    REPEATED_HEADER = "repeated header row"
    SECOND_HEADER = "second header row"
    TOTAL = "total row"
    FOOTER = "footer line"


Judged = tuple["Record", "Leave | None"]
"""A record and why it is left out, ``None`` where it is a row."""


def judge(
    rows: Iterable[Record], header: Sequence[str], second: int, width: int
) -> Iterator[Judged]:
    """
    Tell rows from what is left out, in the order of the file.

    Parameters
    ----------
    rows : iterable of Record
        Records below the header.
    header : sequence of str
        Cells of the header, to recognise it again.
    second : int
        Line of a second row of names, 0 where there is none.
    width : int
        Cells of a full row.
    """
    names = _plain(header)
    held: deque[Judged] = deque()
    for row in rows:
        leave = Leave.SECOND_HEADER if row.line == second else _alone(row.cells, names)
        held.append((row, leave))
        if len(held) > TAIL:
            yield held.popleft()
    yield from _without_footer(list(held), width)


def what_is(cells: Sequence[str], header: Sequence[str]) -> Leave | None:
    """Tell what a row is when looked at by itself, ``None`` for a row of the table."""
    return _alone(cells, _plain(header))


def is_total(text: str) -> bool:
    """Whether a text is a word for a total and nothing else."""
    return bool(_TOTAL.fullmatch(text.strip()))


def look_alike(first: pa.ChunkedArray, header: Sequence[str]) -> pa.ChunkedArray:
    """Tell by their first cells which rows may be left out; those of no other row need a look."""
    bare = pc.utf8_trim_whitespace(first)
    total = pc.match_substring_regex(bare, f"^({_TOTAL.pattern})", ignore_case=True)
    repeated = pc.equal(bare, _plain(header)[0])
    return pc.or_(pc.or_(pc.equal(bare, ""), total), repeated)


def _alone(cells: Sequence[str], names: list[str]) -> Leave | None:
    """What a row is when looked at by itself."""
    first = cells[0].strip() if cells else ""
    if not first:
        first = next((cell.strip() for cell in cells if cell.strip()), "")
    if not first:
        return Leave.BLANK
    if first == names[0] and _plain(cells) == names:
        return Leave.REPEATED_HEADER
    total = _TOTAL.match(first)
    if total and _COUNT.fullmatch(first, total.end()):
        return Leave.TOTAL
    return None


def _plain(cells: Sequence[str]) -> list[str]:
    """Cells that hold something, without surrounding blanks."""
    return [cell.strip() for cell in cells if cell.strip()] or [""]


def _without_footer(held: list[Judged], width: int) -> Iterator[Judged]:
    """Mark the short lines at the very end that follow a gap or read like a footer."""
    begin = len(held)
    while begin and (held[begin - 1][1] is Leave.BLANK or _is_short(held[begin - 1][0], width)):
        begin -= 1
    gap = begin > 0 and held[begin - 1][1] is Leave.TOTAL
    for index, (row, leave) in enumerate(held):
        if index < begin or leave is not None:
            gap = gap or (index >= begin and leave is not None)
            yield row, leave
            continue
        gap = gap or _reads_like_footer(row, width)
        yield row, Leave.FOOTER if gap else None


def _is_short(row: Record, width: int) -> bool:
    """Whether a row fills so little of the table that it may be a line of text."""
    filled = sum(1 for cell in row.cells if cell.strip())
    if width == 1:
        return bool(_LAST_WORDS.search(row.cells[0]))
    return filled <= max(1, width // 4) and bool(row.cells[0].strip())


def _reads_like_footer(row: Record, width: int) -> bool:
    """Whether a short row is one by its words alone, nothing setting it apart from the rows."""
    if width == 1 or row.problem:
        return False
    text = " ".join(cell.strip() for cell in row.cells).strip()
    sentence = len(row.cells) == 1 and len(text.split()) >= 4
    return sentence or bool(_LAST_WORDS.search(text))
