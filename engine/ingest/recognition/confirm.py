"""A person's corrections to what was recognised."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from engine.errors import DataError
from engine.ingest.recognition.matching import JUST_BELOW
from engine.ingest.source_fields import SOURCE_FIELD
from engine.ingest.types import ColumnMatch
from engine.model.tables import TABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.ingest.types import FileMapping

Target = tuple[str, str]
"""Table and field."""

_CERTAIN = 1.0


def confirm(mapping: FileMapping, changes: Mapping[str, Target | None]) -> FileMapping:
    """
    Put a person's corrections in force.

    Parameters
    ----------
    mapping : FileMapping
        What was recognised.
    changes : mapping
        Source column → table and field, ``None`` to leave the column out.

    Returns
    -------
    FileMapping
        The corrected columns are taken with certainty; another column that held the same field
        becomes a proposal.

    Raises
    ------
    DataError
        If a column or field is unknown, or a personal column is to be kept.
    """
    known = [match.source for match in mapping.matches]
    columns = tuple(dict.fromkeys([*known, *mapping.ignored, *mapping.personal]))
    for source, target in changes.items():
        _check(source, target, columns, mapping.personal)
    given = {target for target in changes.values() if target is not None}
    kept = tuple(
        _outbid(match) if (match.table, match.field) in given else match
        for match in mapping.matches
        if match.source not in changes
    )
    new = tuple(
        ColumnMatch(source, *target, _CERTAIN, True)
        for source, target in changes.items()
        if target is not None
    )
    matches = tuple(sorted((*kept, *new), key=lambda match: columns.index(match.source)))
    placed = {match.source for match in matches} | set(mapping.personal)
    ignored = tuple(column for column in columns if column not in placed)
    return replace(mapping, matches=matches, ignored=ignored)


def _outbid(match: ColumnMatch) -> ColumnMatch:
    return replace(match, taken=False, confidence=min(match.confidence, JUST_BELOW))


def _check(
    source: str, target: Target | None, columns: tuple[str, ...], personal: tuple[str, ...]
) -> None:
    if source not in columns:
        raise DataError(f"The file has no column “{source}”.", nearest(source, columns))
    if target is None:
        return
    if source in personal:
        raise DataError(
            f"Column “{source}” is personal data and is dropped at the door.",
            "Rename the column in the file if it holds something else.",
        )
    check_target(*target)


def check_target(table: str, field: str) -> None:
    """
    Refuse a table or field that is not in the data model.

    Raises
    ------
    DataError
        With the nearest name that is.
    """
    if table not in TABLE:
        raise DataError(f"There is no table “{table}”.", nearest(table, tuple(TABLE)))
    fields = (*(f.name for f in TABLE[table].fields), *(n for t, n in SOURCE_FIELD if t == table))
    if field not in fields:
        known = tuple(f"{table}.{name}" for name in fields)
        raise DataError(f"There is no field “{table}.{field}”.", nearest(f"{table}.{field}", known))


def nearest(name: str, known: tuple[str, ...]) -> str:
    """Hint with the nearest of the names that are known."""
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"Did you mean {near[0]}?" if near else f"Known are {', '.join(known[:12])}."
