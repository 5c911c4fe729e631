"""Files that are read and hold nothing to take: empty, without a header, of no known shape."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.ingest.reading.gather import empty_table
from engine.ingest.types import RawTable
from engine.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.ingest.reading.records import Record
    from engine.ingest.reading.source import Source


def no_table(source: Source, encoding: str, lines: int, *findings: Finding) -> RawTable:
    """A file without columns, whose lines are all left out."""
    return RawTable(
        file=source.file,
        sheet=source.member,
        encoding=encoding,
        columns=(),
        sample=(),
        rows=empty_table(()),
        rows_left_out=lines,
        findings=findings,
    )


def without_header(
    source: Source, encoding: str, rows: Sequence[Record], findings: tuple[Finding, ...]
) -> RawTable:
    """Rows that no header names: all of them left out, none shown as a sample."""
    return no_table(source, encoding, len(rows), *findings, no_header(source))


def no_header(source: Source) -> Finding:
    """Say that no row names the columns."""
    return Finding(
        "warning",
        "no_header",
        f"{source.label} has no row that names its columns, so none of its rows were taken.",
        "Add a first row with column names and bring it again.",
    )


def empty(source: Source) -> Finding:
    """Say that a file holds nothing."""
    return Finding(
        "warning", "empty_file", f"{source.label} is empty.", "Export it again if rows were meant."
    )


def one_text(raw: RawTable) -> RawTable:
    """Return what is one line that nothing divides, such as a note, as no table."""
    label = f"{raw.sheet} in {raw.file}" if raw.sheet else raw.file
    finding = Finding(
        "warning",
        "not_a_table",
        f"{label} is one line of text and no table, hence not recognised and left out.",
        "If it lists accounts, deals, people or quotas, export it again with its rows.",
    )
    return replace(
        raw,
        columns=(),
        rows=empty_table(()),
        rows_left_out=1,
        findings=(*raw.findings, finding),
    )


HEADERS_ALONE = "no_rows"
"""Code of a file that names its columns and holds nothing under them."""


def headers_alone(raw: RawTable) -> RawTable:
    """Return the table, with a finding where it names its columns and has no row."""
    if not raw.is_headers_alone:
        return raw
    if len(raw.columns) == 1:
        return one_text(raw)
    label = f"{raw.sheet} in {raw.file}" if raw.sheet else raw.file
    finding = Finding(
        "warning",
        HEADERS_ALONE,
        f"{label} names its columns and has no row under them.",
        "Export it again with its rows; a filter there may have kept them back.",
    )
    return replace(raw, findings=(*raw.findings, finding))


def markup(source: Source) -> Finding:
    """Say that a text is marked up and no table."""
    return Finding(
        "warning",
        "not_a_table",
        f"{source.label} holds HTML, XML or JSON instead of rows.",
        "Open it where it came from and export it as CSV or XLSX.",
    )


UNREADABLE = "unreadable_file"
"""Code of a file held back because nothing can read it."""


def unreadable(source: Source, message: str, hint: str) -> RawTable:
    """A file that is held back whole, in the words that refuse it."""
    return no_table(source, "", 0, Finding("error", UNREADABLE, message, hint))


def unread(source: Source, message: str, hint: str) -> RawTable:
    """A member of an archive that is no table, in the words that refuse it."""
    return no_table(source, "", 0, Finding("warning", "not_a_table", message, hint))
