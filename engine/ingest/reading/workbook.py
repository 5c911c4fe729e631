"""Workbooks to rows, a table for each sheet that holds something."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import fastexcel
import pyarrow as pa
import pyarrow.compute as pc

from engine.errors import FileError
from engine.ingest.reading.archive import MEGABYTE, inflate, open_archive
from engine.ingest.reading.formats import Format
from engine.ingest.reading.gather import findings_of, gather, sample_of
from engine.ingest.reading.header import column_names
from engine.ingest.reading.left_out import judge
from engine.ingest.reading.no_rows import empty, no_table, without_header
from engine.ingest.reading.records import Record
from engine.ingest.reading.sheet_area import find_area
from engine.ingest.reading.sheet_extent import Extent
from engine.ingest.reading.source import Source
from engine.ingest.reading.wording import counted
from engine.ingest.types import RawTable
from engine.model.finding import Finding
from engine.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.ingest.reading.sheet_area import Area

_BATCH = 10_000
_TOP = 400
"""Rows from which the table's place on the sheet is told."""
_EXAMPLES = 20
_MIDNIGHT = r"^(\d{4}-\d\d-\d\d) 00:00:00$"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


def read_workbook(source: Source, kind: Format) -> tuple[RawTable, ...]:
    """
    Read every visible sheet of a workbook; cells as text, formulas as their last value.

    Raises
    ------
    FileError
        If it is locked, damaged, unpacks to more than allowed or spans too many cells.
    """
    if kind is Format.XLSX:
        _check_unpacked(source)
    try:
        tables, hidden = _read_sheets(source, kind)
    except fastexcel.FastExcelError as error:
        raise _refusal(source, error) from error
    if not tables:
        tables = [no_table(source, kind, 0, empty(source))]
    first, *others = tables
    return replace(first, findings=(*hidden, *first.findings)), *others


def _read_sheets(source: Source, kind: Format) -> tuple[list[RawTable], list[Finding]]:
    """Tables of the visible sheets, and a finding for each hidden one."""
    reader = fastexcel.read_excel(source.path)
    tables, hidden = [], []
    for name in reader.sheet_names:
        sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        place = f"{source.member} / {name}" if source.member else name
        named = Source(source.path, source.file, place)
        if sheet.visible != "visible":
            hidden.append(_hidden(named))
        elif sheet.height:
            tables.append(_read_sheet(sheet, named, kind))
    return tables, hidden


def _read_sheet(sheet: fastexcel.ExcelSheet, source: Source, kind: Format) -> RawTable:
    """One sheet as a table."""
    cells, errors = sheet.to_arrow_with_errors()
    failed = _failed(len(errors.errors) if errors else 0, source)
    filled = (row for row in _rows(cells) if any(row.cells))
    area = find_area(list(itertools.islice(filled, _TOP)))
    if area is None:
        return without_header(source, kind, list(_rows(cells)), failed)
    header = area.header
    columns = column_names(header.names, header.width, source.label)
    aside: list[str] = []
    below = _cut(_rows(cells), area, aside)
    gathered = gather(judge(below, header.cells, header.second, header.width), columns)
    return RawTable(
        file=source.file,
        sheet=source.member,
        encoding=kind,
        columns=columns,
        sample=sample_of(gathered.table, header.width),
        rows=gathered.table,
        rows_left_out=gathered.n_left_out,
        findings=(*failed, *_stray(aside, source), *findings_of(gathered, source.label)),
    )


def _rows(cells: pa.RecordBatch) -> Iterator[Record]:
    """A sheet's rows as text, blank cells empty, dates without a time as dates."""
    for start in range(0, cells.num_rows, _BATCH):
        part = cells.slice(start, _BATCH)
        columns = [_as_shown(column).to_pylist() for column in part.columns]
        for number, row in enumerate(zip(*columns, strict=True), start=start + 1):
            yield Record(number, list(row))


def _as_shown(column: pa.Array) -> pa.Array:
    filled = pc.fill_null(column.cast(pa.string()), "")
    return pc.replace_substring_regex(filled, _MIDNIGHT, r"\1")


def _cut(rows: Iterable[Record], area: Area, aside: list[str]) -> Iterator[Record]:
    """Rows below the header with the table's columns only; other cells are noted aside."""
    for row in rows:
        outside = row.cells[: area.first] + row.cells[area.last :]
        if row.line >= area.header.line and any(outside):
            aside.extend(f"row {row.line}: {cell}" for cell in outside if cell.strip())
        if row.line > area.header.line:
            yield Record(row.line, row.cells[area.first : area.last])


def _check_unpacked(source: Source) -> None:
    """Unpack every member once, holding nothing, and see what it comes to."""
    room = settings().limit_file_mb * MEGABYTE
    with open_archive(source) as archive:
        for info in archive.infolist():
            extent = Extent(source, info.filename) if _SHEET.fullmatch(info.filename) else None
            room -= inflate(source, archive, info, room, extent)


def _refusal(source: Source, error: fastexcel.FastExcelError) -> FileError:
    """Why a workbook cannot be read."""
    if "password" in str(error).lower():
        return FileError(
            f"{source.label} is protected with a password.",
            "Open it in Excel, remove the password under File, Info, and bring it again.",
        )
    return FileError(
        f"{source.label} is a damaged workbook or was cut short.",
        "Open it in Excel, save it again as XLSX and bring that.",
    )


def _hidden(source: Source) -> Finding:
    return Finding(
        "note",
        "hidden_sheet",
        f"{source.label} is a hidden sheet and was not read.",
        "Unhide it in Excel if it belongs to the data.",
    )


def _failed(count: int, source: Source) -> tuple[Finding, ...]:
    """Say how many formulas came to nothing."""
    if not count:
        return ()
    return (
        Finding(
            "warning",
            "formula_errors",
            f"{counted(count, 'cell')} of {source.label} with an error such as #DIV/0! taken as "
            "blank.",
            "Mend the formulas in Excel and bring the file again.",
            rows=count,
        ),
    )


def _stray(aside: list[str], source: Source) -> tuple[Finding, ...]:
    """Say what stands beside the table."""
    if not aside:
        return ()
    return (
        Finding(
            "note",
            "stray_cells",
            f"{counted(len(aside), 'cell')} beside the table of {source.label} left aside.",
            "Put a second table on a sheet of its own.",
            examples=tuple(aside[:_EXAMPLES]),
        ),
    )
