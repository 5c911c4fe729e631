"""Rows of a tidy text taken all at once; where anything is doubtful they are read one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from engine.ingest.reading.left_out import TAIL, Leave, look_alike, what_is
from engine.ingest.reading.records import records
from engine.settings import settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.ingest.reading.header import Header
    from engine.ingest.reading.records import QuoteStyle

_WORTH_IT = 1_000
"""Lines from which reading at once saves anything."""


@dataclass(frozen=True, slots=True)
class PlainRows:
    """The rows between the header and the last few lines of a file."""

    table: pa.Table
    """Every row with ``_line`` and an empty ``_ragged`` behind."""
    left_out: Counter[Leave]
    end: int
    """How many lines of the file are done."""


def plain_rows(
    lines: Sequence[str], header: Header, columns: tuple[str, ...], style: QuoteStyle
) -> PlainRows | None:
    """
    Take the rows below the header in one go, up to the lines among which a footer is looked for.

    ``None`` where they would not come out exactly as :func:`engine.ingest.reading.records.records`
    gives them: a second header, cells of several lines, quotation marks out of place, ragged rows
    or cells over the limit.
    """
    begin, end = header.last_line, len(lines) - TAIL
    if header.second or end - begin < _WORTH_IT:
        return None
    text = "".join(lines[begin:end])
    if next(records(lines[end - 1 : end], style)).problem or not _quoted_well(text, style):
        return None
    table = _parsed(text, columns, style)
    if table is None or table.num_rows != end - begin or _longest(table) > _limit():
        return None
    leaves = _left_out(table, header)
    table = table.append_column("_line", pa.array(range(begin + 1, end + 1), pa.int64()))
    table = table.append_column("_ragged", pa.nulls(end - begin, pa.string()))
    if leaves:
        kept = [row not in leaves for row in range(table.num_rows)]
        table = table.filter(pa.array(kept))
    return PlainRows(table, Counter(leaves.values()), end)


def _quoted_well(text: str, style: QuoteStyle) -> bool:
    """Whether every quotation mark that is not doubled stands at an edge of its cell."""
    if style.quote not in text:
        return True
    edges = ("", style.delimiter, "\n", "\r")
    pieces = text.replace(style.quote * 2, "").split(style.quote)
    return all(a[-1:] in edges or b[:1] in edges for a, b in pairwise(pieces))


def _parsed(text: str, columns: tuple[str, ...], style: QuoteStyle) -> pa.Table | None:
    """
    Every cell as text, ``None`` where a row has more or fewer than there are columns.

    The text is one block, so that no block can begin inside a cell of several lines.
    """
    data = text.encode()
    try:
        return csv.read_csv(
            pa.BufferReader(data),
            csv.ReadOptions(column_names=columns, block_size=len(data)),
            csv.ParseOptions(
                delimiter=style.delimiter, quote_char=style.quote, ignore_empty_lines=False
            ),
            csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(columns, pa.string()),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None


def _longest(table: pa.Table) -> int:
    """Bytes of the longest cell, hence no fewer than its characters."""
    lengths = [pc.max(pc.binary_length(column)).as_py() for column in table.columns]
    return int(max(lengths))


def _limit() -> int:
    return settings().limit_cell_characters


def _left_out(table: pa.Table, header: Header) -> dict[int, Leave]:
    """Rows that are no records, by their place; only those that look it are looked at."""
    suspects = pc.indices_nonzero(look_alike(table.column(0), header.cells))
    rows = zip(*(column.to_pylist() for column in table.take(suspects).columns), strict=True)
    known: dict[tuple[str, ...], Leave | None] = {}  # most of them repeat one another
    found = {}
    for place, row in zip(suspects.to_pylist(), rows, strict=True):
        if row not in known:
            known[row] = what_is(row, header.cells)
        if leave := known[row]:
            found[place] = leave
    return found
