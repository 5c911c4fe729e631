"""Lines of text to records of cells, going on after every quoting mistake."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from engine.settings import settings

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterator, Sequence

NOT_CLOSED = "A quotation mark is opened and not closed"
NOT_DOUBLED = "A quotation mark inside a quoted cell is not doubled"
TOO_LONG = "A cell is longer than {:,} characters"


class Record(NamedTuple):
    """One row of cells as it stands in the file."""

    line: int
    """Line, sheet row or row number that it begins on, from 1."""
    cells: list[str]
    problem: str = ""
    """Why its cells cannot be told apart for certain, empty for a good row."""


@dataclass(frozen=True, slots=True)
class QuoteStyle:
    """Which characters separate and wrap cells."""

    delimiter: str
    quote: str = '"'


def split_lines(text: str, most: int | None = None) -> list[str]:
    """Cut a text after each CRLF, LF or CR, keeping them; no more than the first few if told."""
    return list(islice(io.StringIO(text, newline=""), most))


def records(lines: Sequence[str], style: QuoteStyle, first_line: int = 1) -> Iterator[Record]:
    """
    Read records from lines, each with the line that it begins on.

    A record whose quotation marks do not add up costs its own line only: reading starts again on
    the next one, so that a mark never closed does not swallow the rest of the file.
    """
    csv.field_size_limit(settings().limit_cell_characters)
    start = 0
    while start < len(lines):
        reader = _reader(lines, start, style)
        done = start
        try:
            for cells in reader:
                yield Record(first_line + done, cells)
                done = start + reader.line_num
        except csv.Error as error:
            yield _broken(lines[done], first_line + done, style, str(error))
        start = done + 1


def _reader(lines: Sequence[str], start: int, style: QuoteStyle) -> Reader:
    """A strict reader of the lines from ``start`` on."""
    following = map(lines.__getitem__, range(start, len(lines)))
    return csv.reader(following, delimiter=style.delimiter, quotechar=style.quote, strict=True)


def _broken(text: str, line: int, style: QuoteStyle, error: str) -> Record:
    """The one line of a record that cannot be read, and why not."""
    limit = settings().limit_cell_characters
    if len(text) > limit:
        return Record(line, [text[:100]], TOO_LONG.format(limit))
    try:
        next(_reader([text.rstrip("\r\n")], 0, style))
    except csv.Error as own:
        error = str(own)
    problem = NOT_CLOSED if "unexpected end" in error else NOT_DOUBLED
    cells = text.rstrip("\r\n").split(style.delimiter)
    return Record(line, cells, problem)
