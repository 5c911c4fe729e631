"""Text files to rows: small ones row by row here, large ones left to one scan by the store."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from engine.ingest.reading.dialect import LINES, Dialect, detect
from engine.ingest.reading.encoding import decode, detect_encoding, encoding_findings
from engine.ingest.reading.gather import Gathered, findings_of, gather, sample_of
from engine.ingest.reading.header import Header, column_names
from engine.ingest.reading.left_out import judge
from engine.ingest.reading.no_rows import empty, markup, no_table, without_header
from engine.ingest.reading.plain_rows import plain_rows
from engine.ingest.reading.records import records, split_lines
from engine.ingest.reading.repairs import Repair, needed
from engine.ingest.types import RawTable
from engine.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.ingest.reading.source import Source

_HEAD = 1 << 20
"""Characters from which the layout is told."""
_MARKUP = re.compile(r"\s*(<[!?a-zA-Z]|\{|\[\s*[\[{])")
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text file is laid out, told from its first lines."""

    repair: Repair
    dialect: Dialect
    columns: tuple[str, ...]
    """Empty where there is no header."""


def layout_of(head: str, source: Source) -> Layout:
    """
    Tell how a file is laid out.

    Raises
    ------
    FileError
        If it has more columns than allowed.
    """
    repair = needed(head)
    dialect = detect(split_lines(repair.apply(head), LINES))
    header = dialect.header
    columns = column_names(header.names, header.width, source.label) if header else ()
    return Layout(repair, dialect, columns)


def read_small(source: Source) -> RawTable:
    """
    Read a text file whole.

    Raises
    ------
    FileError
        If it is no text or has more columns than allowed.
    """
    data = source.path.read_bytes()
    encoding = detect_encoding(data, True, source)
    text = decode(data, encoding.codec).replace("\0", "").replace("\r\r\n", "\r\n")
    del data
    if not text.strip():
        return no_table(source, encoding.name, 0, empty(source))
    noticed = (*encoding_findings(encoding, source), *line_end_findings(text, source))
    if is_markup(text):
        return no_table(source, encoding.name, text.count("\n"), markup(source), *noticed)
    layout = layout_of(whole_lines(text[:_HEAD]), source)
    lines = split_lines(layout.repair.apply(text))
    noticed += layout.repair.findings(source)
    header = layout.dialect.header
    if header is None:
        rows = list(records(lines, layout.dialect.style))
        return without_header(source, encoding.name, rows, noticed)
    gathered = _gathered(lines, layout, header)
    return RawTable(
        file=source.file,
        sheet=source.member,
        encoding=encoding.name,
        columns=layout.columns,
        sample=sample_of(gathered.table, header.width),
        rows=gathered.table,
        rows_left_out=gathered.n_left_out,
        findings=(*noticed, *findings_of(gathered, source.label)),
    )


def _gathered(lines: Sequence[str], layout: Layout, header: Header) -> Gathered:
    """Rows below the header: at once as far as they are tidy, the rest one by one."""
    style = layout.dialect.style
    plain = plain_rows(lines, header, layout.columns, style)
    done = plain.end if plain else 0
    below = (row for row in records(lines[done:], style, done + 1) if row.line > header.line)
    judged = judge(below, header.cells, header.second, header.width)
    gathered = gather(judged, layout.columns)
    if plain:
        gathered.table = pa.concat_tables([plain.table, gathered.table])
        gathered.left_out = plain.left_out + gathered.left_out
    return gathered


def whole_lines(text: str) -> str:
    """The text up to its last line end; all of it where it has none."""
    return text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text


def is_markup(text: str) -> bool:
    """Whether a text is HTML, XML or JSON."""
    return bool(_MARKUP.match(text))


def line_ends(text: str) -> Counter[str]:
    """How lines end, and how many each way; what stands in quoted cells does not count."""
    ends = _counted_ends(text)
    return ends if len(ends) < 2 else _counted_ends(_QUOTED.sub("", text))


def line_end_findings(text: str, source: Source) -> tuple[Finding, ...]:
    """Say where lines end in more than one way."""
    ends = line_ends(text)
    if len(ends) < 2:
        return ()
    counts = ", ".join(f"{count:,} {name}" for name, count in ends.items())
    return (
        Finding(
            "note",
            "mixed_line_ends",
            f"{source.label} has mixed line ends ({counts}); all were taken.",
        ),
    )


def _counted_ends(text: str) -> Counter[str]:
    both = text.count("\r\n")
    ends = Counter(CRLF=both, LF=text.count("\n") - both, CR=text.count("\r") - both)
    return +ends
