"""What passes between reading, recognising and loading; the seams inside this room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from engine.model.finding import Finding, Reject

OTHER = "other"
"""Kind of a file that is none of the canonical tables."""


NO_BREAK = "\u00a0"
BLANKS = " \t\r\n" + NO_BREAK
"""What is trimmed off every cell."""


@dataclass(frozen=True, slots=True)
class CsvText:
    """Rows that DuckDB reads from a UTF-8 file in one pass, every cell as text."""

    path: Path
    delimiter: str
    quote: str
    header_line: int
    """Physical line of the header, from 1; -1 where the file has none."""
    blanks: str = BLANKS.strip(" ")
    """Blanks beside the space that occur in it and hence may stand around a cell."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """One file, sheet or archive member as rows of text, before anyone knows what it is."""

    file: str
    """Name as the person knows it, never a path."""
    sheet: str
    """Sheet or archive member, empty for a plain file."""
    encoding: str
    """Encoding or format: utf-8, cp1252, utf-16, xlsx, parquet ..."""
    columns: tuple[str, ...]
    """Headers made unique, in order, surrounding blanks removed."""
    sample: tuple[tuple[str, ...], ...]
    """Up to 1,000 rows of text from the beginning and the middle; blank cells are empty."""
    rows: CsvText | pa.Table
    """All rows: a file to scan, or an Arrow table of strings with a ``_line`` column (int64)."""
    rows_left_out: int = 0
    """Footers, repeated headers, totals and blank lines already recognised while reading."""
    findings: tuple[Finding, ...] = ()
    """What reading noticed: mixed line ends, ragged rows, formulas ..."""

    @property
    def is_headers_alone(self) -> bool:
        """Whether it names its columns and has no row under them, not even one left out."""
        rows = len(self.sample) if isinstance(self.rows, CsvText) else self.rows.num_rows
        return bool(self.columns) and rows + self.rows_left_out == 0


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """Where one source column goes, and how sure that is."""

    source: str
    table: str
    field: str
    confidence: float
    """0 to 1; below :data:`engine.ingest.recognition.THRESHOLD` it is proposed and not taken."""
    taken: bool
    """In force: sure enough, or confirmed by a person."""


@dataclass(frozen=True, slots=True)
class FileMapping:
    """What one raw table was recognised as."""

    kind: str
    """Main canonical table, or :data:`OTHER`."""
    profile: str
    """Product that wrote it: salesforce report, hubspot, workday ... or plain."""
    matches: tuple[ColumnMatch, ...]
    ignored: tuple[str, ...]
    """Columns with no place in the data model."""
    personal: tuple[str, ...]
    """Personal columns that are dropped at the door."""
    signature: str
    """Names this layout (headers and profile), for remembering a confirmed mapping."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file or sheet; read = accepted + rejected + left out."""

    file: str
    sheet: str
    mapping: FileMapping
    encoding: str
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    rows_left_out: int
    rejects: tuple[Reject, ...]
    """The first twenty; all of them are in the snapshot's table ``reject``."""
    samples: tuple[tuple[str, ...], ...] = ()
    """Three sample values for each column of the file, in column order."""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, for the screen, the command line and the catalogue."""

    snapshot: str | None
    """Fingerprint, ``None`` where a file is held back and nothing could be made."""
    files: tuple[FileReport, ...]
    tables: dict[str, int]
    findings: tuple[Finding, ...]
