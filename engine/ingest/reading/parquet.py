"""Parquet files to rows of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from engine.errors import FileError
from engine.ingest.reading.archive import MEGABYTE
from engine.ingest.reading.gather import SAMPLE_HEAD, SAMPLE_MIDDLE, sample_of
from engine.ingest.reading.header import column_names
from engine.ingest.reading.no_rows import empty, no_table
from engine.ingest.reading.source import Source, spool_file
from engine.ingest.reading.wording import counted
from engine.ingest.types import CsvText, RawTable
from engine.model.finding import Finding
from engine.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BATCH = 50_000
_HELD_CELLS = 3_000_000
"""Cells up to which the rows are held as a table; above, they go through the spool."""
_PARQUET = "parquet"


def read_parquet(source: Source, spool: Path) -> RawTable:
    """
    Read the plain columns of a Parquet file as text; nested ones are named and ignored.

    Raises
    ------
    FileError
        If it is damaged, cut short, or comes to more than allowed.
    """
    try:
        file = pq.ParquetFile(source.path)
        return _read(file, source, spool)
    except MemoryError:  # Arrow's own is one of these, and one of those below
        raise
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        if isinstance(error, OSError) and error.errno:  # the machine's, not the file's
            raise
        raise FileError(
            f"{source.label} is a damaged Parquet file or was cut short.",
            "Export or copy it again and bring that.",
        ) from error


def _read(file: pq.ParquetFile, source: Source, spool: Path) -> RawTable:
    plain = [field.name for field in file.schema_arrow if _is_plain(field.type)]
    nested = [field.name for field in file.schema_arrow if not _is_plain(field.type)]
    noticed = _nested(nested, source)
    if not plain:
        return no_table(source, _PARQUET, file.metadata.num_rows, empty(source), *noticed)
    columns = column_names(plain, len(plain), source.label)
    held = file.metadata.num_rows * len(plain) <= _HELD_CELLS
    batches = _batches(file, plain, columns)
    if held:
        table = pa.Table.from_batches(batches, _schema(columns))
        rows: CsvText | pa.Table = _with_lines(table)
        sample = sample_of(_with_lines(table), len(columns))
    else:
        path, sample = _spooled(batches, columns, file.metadata.num_rows, source, spool)
        rows = CsvText(path, ",", '"', 1)
    return RawTable(
        file=source.file,
        sheet=source.member,
        encoding=_PARQUET,
        columns=columns,
        sample=sample,
        rows=rows,
        findings=noticed,
    )


def _is_plain(kind: pa.DataType) -> bool:
    """Whether a column's values are single ones that can be written as text."""
    if pa.types.is_dictionary(kind):
        return _is_plain(kind.value_type)
    return not pa.types.is_nested(kind) and not _is_bytes(kind)


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_fixed_size_binary(kind)
    )


def _batches(
    file: pq.ParquetFile, plain: list[str], columns: tuple[str, ...]
) -> Iterator[pa.RecordBatch]:
    """The file piece by piece, every value as text."""
    for batch in file.iter_batches(_BATCH, columns=plain):
        arrays = [_as_text(batch.column(name)) for name in plain]
        yield pa.RecordBatch.from_arrays(arrays, schema=_schema(columns))


def _as_text(column: pa.Array) -> pa.Array:
    """Values as text: dates in ISO form, moments to the second, blanks empty."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("s", column.type.tz), safe=False)
    text = pc.fill_null(column.cast(pa.string()), "")
    if pa.types.is_timestamp(column.type):
        text = pc.replace_substring_regex(text, r"^(\S+) 00:00:00$", r"\1")
    return text


def _with_lines(table: pa.Table) -> pa.Table:
    """The table with row numbers for lines; none of its rows can be ragged."""
    lines = pa.array(range(1, table.num_rows + 1), pa.int64())
    ragged = pa.nulls(table.num_rows, pa.string())
    return table.append_column("_line", lines).append_column("_ragged", ragged)


def _spooled(
    batches: Iterator[pa.RecordBatch],
    columns: tuple[str, ...],
    n_rows: int,
    source: Source,
    spool: Path,
) -> tuple[Path, tuple[tuple[str, ...], ...]]:
    """Write the rows as CSV, watching its size, and take the sample on the way."""
    path = spool_file(spool, ".csv")
    sample: list[tuple[str, ...]] = []
    done = 0
    with pa.csv.CSVWriter(path, _schema(columns)) as writer:
        for batch in batches:
            writer.write_batch(batch)
            _check_size(path, source)
            if done == 0:
                sample += _tuples(batch.slice(0, SAMPLE_HEAD))
            elif done <= n_rows // 2 < done + batch.num_rows:
                sample += _tuples(batch.slice(0, SAMPLE_MIDDLE))
            done += batch.num_rows
    return path, tuple(sample)


def _check_size(path: Path, source: Source) -> None:
    if path.stat().st_size > settings().limit_file_mb * MEGABYTE:
        raise FileError(
            f"{source.label} comes to more than {settings().limit_file_mb:,} MB of text.",
            "Bring it in smaller parts, or raise EVENFIELD_LIMIT_FILE_MB.",
        )


def _tuples(batch: pa.RecordBatch) -> list[tuple[str, ...]]:
    return list(zip(*(column.to_pylist() for column in batch.columns), strict=True))


def _schema(columns: tuple[str, ...]) -> pa.Schema:
    return pa.schema([pa.field(name, pa.string()) for name in columns])


def _nested(names: list[str], source: Source) -> tuple[Finding, ...]:
    """Say which columns hold more than one value in a cell."""
    if not names:
        return ()
    return (
        Finding(
            "note",
            "nested_columns",
            f"{counted(len(names), 'nested or binary column')} of {source.label} ignored: "
            f"{', '.join(names[:20])}.",
            "Export them as plain columns if they are needed.",
            examples=tuple(names[:20]),
        ),
    )
