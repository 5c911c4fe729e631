"""Extracts to a snapshot: inspect what the files are, then load them, all or nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import FileError
from engine.ingest import reading
from engine.ingest.loading import findings_records, notices
from engine.ingest.loading.assemble import assemble
from engine.ingest.loading.intake import take_in
from engine.ingest.loading.report import as_json
from engine.ingest.loading.seats import make_books
from engine.ingest.loading.terms import currencies, latest_day, mapping_text
from engine.ingest.mapping import parse_mapping, write_mapping
from engine.ingest.reading.no_rows import HEADERS_ALONE
from engine.ingest.recognition import recognise
from engine.ingest.types import OTHER, CsvText, FileReport, LoadReport
from engine.ingest.wide import lengthened
from engine.model.finding import Finding, Reject
from engine.model.tables import TABLES
from engine.store.staging import Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from engine.ingest.loading.intake import Intake
    from engine.ingest.types import FileMapping, RawTable
    from engine.store.staging import Staging
    from engine.store.workspace import Workspace

SHOWN_REJECTS = 20
SHOWN_SAMPLES = 3
_MOST_TOLD = 3
"""Reasons that are told in words where nothing could be taken; the others are counted."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the files are, before anything is loaded; a person may correct the mappings."""

    tables: tuple[RawTable, ...]
    mappings: tuple[FileMapping, ...]
    """One for each table, in the same order."""


def inspect(
    paths: Sequence[Path],
    names: Mapping[Path, str] | None = None,
    workspace: Workspace | None = None,
    *,
    spool: Path,
    hold_back: bool = False,
    or_else: str = "",
) -> Inspection:
    """
    Read files and recognise what they are; mappings that a person confirmed before come first.

    Parameters
    ----------
    paths : sequence of Path
        Files, in the order in which they are reported.
    names : mapping, optional
        What people call each file, where that is not the name on disk.
    workspace : Workspace, optional
        Where confirmed mappings are remembered.
    spool : Path
        Folder for unpacked copies; it must outlive the load.
    hold_back : bool
        Hold back a file that cannot be read at all and go on with the others.
    or_else : str
        What a refusal tells to do instead, where other files could be read.

    Raises
    ------
    FileError
        If a file cannot be read at all, and is not to be held back.
    """
    tables = reading.read(paths, spool, names, hold_back=hold_back, or_else=or_else)
    tables = lengthened(tables)

    def confirmed(signature: str) -> FileMapping | None:
        document = workspace.catalogue.mapping_for(signature) if workspace else None
        return parse_mapping(document) if document else None

    return Inspection(tables, recognise(tables, confirmed))


def load(
    workspace: Workspace,
    files: Inspection | Sequence[Path],
    *,
    as_of: date | None = None,
    fiscal_start: int = 1,
    confirmed: bool = False,
) -> LoadReport:
    """
    Load extracts into a new snapshot of a workspace; either whole or not at all.

    Parameters
    ----------
    workspace : Workspace
        Where the snapshot goes.
    files : Inspection or sequence of Path
        Files as inspected and corrected, or paths to be taken as they are recognised.
    as_of : date, optional
        Day that the data stands for; by default the latest on which something had happened.
    fiscal_start : int
        Month in which the fiscal year starts, 1 to 12.
    confirmed : bool
        A person confirmed these mappings; they are remembered for the next upload.

    Returns
    -------
    LoadReport
        ``snapshot`` is ``None`` where every file of a known kind is held back.

    Raises
    ------
    FileError
        If a file cannot be read at all, or no row of any file was taken.
    """
    if isinstance(files, Inspection):
        return _load(workspace, files, as_of, fiscal_start, confirmed)
    with workspace.spool() as spool:
        inspection = inspect(files, workspace=workspace, spool=spool.path)
        return _load(workspace, inspection, as_of, fiscal_start, confirmed)


def _load(
    workspace: Workspace,
    inspection: Inspection,
    as_of: date | None,
    fiscal_start: int,
    confirmed: bool,
) -> LoadReport:
    tables, mappings = inspection.tables, inspection.mappings
    readable = {raw.rows.path.parent for raw in tables if isinstance(raw.rows, CsvText)}
    with workspace.stage(sorted(readable)) as staging:
        intake = take_in(staging, tables, mappings, as_of.year if as_of else None)
        noticed, people = assemble(staging, intake, fiscal_start)
        found = [*intake.findings, *noticed]
        files = _file_reports(staging, inspection, intake)
        if not any(file.rows_accepted for file in files):
            if not intake.held_back:
                raise _nothing_taken(inspection, files, tuple(found))
            none = {table.name: 0 for table in TABLES}
            return LoadReport(None, files, none, _by_severity(found))
        day, made_by = (as_of, "") if as_of else latest_day(staging)
        if made_by:
            found.append(findings_records.dated_by(day, made_by))
        if patches := make_books(staging, day):
            found.append(findings_records.books_made(patches))
        spoken = currencies(staging)
        found += notices.about_snapshot(staging, tables, people.by_file, spoken)
        terms = Terms(day, fiscal_start, spoken[0][0] if spoken else "", mapping_text(mappings))
        snapshot = staging.seal(terms, _by_severity(found))
        report = LoadReport(snapshot.fingerprint, files, dict(snapshot.tables), snapshot.findings)
        workspace.publish(staging, snapshot, json.dumps(as_json(report), ensure_ascii=False))
    if confirmed:
        _remember(workspace, mappings)
    return report


def _file_reports(
    staging: Staging, inspection: Inspection, intake: Intake
) -> tuple[FileReport, ...]:
    reports = []
    for number, (raw, mapping) in enumerate(
        zip(inspection.tables, inspection.mappings, strict=True)
    ):
        tally = intake.tallies.files[number]
        reports.append(
            FileReport(
                file=raw.file,
                sheet=raw.sheet,
                mapping=mapping,
                encoding=raw.encoding,
                rows_read=tally.read,
                rows_accepted=tally.accepted,
                rows_rejected=tally.rejected,
                rows_left_out=tally.left_out.total(),
                rejects=_first_rejects(staging, raw) if tally.rejected else (),
                samples=_samples(raw),
                columns=raw.columns,
            )
        )
    return tuple(reports)


def _first_rejects(staging: Staging, raw: RawTable) -> tuple[Reject, ...]:
    rows = staging.query(
        "SELECT line, COALESCE(\"column\", '') AS \"column\", COALESCE(value, '') AS value, reason "
        f"FROM reject WHERE file = $file AND sheet = $sheet ORDER BY line LIMIT {SHOWN_REJECTS}",
        file=raw.file,
        sheet=raw.sheet,
    )
    return tuple(Reject(**row) for row in rows.to_pylist())


def _samples(raw: RawTable) -> tuple[tuple[str, ...], ...]:
    """A few different non-blank values of each column."""
    columns = zip(*raw.sample, strict=True) if raw.sample else ([] for _ in raw.columns)
    return tuple(map(_first_different, columns))


def _first_different(cells: Iterable[str]) -> tuple[str, ...]:
    """Different non-blank values until there are enough to be shown."""
    found: dict[str, None] = {}
    for cell in cells:
        if len(found) == SHOWN_SAMPLES:
            break
        if cell.strip():
            found[cell] = None
    return tuple(found)


def _nothing_taken(
    inspection: Inspection, files: tuple[FileReport, ...], found: tuple[Finding, ...]
) -> FileError:
    """Why no row of any file could be taken, and what to do about the first few of them."""
    if not any(raw.columns for raw in inspection.tables):
        reading.refuse_unreadable(inspection.tables)
    known = [file for file in files if file.mapping.kind != OTHER]
    names = ", ".join(dict.fromkeys(file.file for file in files)) or "no file"
    others = (file for file in files if file.columns and file.mapping.kind == OTHER)
    strange = ", ".join(dict.fromkeys(file.file for file in others))
    unknown = [f"No extract that is known here: {strange}."] if strange else []
    if known:
        told = [_first_reject(file) for file in known if file.rejects]
        grave = [f for f in found if f.severity == "error" or f.code == HEADERS_ALONE]
        told += [f"{f.message} {f.hint}" for f in grave]
        more = [f"And {len(told) - _MOST_TOLD:,} more."] if len(told) > _MOST_TOLD else []
        reasons = " ".join([*told[:_MOST_TOLD], *more, *unknown])
        return FileError(f"No row of {names} could be taken.", reasons)
    told = [f.message for raw in inspection.tables if not raw.columns for f in raw.findings]
    return FileError(
        " ".join([*told, *unknown]) or "There is no file.",
        "Bring deals, accounts, people or quotas as CSV, XLSX or Parquet with a row of headers.",
    )


def _first_reject(file: FileReport) -> str:
    first = file.rejects[0]
    where = f"{first.column} “{first.value}”" if first.value else first.column
    return f"Line {first.line} of {file.file}{f', {where}' if where else ''}: {first.reason}"


def _by_severity(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings that need a look first, else in the order in which they were noticed."""
    rank = {"error": 0, "warning": 1, "note": 2}
    return tuple(sorted(found, key=lambda finding: rank[finding.severity]))


def _remember(workspace: Workspace, mappings: Sequence[FileMapping]) -> None:
    for mapping in mappings:
        if mapping.kind != OTHER:
            workspace.catalogue.remember_mapping(mapping.signature, write_mapping(mapping))
