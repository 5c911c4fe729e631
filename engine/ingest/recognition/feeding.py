"""Columns of a file that belong to a table beside its own, such as an account's industry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.ingest.recognition.candidates import Candidate, candidates
from engine.ingest.recognition.columns import assign
from engine.ingest.recognition.concepts import concepts
from engine.ingest.recognition.kinds import entity_of, rules, without_weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engine.ingest.recognition.columns import Column

_OWNER = frozenset({"owner"})
_DEAL = frozenset({"opportunity"})
_NOT_FED = frozenset(
    {"created_date", "modified_date", "is_deleted", "source_system", "account_id", "rep_id"}
    | {"name", "first_name", "last_name", "email", "alternative_id", "is_active"}
)
_SURE = 0.8


def feed(
    kind: str, columns: Iterable[Column], given: Mapping[str, Candidate]
) -> list[tuple[str, str, Candidate]]:
    """
    Match left-over columns to the tables that a file of this kind may fill beside its own.

    Returns
    -------
    list of (header, table, candidate)
    """
    rest = [column for column in columns if column.header not in given]
    found: list[tuple[str, str, Candidate]] = []
    for table, unnamed in rules()[kind]["feeds"].items():
        options = {column.header: _options(table, column, unnamed) for column in rest}
        for header, candidate in assign(options).items():
            if candidate.confidence >= _SURE:
                found.append((header, table, candidate))
                rest = [column for column in rest if column.header != header]
    return found


def persons_of_sheet(kind: str, given: Mapping[str, Candidate]) -> dict[str, tuple[str, Candidate]]:
    """Name and e-mail beside a person's number describe the person rather than join the row."""
    fields = {candidate.field for candidate in given.values()}
    if kind in ("rep", "opportunity", "account") or "rep_id" not in fields:
        return {}
    describes = {"rep_name": "name", "rep_email": "email"}
    return {
        header: ("rep", Candidate(describes[c.field], c.confidence, c.strong))
        for header, c in given.items()
        if c.field in describes
    }


def _options(table: str, column: Column, unnamed: Sequence[str]) -> list[Candidate]:
    entity = entity_of(table) | (_OWNER if table == "rep" else frozenset())
    named = bool(concepts(column.header) & entity)
    silent = without_weight(table) | entity | _DEAL
    found = candidates(table, column.header, column.shape, silent, foreign=True)
    return [c for c in found if (named and c.field not in _NOT_FED) or c.field in unnamed]
