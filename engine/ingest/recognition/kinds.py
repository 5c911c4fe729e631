"""Which canonical table a file mainly feeds."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from engine.ingest.recognition.columns import Column, assign, options_of
from engine.ingest.recognition.concepts import concepts
from engine.ingest.recognition.files import read
from engine.ingest.recognition.normalise import normalise
from engine.ingest.types import OTHER
from engine.model.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from engine.ingest.recognition.candidates import Candidate

_POSSIBLE = 0.55
_SURE = 0.8
_NAMED_IN_FILE = 1.5
_ID_PREFIXES = {
    "001": "account",
    "003": OTHER,
    "005": "rep",
    "006": "opportunity",
    "008": "stage_change",
    "00Q": "lead",
    "00T": "activity",
    "00U": "activity",
    "00k": "opportunity",
    "801": "opportunity",
    "802": "opportunity",
    "01t": "product",
    "00E": OTHER,
    "701": OTHER,
    "500": OTHER,
}
"""First three characters of Salesforce record ids, by the object that they name."""
_BARE_ID = "id"
_ONLY_OURS = frozenset(
    {"hire_date", "leave_date", "base_pay", "monthly_pay", "manager_id", "manager_name", "fte"}
)
"""What is known of own people and hardly of a customer's."""
_SAYS_LITTLE = frozenset({"is_deleted", "modified_date", "created_date"})
_LEAST_EVIDENCE = 1.0


@lru_cache(maxsize=1)
def rules() -> dict[str, Any]:
    """How each kind of file shows itself."""
    return dict(read("kinds"))


def entity_of(table: str) -> frozenset[str]:
    """Meanings that may be left off a header of this file."""
    return frozenset(rules()[table]["entity"])


def without_weight(table: str) -> frozenset[str]:
    """Meanings that make no difference to what a header of this file names."""
    return entity_of(table) | frozenset(rules()[table].get("silent", ()))


def kind_of_file(file: str, sheet: str, columns: Sequence[Column]) -> str:
    """Name the table that the file mainly feeds, or ``other``."""
    template = template_of([column.header for column in columns])
    if template:
        return template
    by_prefix = _kind_by_record_id(columns)
    if by_prefix is not None:
        return by_prefix
    options = {t.name: options_of(t.name, columns, without_weight(t.name)) for t in TABLES}
    found = {table: assign(of_table) for table, of_table in options.items()}
    names = concepts(f"{PurePath(file).stem} {sheet}")
    scores = {
        table: _score(table, matched, options, names)
        for table, matched in found.items()
        if _meets_needs(table, matched) and not _belongs_elsewhere(table, columns, matched)
    }
    best = max(scores, key=lambda table: scores[table], default=OTHER)
    return best if scores.get(best, 0.0) >= _LEAST_EVIDENCE else OTHER


def template_of(headers: Sequence[str]) -> str:
    """Table whose canonical names all the headers are, empty for none."""
    for table in TABLES:
        own = {field.name for field in table.fields}
        required = {field.name for field in table.fields if field.required}
        if headers and set(headers) <= own and required <= set(headers) and len(headers) > 2:
            return table.name
    return ""


def _kind_by_record_id(columns: Sequence[Column]) -> str | None:
    for column in columns:
        if normalise(column.header) == _BARE_ID and column.shape.filled:
            ids = [cell for cell in column.cells if cell]
            prefixes = {cell[:3] for cell in ids if len(cell) in (15, 18) and cell.isalnum()}
            if len(prefixes) == 1:
                return _ID_PREFIXES.get(prefixes.pop())
    return None


def _score(
    table: str,
    matched: Mapping[str, Candidate],
    options: Mapping[str, Mapping[str, Sequence[Candidate]]],
    names: frozenset[str],
) -> float:
    """Sum over columns of what each says, divided among the tables that could claim it."""
    tells = rules()[table]["tells"]
    total = 0.0
    for header, candidate in matched.items():
        if candidate.confidence < _SURE:
            continue
        claims = sum(
            any(c.confidence >= _SURE for c in of_table[header]) for of_table in options.values()
        )
        weight = 0.2 if candidate.field in _SAYS_LITTLE else 1.0
        weight += tells.get(candidate.field, 0.0) if candidate.strong else 0.0
        total += candidate.confidence * weight / claims**0.5
    return total + _NAMED_IN_FILE * bool(names & set(rules()[table]["words"]))


def _meets_needs(table: str, matched: Mapping[str, Candidate]) -> bool:
    possible = {c.field for c in matched.values() if c.confidence >= _POSSIBLE}
    sure = {c.field for c in matched.values() if c.confidence >= _SURE}
    needs = rules()[table]["needs"]
    return bool(sure) and all(possible & set(group) for group in needs)


def _belongs_elsewhere(
    table: str, columns: Sequence[Column], matched: Mapping[str, Candidate]
) -> bool:
    """People of customers are not ours; a record with its own id beside a deal's id is no deal."""
    filled = {frozenset(concepts(c.header)) for c in columns if c.shape.filled}
    fields = {candidate.field for candidate in matched.values() if candidate.confidence >= _SURE}
    if table == "rep" and not fields & _ONLY_OURS:
        return bool(filled & {frozenset({"account", "id"}), frozenset({"account", "name"})})
    own = [header for header, candidate in matched.items() if candidate.field == f"{table}_id"]
    bare = any(normalise(column.header) == _BARE_ID for column in columns)
    stage_history = table == "opportunity" and any(
        concepts(column.header) == frozenset({"quantity"}) for column in columns
    )
    return bare and bool(own) and normalise(own[0]) != _BARE_ID and not stage_history
