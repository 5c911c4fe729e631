"""``load WORKSPACE FILE...``: recognise, check and load extracts into a new snapshot."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.main import DONE, LOOK
from engine.cli.plain import one_line
from engine.errors import DataError, EngineError
from engine.ingest.load import inspect, load
from engine.ingest.loading.findings import counted
from engine.ingest.loading.report import as_json
from engine.ingest.mapping import apply_mapping
from engine.model.document import MAX_CHARACTERS
from engine.rooms import whole
from engine.settings import settings
from engine.store.reject_files import reject_files
from engine.store.reject_row import reject_rows
from engine.store.workspace import Workspace

if TYPE_CHECKING:
    import argparse

    from engine.ingest.load import Inspection
    from engine.ingest.types import LoadReport


_OR_ELSE = "Or load the others alone with --skip-unreadable."


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Describe the command."""
    command = commands.add_parser("load", help="load extracts into a new snapshot of WORKSPACE")
    command.add_argument("workspace", type=Path, metavar="WORKSPACE")
    command.add_argument("files", type=Path, nargs="+", metavar="FILE")
    command.add_argument("--as-of", metavar="DATE", help="day that the data stands for")
    command.add_argument("--mapping", type=Path, metavar="FILE", help="columns confirmed by hand")
    command.add_argument(
        "--skip-unreadable", action="store_true",
        help="hold back files that cannot be read at all and load the others",
    )  # fmt: skip
    command.add_argument(
        "--fiscal-start", type=int, default=1, choices=range(1, 13), metavar="MONTH",
        help="month in which the fiscal year starts, 1 to 12",
    )  # fmt: skip
    command.add_argument(
        "--rejects", type=Path, metavar="DIR",
        help="write the rejected rows here: the reasons, and each file's rows to mend",
    )  # fmt: skip
    command.add_argument("--json", action="store_true", help="print the report as JSON")
    return command


def run(options: argparse.Namespace) -> int:
    """Load and print the report; status 1 where something needs a look."""
    as_of = _day(options.as_of) if options.as_of else None
    known = settings()
    workspace = Workspace(options.workspace, known.catalogue, known.limit_memory_mb)
    try:
        report = _loaded(workspace, options, as_of)
    except EngineError:
        workspace.unmake()
        raise
    if options.rejects is not None and report.snapshot:
        _write_rejects(workspace, report.snapshot, options.rejects)
    if options.json:
        print(json.dumps(as_json(report), ensure_ascii=False, indent=1))
    else:
        _print(report)
        _print_rejected(report, options.rejects)
    return LOOK if needs_look(report) else DONE


def _loaded(workspace: Workspace, options: argparse.Namespace, as_of: date | None) -> LoadReport:
    with workspace.spool() as spool:
        inspection = inspect(
            options.files,
            workspace=workspace,
            spool=spool.path,
            hold_back=options.skip_unreadable,
            or_else=_OR_ELSE,
        )
        if options.mapping:
            inspection = _corrected(inspection, options.mapping)
        return load(
            workspace,
            inspection,
            as_of=as_of,
            fiscal_start=options.fiscal_start,
            confirmed=bool(options.mapping),
        )


def needs_look(report: LoadReport) -> bool:
    """Whether rows were rejected, a file is held back or a finding is an error."""
    rejected = any(file.rows_rejected for file in report.files)
    errors = any(finding.severity == "error" for finding in report.findings)
    return report.snapshot is None or rejected or errors


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DataError(f"{text!r} is not a day.", "Write it as 2025-12-31.") from error


def _corrected(inspection: Inspection, path: Path) -> Inspection:
    try:
        with path.open(encoding="utf-8") as file:
            document = file.read(MAX_CHARACTERS + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            f"The mapping file {path.name} cannot be read.", "Check its name and that it is text."
        ) from error
    mappings = apply_mapping(document, inspection.tables, inspection.mappings)
    return replace(inspection, mappings=mappings)


def _write_rejects(workspace: Workspace, fingerprint: str, folder: Path) -> None:
    door = workspace.open(fingerprint)
    try:
        rows = reject_rows(door)
    finally:
        door.close()
    if not rows:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in reject_files(rows).items():
        with whole(folder / name) as made:
            made.write_bytes(content)


def _print(report: LoadReport) -> None:
    """Short table for a person: files, tables, findings."""
    for file in report.files:
        name = one_line(f"{file.file} [{file.sheet}]" if file.sheet else file.file)
        print(
            f"{name}: {file.mapping.kind} ({file.mapping.profile}), {file.rows_read:,} read, "
            f"{file.rows_accepted:,} accepted, {file.rows_rejected:,} rejected, "
            f"{file.rows_left_out:,} left out"
        )
    for table, rows in report.tables.items():
        if rows:
            print(f"  {table.replace('_', ' ')}: {rows:,}")
    for finding in report.findings:
        print(one_line(f"{finding.severity}: {finding.message} {finding.hint}".rstrip()))
    print(f"Snapshot {report.snapshot}" if report.snapshot else "No snapshot was made.")


def _print_rejected(report: LoadReport, folder: Path | None) -> None:
    rejected = sum(file.rows_rejected for file in report.files)
    if not rejected:
        return
    rows = counted(rejected, "row")
    if folder is None:
        print(f"{rows} rejected; --rejects DIR writes them, to mend and load again.")
    elif report.snapshot is None:
        print(f"{rows} rejected; they are kept with a snapshot, and none was made.")
    else:
        print(f"{rows} rejected, written to {one_line(str(folder))}.")
