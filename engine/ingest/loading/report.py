"""What a load did, as JSON with the keys of the command line."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from engine.ingest.source_fields import SOURCE_FIELD

if TYPE_CHECKING:
    from engine.ingest.types import ColumnMatch, FileReport, LoadReport


def as_json(report: LoadReport) -> dict[str, Any]:
    """Everything that ``load --json`` prints."""
    return {
        "snapshot": report.snapshot,
        "files": [_file(file) for file in report.files],
        "tables": report.tables,
        "findings": [asdict(finding) for finding in report.findings],
    }


def made_field(match: ColumnMatch) -> str:
    """Canonical field that a column makes, whatever it is called on the way."""
    source = SOURCE_FIELD.get((match.table, match.field))
    return source.makes if source else match.field


def _file(file: FileReport) -> dict[str, Any]:
    mapping = file.mapping
    return {
        "file": file.file,
        "sheet": file.sheet,
        "kind": mapping.kind,
        "profile": mapping.profile,
        "signature": mapping.signature,
        "encoding": file.encoding,
        "rows_read": file.rows_read,
        "rows_accepted": file.rows_accepted,
        "rows_rejected": file.rows_rejected,
        "rows_left_out": file.rows_left_out,
        "columns": [_column(match) for match in mapping.matches if match.taken],
        "proposed_columns": [_column(match) for match in mapping.matches if not match.taken],
        "ignored_columns": list(mapping.ignored),
        "dropped_personal": list(mapping.personal),
        "rejects": [asdict(reject) for reject in file.rejects],
    }


def _column(match: ColumnMatch) -> dict[str, Any]:
    return {
        "source": match.source,
        "table": match.table,
        "field": made_field(match),
        "read_as": match.field,
        "confidence": round(match.confidence, 3),
    }
