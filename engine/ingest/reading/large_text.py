"""Large text files: looked at in three places, mended into a copy if need be, never held whole."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.ingest.reading.encoding import Encoding, decode, detect_encoding, encoding_findings
from engine.ingest.reading.gather import (
    SAMPLE_HEAD,
    SAMPLE_MIDDLE,
    fitted,
    left_out_finding,
)
from engine.ingest.reading.left_out import Leave, judge
from engine.ingest.reading.no_rows import markup, no_header, no_table
from engine.ingest.reading.records import records, split_lines
from engine.ingest.reading.rewrite import rewrite
from engine.ingest.reading.source import Source, spool_file
from engine.ingest.reading.survey import Survey, count_lines, survey
from engine.ingest.reading.text import (
    Layout,
    is_markup,
    layout_of,
    line_end_findings,
    line_ends,
    whole_lines,
)
from engine.ingest.types import BLANKS, CsvText, RawTable

if TYPE_CHECKING:
    from pathlib import Path

    from engine.ingest.reading.header import Header

_WINDOW = 1 << 20
"""Bytes looked at in the beginning and in the middle, and at the end for how its lines end."""
_TAIL = 1 << 17
"""Bytes at the end among whose lines a footer is looked for."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """What the beginning of a file and one pass over it tell."""

    source: Source
    encoding: Encoding
    head: str
    """Text of the first window, cut after a line."""
    layout: Layout
    survey: Survey


def read_large(source: Source, spool: Path) -> RawTable:
    """
    Describe a text file for one scan, copying it to the spool only if it has to be mended.

    Its encoding is checked from end to end; delimiter, header, footer and line ends are told from
    the beginning, the middle and the end.

    Raises
    ------
    FileError
        If it is no text or has more columns than allowed.
    """
    opened = _open(source)
    header = opened.layout.dialect.header
    noticed = (
        *encoding_findings(opened.encoding, source),
        *line_end_findings(opened.head, source),
        *opened.layout.repair.findings(source),
    )
    if is_markup(opened.head):
        return no_table(source, opened.encoding.name, count_lines(source), markup(source), *noticed)
    if header is None:
        lines = count_lines(source)
        return no_table(source, opened.encoding.name, lines, no_header(source), *noticed)
    path, left_out = _mended(opened, header, spool)
    path, trailing = _without_footer(path, opened, header, spool)
    left_out += trailing
    if left_out:
        noticed += (left_out_finding(left_out, source.label),)
    style = opened.layout.dialect.style
    return RawTable(
        file=source.file,
        sheet=source.member,
        encoding=opened.encoding.name,
        columns=opened.layout.columns,
        sample=_sample(path, opened.layout, header),
        rows=CsvText(path, style.delimiter, style.quote, header.last_line, opened.survey.blanks),
        rows_left_out=left_out.total(),
        findings=noticed,
    )


def _open(source: Source) -> _Opened:
    """Look at the beginning, then check that all bytes are what it promises."""
    with source.path.open("rb") as file:
        start = file.read(_WINDOW)
    encoding = detect_encoding(start, False, source)
    opened = _laid_out(source, start, encoding)
    if encoding.is_utf_8 and not opened.survey.is_utf_8:
        opened = _laid_out(source, start, Encoding("cp1252"))
    return opened


def _laid_out(source: Source, start: bytes, encoding: Encoding) -> _Opened:
    head = whole_lines(decode(start, encoding.codec))
    layout = layout_of(head, source)
    header = layout.dialect.header
    found = Survey(False, BLANKS.strip(" "), 0)
    if encoding.is_utf_8:
        first = split_lines(head, header.line)[-1].rstrip("\r\n") if header else head
        found = survey(source, first.encode())
    return _Opened(source, encoding, head, layout, found)


def _mended(opened: _Opened, header: Header, spool: Path) -> tuple[Path, Counter[Leave]]:
    """The file itself where one scan can read it, else a copy that it can."""
    left_out: Counter[Leave] = Counter()
    origin = opened.source.path
    if not _needs_mending(opened, header):
        return origin, left_out
    copy = spool_file(spool, ".csv")
    left_out[Leave.REPEATED_HEADER] = rewrite(
        origin, copy, opened.encoding.codec, opened.layout.repair, header
    )
    left_out[Leave.SECOND_HEADER] = int(header.second > 0)
    return copy, +left_out


def _needs_mending(opened: _Opened, header: Header) -> bool:
    """Whether a scan would stumble, or take for rows what are none."""
    titles = split_lines(opened.head, header.line - 1)
    size = opened.source.path.stat().st_size
    end = "".join(_window(opened.source.path, max(0, size - _WINDOW)))
    ends = line_ends(opened.head) + line_ends(end)
    stray = "\r" in opened.survey.blanks and not ends["CRLF"]
    repeated = opened.survey.repeats > int(header.line > 1)
    return (
        not opened.survey.is_utf_8
        or bool(opened.layout.repair)
        or len(ends) > 1
        or stray
        or any('"' in title for title in titles)
        or header.last_line > header.line
        or repeated
        or header.second > 0
    )


def _without_footer(
    path: Path, opened: _Opened, header: Header, spool: Path
) -> tuple[Path, Counter[Leave]]:
    """Cut off what follows the last row, on a copy where the file is not ours."""
    begin = max(0, path.stat().st_size - _TAIL)
    lines = _window(path, begin)
    rows = records(lines, opened.layout.dialect.style)
    below = (row for row in rows if begin or row.line > header.last_line)
    judged = list(judge(below, header.cells, 0, header.width))
    rest: list[Leave] = []
    while judged and (leave := judged[-1][1]) is not None:
        rest.append(leave)
        last, _ = judged.pop()
    if not rest:
        return path, Counter()
    after = sum(len(line.encode()) for line in lines[last.line - 1 :])
    keep = path.stat().st_size - after
    if path == opened.source.path:
        path = spool_file(spool, ".csv")
        shutil.copyfile(opened.source.path, path)
    os.truncate(path, keep)
    return path, Counter(rest)


def _window(path: Path, begin: int) -> list[str]:
    """Whole lines from a place in a UTF-8 file on, one window at most."""
    with path.open("rb") as file:
        file.seek(begin)
        data = file.read(_WINDOW)
    if begin:
        data = data[data.find(b"\n") + 1 :]
    return split_lines(data.decode("utf-8", errors="ignore"))


def _sample(path: Path, layout: Layout, header: Header) -> tuple[tuple[str, ...], ...]:
    """Good rows from the beginning and the middle."""
    size = path.stat().st_size
    rows = _rows(_window(path, 0), layout, header, header.last_line, SAMPLE_HEAD)
    if size > 2 * _WINDOW:
        rows += _rows(_window(path, size // 2), layout, header, 2, SAMPLE_MIDDLE)
    return tuple(rows)


def _rows(
    lines: list[str], layout: Layout, header: Header, after: int, most: int
) -> list[tuple[str, ...]]:
    """First good rows below a line of a window."""
    below = (row for row in records(lines, layout.dialect.style) if row.line > after)
    good = []
    for row, leave in judge(below, header.cells, header.second, header.width):
        cells, problem = fitted(row, header.width)
        if leave is None and problem is None:
            good.append(tuple(cells))
        if len(good) == most:
            break
    return good
