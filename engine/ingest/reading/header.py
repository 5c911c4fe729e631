"""Which row names the columns, and what the columns are called."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import FileError
from engine.ingest.reading.bands import with_bands
from engine.ingest.reading.cells import Look, look
from engine.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.ingest.reading.records import Record

_SEARCHED = 60
"""Rows from the top among which the header is looked for."""
_HALF_FILLED = 0.6
"""Share of the table up to which a row of words may be a title."""
_SOON = 10
"""Rows below a title among which the header stands."""
_LONGEST = 150
"""Characters that a column's name may have; a longer cell is a sentence."""
_DOUBTFUL = (Look.PERIOD, Look.CODE, Look.DATE)
"""Looks of cells that may be a name or a value; what stands below them tells."""
RESERVED = ("_line", "_ragged")
"""Names that rows carry of their own."""


@dataclass(frozen=True, slots=True)
class Header:
    """The row that names the columns."""

    line: int
    cells: tuple[str, ...]
    width: int
    """Columns of the table, at least as many as there are names."""
    second: int = 0
    """Line of a second row of names right below, 0 where there is none."""
    joined: tuple[str, ...] = ()
    """Names with the groups of a row of groups in front, empty where there is none."""

    @property
    def names(self) -> tuple[str, ...]:
        """What the columns are called."""
        return self.joined or self.cells

    @property
    def last_line(self) -> int:
        """Line that it ends on; a name may be broken over several."""
        return self.line + sum(cell.count("\n") for cell in self.cells)


def find_header(rows: Sequence[Record], width: int) -> Header | None:
    """
    Find the row that names the columns among the rows that hold something.

    It is the first full row: every row above it has fewer cells, or mostly blank ones. ``None``
    where that row holds values instead of names.

    Parameters
    ----------
    rows : sequence of Record
        Rows from the top of the file that are not blank.
    width : int
        Cells in a row of the table.
    """
    for index, row in enumerate(rows[:_SEARCHED]):
        names = _stripped(row.cells)
        if row.problem or not _fits(row, names, rows[index + 1 :], width):
            continue
        filled = [name for name in names if name]
        below = rows[index + 1 :]
        if len(filled) < max(min(2, width), (width + 1) // 2) or is_title(names, below, width):
            continue
        if not looks_like_names(names, below):
            return None
        header = Header(row.line, tuple(names), width, second_header_line(names, below))
        return with_bands(header, rows[index - 1] if index else None, below)
    return None


def column_names(cells: Iterable[str], width: int, label: str) -> tuple[str, ...]:
    """
    Name every column: blanks removed, a number for those without a name, repeats told apart.

    Raises
    ------
    FileError
        If there are more columns than allowed.
    """
    most = settings().limit_columns
    if width > most:
        raise FileError(
            f"{label} has {width:,} columns; at most {most:,} are read.",
            "Export only the columns that are needed, or raise EVENFIELD_LIMIT_COLUMNS.",
        )
    wanted = [" ".join(cell.replace("\0", "").split()) for cell in cells]
    wanted += [""] * (width - len(wanted))
    taken = {name.casefold() for name in RESERVED}
    names = []
    for number, name in enumerate(wanted, start=1):
        name = _unused(name or f"column_{number}", taken)
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def _unused(name: str, taken: set[str]) -> str:
    """The name itself, or with the first free number behind it; capitals do not tell apart."""
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name} ({number})"
    return free


def _stripped(cells: Sequence[str]) -> list[str]:
    """Cells without surrounding blanks and without blank cells at the end."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names


def _fits(row: Record, names: Sequence[str], below: Sequence[Record], width: int) -> bool:
    """Whether a row is as wide as the table, blank columns at the right edge aside."""
    if len(row.cells) == width:
        return True
    return width - _always_blank(below, width) <= len(names) <= width


def _always_blank(rows: Sequence[Record], width: int) -> int:
    """How many columns at the right edge are blank in every row."""
    edges = [width - len(_stripped(row.cells)) for row in rows if len(row.cells) == width]
    return min(edges, default=0)


def is_title(names: Sequence[str], below: Sequence[Record], usual: int) -> bool:
    """
    Whether a half-filled row is a title: names that fill more of the table stand soon below.

    Parameters
    ----------
    names : sequence of str
        The row's cells.
    below : sequence of Record
        Rows under it.
    usual : int
        Cells that most rows fill.
    """
    filled = sum(1 for name in names if name.strip())
    if filled > _HALF_FILLED * usual:
        return False
    return any(
        sum(1 for cell in row.cells if cell.strip()) > filled
        and looks_like_names(row.cells, below[number:])
        for number, row in enumerate(below[:_SOON], start=1)
    )


def looks_like_names(names: Sequence[str], below: Sequence[Record]) -> bool:
    """
    Whether cells name columns: words, or beside words also periods and codes over other values.

    Parameters
    ----------
    names : sequence of str
        The cells, blank ones among them.
    below : sequence of Record
        Rows under them, cell by cell.
    """
    filled = [name for name in names if name.strip()]
    if any(len(cell) > _LONGEST for cell in filled):
        return False
    looks = Counter(look(cell) for cell in filled)
    if looks[Look.WORD] == len(filled):
        return True
    doubtful = sum(looks[seen] for seen in _DOUBTFUL)
    if not looks[Look.WORD] or looks[Look.WORD] + doubtful < len(filled):
        return False
    return len(set(filled)) == len(filled) and not _alike_below(names, below)


def _alike_below(names: Sequence[str], below: Sequence[Record]) -> bool:
    """Whether mostly periods and codes stand under periods and codes: then all are values."""
    columns = [i for i, name in enumerate(names) if look(name) in _DOUBTFUL]
    cells = [row.cells[i] for row in below[:20] for i in columns if i < len(row.cells)]
    alike = sum(look(cell) in _DOUBTFUL for cell in cells)
    return alike * 2 > len(cells)


def second_header_line(names: Sequence[str], below: Sequence[Record]) -> int:
    """
    Line of the row under the header where it names the columns again, 0 where it does not.

    It does where it holds words in every column whose later rows hold numbers or dates, and
    there are at least two such columns.
    """
    if len(below) < 3 or len(_stripped(below[0].cells)) != len(names):
        return 0
    rows = [row.cells for row in below[1:50]]
    words = [look(cell) is Look.WORD for cell in below[0].cells[: len(names)]]
    if any(_is_typed(rows, i) for i, word in enumerate(words) if not word):
        return 0
    typed = sum(_is_typed(rows, i) for i, word in enumerate(words) if word)
    return below[0].line if typed > 1 else 0


def _is_typed(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a column's values are numbers or dates, with hardly an exception."""
    looks = [look(cells[column]) for cells in rows if column < len(cells)]
    typed = sum(seen in (Look.NUMBER, Look.DATE) for seen in looks)
    return bool(looks) and typed >= 0.8 * len(looks)
