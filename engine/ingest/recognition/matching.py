"""From the columns of one file of known kind to its matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.ingest.recognition.candidates import CERTAIN, Candidate
from engine.ingest.recognition.columns import Column, assign, is_weighted, options_of
from engine.ingest.recognition.concepts import concepts
from engine.ingest.recognition.feeding import feed, persons_of_sheet
from engine.ingest.recognition.kinds import template_of, without_weight
from engine.ingest.recognition.normalise import normalise
from engine.ingest.recognition.references import Key, with_references
from engine.ingest.types import ColumnMatch
from engine.model.tables import TABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

THRESHOLD = 0.8
"""Confidence from which a match is taken without asking."""

_WORTH_PROPOSING = 0.4
JUST_BELOW = THRESHOLD - 0.01
"""Most that a match which is only proposed may have."""

_MOSTLY = 0.8
_RECORD_ID = 0.98
_EXPECTED = 0.85


def candidates_of(
    kind: str, columns: Sequence[Column], keys: Sequence[Key] = ()
) -> dict[str, list[Candidate]]:
    """Candidates of every column in the table that the file mainly feeds."""
    if template_of([column.header for column in columns]) == kind:
        return {c.header: [Candidate(c.header, CERTAIN, True)] for c in columns}
    options = _with_bare_id(kind, columns, options_of(kind, columns, without_weight(kind)))
    if kind == "opportunity":
        options = _status_of_orders(columns, _without_weighted(columns, options))
        options = _expected_beside_actual(columns, _amounts_not_quantities(options))
    return with_references(kind, columns, options, keys)


def matches_of(
    kind: str, columns: Sequence[Column], keys: Sequence[Key] = ()
) -> tuple[ColumnMatch, ...]:
    """Match each column of a file, those below the threshold as proposals."""
    options = candidates_of(kind, columns, keys)
    given = {
        header: candidate
        for header, candidate in assign(options).items()
        if candidate.confidence >= THRESHOLD
    }
    found = {header: (kind, candidate) for header, candidate in given.items()}
    found |= persons_of_sheet(kind, given)
    found |= {header: (table, c) for header, table, c in feed(kind, columns, given)}
    for header, candidate in _proposals(options, given).items():
        found.setdefault(header, (kind, candidate))
    return tuple(
        _match(column.header, *found[column.header]) for column in columns if column.header in found
    )


def _proposals(
    options: Mapping[str, Sequence[Candidate]], given: Mapping[str, Candidate]
) -> dict[str, Candidate]:
    proposed: dict[str, Candidate] = {}
    for header, candidates in options.items():
        if header in given or not candidates:
            continue
        best = max(candidates, key=lambda c: c.confidence)
        if best.confidence >= _WORTH_PROPOSING:
            proposed[header] = Candidate(best.field, min(best.confidence, JUST_BELOW), False)
    return proposed


def _match(header: str, table: str, candidate: Candidate) -> ColumnMatch:
    confidence = round(candidate.confidence, 2)
    taken = candidate.confidence >= THRESHOLD
    return ColumnMatch(header, table, candidate.field, confidence, taken)


def _with_bare_id(
    kind: str, columns: Sequence[Column], options: dict[str, list[Candidate]]
) -> dict[str, list[Candidate]]:
    """A column named just ``Id`` with a value of its own in each row is the record's id."""
    key = TABLE[kind].key
    for column in columns:
        unique = column.shape.distinct == column.shape.filled > 1
        if key and normalise(column.header) == "id" and unique and key not in options:
            options[column.header] = [Candidate(key, _RECORD_ID, True)]
    return options


def _status_of_orders(
    columns: Sequence[Column], options: dict[str, list[Candidate]]
) -> dict[str, list[Candidate]]:
    """In a file of orders a plain status is the state of the order."""
    if any("order" in concepts(column.header) for column in columns):
        for header, found in options.items():
            if concepts(header) == {"status"}:
                options[header] = [
                    Candidate("order_status", c.confidence, c.strong)
                    for c in found
                    if c.field == "stage"
                ]
    return options


def _amounts_not_quantities(
    options: dict[str, list[Candidate]],
) -> dict[str, list[Candidate]]:
    """A word for both, as the Spanish ``Cantidad``, is the amount where no price stands."""
    if _has(options, "unit_price"):
        return options
    for header, found in options.items():
        if {"amount", "quantity"} <= {c.field for c in found}:
            options[header] = [c for c in found if c.field != "quantity"]
    return options


def _expected_beside_actual(
    columns: Sequence[Column], options: dict[str, list[Candidate]]
) -> dict[str, list[Candidate]]:
    """
    Expected revenue is the amount while open where the file has the actual one and no other.

    Elsewhere it is amount x probability and stays out.
    """
    if not _has(options, "actual_amount") or _has(options, "amount"):
        return options
    for column in columns:
        numeric = column.shape.number >= _MOSTLY
        if numeric and concepts(column.header) == {"expected", "revenue"}:
            options[column.header] = [Candidate("expected_amount", _EXPECTED, False)]
    return options


def _has(options: Mapping[str, Sequence[Candidate]], field: str) -> bool:
    return any(
        c.field == field and c.confidence >= THRESHOLD for found in options.values() for c in found
    )


def _without_weighted(
    columns: Sequence[Column], options: dict[str, list[Candidate]]
) -> dict[str, list[Candidate]]:
    """Take all fields from a column that is amount x probability: a forecast, no amount."""
    amounts = _named(columns, options, "amount")
    chances = _named(columns, options, "probability")
    for column in columns:
        if column in (*amounts, *chances) and not _rivals(column, amounts):
            continue
        others = [amount for amount in amounts if amount is not column]
        if column.shape.number >= _MOSTLY and any(
            is_weighted(column, amount, chance) for amount in others for chance in chances
        ):
            options[column.header] = []
    return options


def _rivals(column: Column, amounts: Sequence[Column]) -> bool:
    return column in amounts and len(amounts) > 1


def _named(
    columns: Sequence[Column], options: Mapping[str, Sequence[Candidate]], field: str
) -> list[Column]:
    return [
        column
        for column in columns
        if any(c.field == field and c.confidence >= THRESHOLD for c in options[column.header])
    ]
