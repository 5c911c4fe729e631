"""Ids that occur as the ids of another file of the same load."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.ingest.recognition.candidates import Candidate
from engine.ingest.recognition.normalise import normalise
from engine.model.tables import TABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.ingest.recognition.columns import Column

_MOST = 0.5
_LONGEST_COMMON_NUMBER = 4
"""Shorter numbers are found in any file and prove nothing without a header in common."""
_CONFIRMED = 0.85
_SUGGESTED = 0.6
_STEP = 0.0005
_STRONGEST = 20
_TARGETS = {
    "opportunity": {"account_id": "account", "owner_id": "rep"},
    "account": {"owner_id": "rep", "territory_id": "territory"},
    "quota": {"rep_id": "rep", "territory_id": "territory"},
    "payout": {"rep_id": "rep"},
    "activity": {"rep_id": "rep", "account_id": "account", "opportunity_id": "opportunity"},
    "assignment": {"rep_id": "rep", "territory_id": "territory"},
    "absence": {"rep_id": "rep"},
    "stage_change": {"opportunity_id": "opportunity"},
    "credit": {"opportunity_id": "opportunity", "rep_id": "rep"},
    "lead": {"account_id": "account", "opportunity_id": "opportunity", "routed_to": "rep"},
}


@dataclass(frozen=True, slots=True)
class Key:
    """The id column of a recognised file."""

    table: str
    header: str
    values: frozenset[str]
    strength: int
    """How many fields its file fills."""


def key_of(kind: str, columns: Sequence[Column], matched: Mapping[str, Candidate]) -> Key | None:
    """Id column of a file, ``None`` where it has none."""
    wanted = TABLE[kind].key
    for column in columns:
        candidate = matched.get(column.header)
        if candidate is not None and candidate.field == wanted:
            values = frozenset(cell for cell in column.cells if cell)
            return Key(kind, normalise(column.header), values, len(matched))
    return None


def with_references(
    kind: str,
    columns: Sequence[Column],
    options: Mapping[str, Sequence[Candidate]],
    keys: Sequence[Key],
) -> dict[str, list[Candidate]]:
    """Candidates of each column, raised where its values are the ids of another file."""
    raised: dict[str, list[Candidate]] = {}
    for column in columns:
        found = {c.field: c for c in options[column.header]}
        for field, target in _TARGETS.get(kind, {}).items():
            confidence = _confidence(column, found.get(field), target, keys)
            if confidence is not None:
                strong = field in found and found[field].strong
                found[field] = Candidate(field, confidence, strong)
        raised[column.header] = list(found.values())
    return raised


def _confidence(
    column: Column, known: Candidate | None, target: str, keys: Sequence[Key]
) -> float | None:
    referred = [key for key in keys if key.table == target and refers(column, key)]
    if not referred:
        return None
    step = _STEP * min(_STRONGEST, max(key.strength for key in referred))
    if known is None:
        return None if column.shape.identifier < _MOST else _SUGGESTED
    return min(0.99, max(known.confidence, _CONFIRMED) + step)


def refers(column: Column, key: Key) -> bool:
    """Whether a column holds ids of that file."""
    values = {cell for cell in column.cells if cell}
    if not values or len(values & key.values) / len(values) < _MOST:
        return False
    telling = all(len(v) >= _LONGEST_COMMON_NUMBER and not v.isdigit() for v in values)
    return normalise(column.header) == key.header or telling
