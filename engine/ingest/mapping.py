"""Mappings as text: the file of ``load --mapping``, and what is remembered of a layout."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import yaml
from pydantic import Field, TypeAdapter, ValidationError

from engine.errors import DataError, StoreError
from engine.ingest.recognition.confirm import check_target, nearest
from engine.ingest.types import OTHER, ColumnMatch, FileMapping
from engine.model.document import Part, parse_document
from engine.model.tables import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.ingest.types import RawTable

_SOURCE = "The mapping file"
_CERTAIN = 1.0
_REMEMBERED = TypeAdapter(FileMapping)


class Layout(Part):
    """Where the columns of one file or sheet go; a column that is not named is left out."""

    file: str = ""
    sheet: str = ""
    kind: str
    profile: str = ""
    signature: str = ""
    """Names the layout wherever it occurs; without it the file's name does."""
    columns: dict[str, str | list[str]] = Field(default_factory=dict)
    """Header to ``table.field``, or to a list of them."""


class MappingForm(Part):
    """A mapping document."""

    mapping: Literal[1]
    layouts: list[Layout]


def apply_mapping(
    document: str, tables: Sequence[RawTable], mappings: Sequence[FileMapping]
) -> tuple[FileMapping, ...]:
    """
    Put a mapping file over what was recognised; files that it does not name stay as they are.

    Parameters
    ----------
    document : str
        YAML: ``mapping: 1``, then ``layouts`` with ``file`` or ``signature``, ``kind`` and
        ``columns`` (header → ``table.field``). A personal column stays dropped.
    tables, mappings : sequences of equal length
        The load's files and what they were recognised as.

    Raises
    ------
    DataError
        If a key, column, table or field is unknown; the nearest name is proposed.
    """
    parsed = parse_document(document, _SOURCE, DataError)
    form = parsed.read(MappingForm, parsed.values)
    corrected = list(mappings)
    for layout in form.layouts:
        for place, (table, mapping) in enumerate(zip(tables, mappings, strict=True)):
            if _is_meant(layout, table, mapping):
                corrected[place] = _laid_over(layout, table, mapping)
    return tuple(corrected)


def write_mappings(mappings: Iterable[tuple[str, FileMapping]]) -> str:
    """Write the mapping document of several files, by name, for ``load --mapping``."""
    layouts = [
        {
            "file": file,
            "kind": mapping.kind,
            "profile": mapping.profile,
            "signature": mapping.signature,
            "columns": _columns(mapping),
        }
        for file, mapping in mappings
    ]
    return yaml.safe_dump({"mapping": 1, "layouts": layouts}, sort_keys=False, allow_unicode=True)


def write_mapping(mapping: FileMapping) -> str:
    """Text of a confirmed mapping, to be remembered with its layout; proposals are left out."""
    taken = replace(mapping, matches=tuple(match for match in mapping.matches if match.taken))
    return _REMEMBERED.dump_json(taken).decode("utf-8")


def parse_mapping(document: str) -> FileMapping:
    """
    Remembered mapping from its text.

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


def _columns(mapping: FileMapping) -> dict[str, str | list[str]]:
    columns: dict[str, list[str]] = {}
    for match in mapping.matches:
        if match.taken:
            columns.setdefault(match.source, []).append(f"{match.table}.{match.field}")
    return {source: to[0] if len(to) == 1 else to for source, to in columns.items()}


def _is_meant(layout: Layout, table: RawTable, mapping: FileMapping) -> bool:
    if layout.signature:
        return layout.signature == mapping.signature
    return layout.file == table.file and layout.sheet in ("", table.sheet)


def _laid_over(layout: Layout, table: RawTable, mapping: FileMapping) -> FileMapping:
    if layout.kind not in (*TABLE, OTHER):
        raise DataError(
            f"There is no table “{layout.kind}”.", nearest(layout.kind, (*TABLE, OTHER))
        )
    matches = tuple(
        _match(source, text, table)
        for source, to in layout.columns.items()
        for text in ([to] if isinstance(to, str) else to)
        if source not in mapping.personal
    )
    placed = {match.source for match in matches} | set(mapping.personal)
    ignored = tuple(column for column in table.columns if column not in placed)
    return replace(mapping, kind=layout.kind, matches=matches, ignored=ignored)


def _match(source: str, text: str, table: RawTable) -> ColumnMatch:
    if source not in table.columns:
        raise DataError(
            f"{_SOURCE} names column “{source}”, which {table.file} does not have.",
            nearest(source, table.columns),
        )
    target, _, field = text.partition(".")
    check_target(target, field)
    return ColumnMatch(source, target, field, _CERTAIN, taken=True)
