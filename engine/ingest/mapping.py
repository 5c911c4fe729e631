"""Mappings as text: the file of ``load --mapping``, and what is remembered of a layout."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field, TypeAdapter, ValidationError

from engine.errors import DataError, StoreError
from engine.ingest.recognition import recognise_as
from engine.ingest.recognition.confirm import confirm, nearest
from engine.ingest.types import OTHER, FileMapping
from engine.model.document import Part, parse_document
from engine.model.tables import TABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.ingest.recognition.confirm import Target
    from engine.ingest.types import RawTable

LEAVE_OUT = "ignore"
"""Written where a column is to be left out."""

_SOURCE = "The mapping file"


class FilePart(Part):
    """Corrections to one file or sheet."""

    file: str = Field(min_length=1)
    sheet: str = ""
    kind: str = ""
    columns: dict[str, str] = Field(default_factory=dict)


class MappingForm(Part):
    """A mapping document: ``mapping: 1`` and the files that it corrects."""

    mapping: Literal[1]
    files: list[FilePart] = Field(min_length=1)


_REMEMBERED = TypeAdapter(FileMapping)


def apply_mapping(
    document: str, tables: Sequence[RawTable], mappings: Sequence[FileMapping]
) -> tuple[FileMapping, ...]:
    """
    Correct what was recognised by a mapping file.

    Parameters
    ----------
    document : str
        YAML: ``mapping: 1``, then ``files`` with ``file``, ``sheet``, ``kind`` and ``columns``
        (header → ``table.field`` or ``ignore``). Columns not named stay as recognised.
    tables, mappings : sequences of equal length
        The load's files and what they were recognised as.

    Raises
    ------
    DataError
        If a key, file, column, table or field is unknown; the nearest name is proposed.
    """
    parsed = parse_document(document, _SOURCE, DataError)
    form = parsed.read(MappingForm, parsed.values)
    corrected = list(mappings)
    for part in form.files:
        places = [n for n, table in enumerate(tables) if _is_meant(part, table)]
        if not places:
            raise DataError(
                f"{_SOURCE} names {_called(part.file, part.sheet)}, which is not in this load.",
                nearest(part.file, tuple(dict.fromkeys(table.file for table in tables))),
            )
        for place in places:
            corrected[place] = _corrected(part, tables[place], corrected[place])
    return tuple(corrected)


def write_mapping(mapping: FileMapping) -> str:
    """Text of a mapping, to be remembered with its layout."""
    return _REMEMBERED.dump_json(mapping).decode("utf-8")


def parse_mapping(document: str) -> FileMapping:
    """
    Mapping from its text.

    Raises
    ------
    StoreError
        If the text is no mapping of this version.
    """
    try:
        return _REMEMBERED.validate_json(document)
    except ValidationError as error:
        raise StoreError(
            "A remembered mapping cannot be read.", "Confirm the mapping of the file again."
        ) from error


def _is_meant(part: FilePart, table: RawTable) -> bool:
    return part.file == table.file and part.sheet in ("", table.sheet)


def _called(file: str, sheet: str) -> str:
    return f"“{file}” [{sheet}]" if sheet else f"“{file}”"


def _corrected(part: FilePart, table: RawTable, mapping: FileMapping) -> FileMapping:
    if part.kind and part.kind != mapping.kind:
        mapping = _as_kind(part.kind, table, mapping)
    if not part.columns:
        return mapping
    return confirm(mapping, {source: _target(text) for source, text in part.columns.items()})


def _as_kind(kind: str, table: RawTable, mapping: FileMapping) -> FileMapping:
    if kind == OTHER:
        kept = tuple(column for column in table.columns if column not in mapping.personal)
        return replace(mapping, kind=OTHER, matches=(), ignored=kept)
    if kind not in TABLE:
        raise DataError(f"There is no table “{kind}”.", nearest(kind, (*TABLE, OTHER)))
    return recognise_as(table, kind)


def _target(text: str) -> Target | None:
    if text == LEAVE_OUT:
        return None
    table, dot, field = text.partition(".")
    if not dot:
        raise DataError(
            f"“{text}” is no place for a column.",
            f"Write a table and a field, such as opportunity.amount, or {LEAVE_OUT}.",
        )
    return table, field
