"""A file's mapping as a table to correct, and the corrected table as a mapping again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from engine.ingest.source_fields import SOURCE_FIELD
from engine.ingest.types import ColumnMatch
from engine.model.tables import TABLE
from pages._shared import fields, figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.ingest.types import FileMapping, RawTable

SOURCE, GOES_TO, SURE = "Column in the file", "Goes to", "How sure"
SAMPLES = ("First value", "Second value", "Third value")
_CONFIRMED = 1.0


def frame(raw: RawTable, mapping: FileMapping, *, suggestions: bool) -> pd.DataFrame:
    """
    One row for each match, then one for each column without; personal columns are not among them.

    Parameters
    ----------
    raw : RawTable
        The file, for its samples.
    mapping : FileMapping
        What it was recognised as.
    suggestions : bool
        Whether what is only proposed is filled in.
    """
    matched = {match.source for match in mapping.matches}
    rows = [_row(raw, match.source, match, suggestions) for match in mapping.matches]
    rest = [c for c in raw.columns if c not in matched and c not in mapping.personal]
    rows += [_row(raw, column, None, suggestions) for column in rest]
    return pd.DataFrame(rows, columns=[SOURCE, GOES_TO, SURE, *SAMPLES])


def corrected(mapping: FileMapping, goes_to: Sequence[tuple[str, str]]) -> FileMapping:
    """
    Mapping as a person left it: what they did not change keeps its confidence.

    Parameters
    ----------
    mapping : FileMapping
        What was recognised.
    goes_to : sequence of (source column, words)
        The edited table's rows.
    """
    known = {(m.source, m.table, m.field): m for m in mapping.matches}
    matches = []
    for source, words in goes_to:
        if target := fields.targets().get(words):
            found = known.get((source, *target)) or ColumnMatch(source, *target, _CONFIRMED, True)
            matches.append(replace(found, taken=True))
    used = {match.source for match in matches}
    ignored = tuple(dict.fromkeys(source for source, _ in goes_to if source not in used))
    return replace(mapping, matches=tuple(matches), ignored=ignored)


def suggested(mapping: FileMapping) -> int:
    """How many columns are proposed and not taken."""
    return sum(not match.taken for match in mapping.matches)


def doubled(mapping: FileMapping) -> list[str]:
    """Fields, in words, to which more than one column goes."""
    targets = [fields.words(m.table, m.field) for m in mapping.matches if m.taken]
    return sorted({target for target in targets if targets.count(target) > 1})


def missing(mapping: FileMapping) -> list[str]:
    """Columns, in words, that every row of the file's table needs and that nothing makes."""
    direct = {(m.table, m.field) for m in mapping.matches if m.table == mapping.kind}
    made = {SOURCE_FIELD[key].makes for key in direct & SOURCE_FIELD.keys()}
    if (mapping.kind, "period") in direct:
        made.add("period_end")  # a period in words has both its ends
    reached = made | {field for _, field in direct}
    needed = [field.name for field in TABLE[mapping.kind].fields if field.required]
    return [fields.words(mapping.kind, name) for name in needed if name not in reached]


def _row(
    raw: RawTable, source: str, match: ColumnMatch | None, suggestions: bool
) -> tuple[str, ...]:
    values = samples(raw, source)
    if match is None:
        return (source, fields.LEAVE_OUT, "no place for it", *values)
    target = fields.words(match.table, match.field)
    if match.taken or suggestions:
        return (source, target, figures.sure(match.confidence, match.taken), *values)
    return (source, fields.LEAVE_OUT, f"not sure: {target}?", *values)


def samples(raw: RawTable, column: str) -> tuple[str, ...]:
    """The first three different values of a column, blanks behind them where there are fewer."""
    at = raw.columns.index(column)
    values = list(dict.fromkeys(row[at] for row in raw.sample if row[at].strip()))[:3]
    return (*values, *[""] * (3 - len(values)))
