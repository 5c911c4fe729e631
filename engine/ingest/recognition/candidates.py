"""What one column may be in one table, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from engine.ingest.recognition.aliases import MAYBE, SURE, WEAK, Found, TableAliases, tables
from engine.ingest.recognition.concepts import concepts
from engine.ingest.recognition.fit import Fit, fit, kind_of
from engine.ingest.recognition.normalise import normalise
from engine.ingest.source_fields import SOURCE_FIELD
from engine.model.field import Kind
from engine.model.tables import TABLE

if TYPE_CHECKING:
    from engine.ingest.recognition.values import Shape

CERTAIN = 1.0
_BY_NAME = {SURE: 0.97, WEAK: 0.85, MAYBE: 0.6}
_BY_MEANING = {SURE: 0.93, WEAK: 0.83, MAYBE: 0.55}
_WITHOUT_ENTITY = {SURE: 0.9, WEAK: 0.82, MAYBE: 0.5}
_SPELLING = {Fit.SUPPORTS: 0.82, Fit.SILENT: 0.7, Fit.REFUTES: 0.4}
_LOOSE = 0.5
_REFUTED = 0.6
"""Factor on a match that the cells speak against."""
_FLAG_STEP = 0.01
"""A flag yields to a text field of the same name: a status is first a stage."""
_SPELLED_ALIKE = 90.0
_SOMEWHAT_ALIKE = 82.0
_LOOKS = 0.7
_NAMED_BY_ID = frozenset({"name", "id"})
"""``Account Name.id`` is the id of the thing whose name stands beside it."""
_KEYED = ("account", "opportunity", "rep", "territory")
_FAMILIES = (
    ("owner_id", "owner_name", "owner_email"),
    ("rep_id", "rep_name", "rep_email"),
    ("manager_id", "manager_name", "manager_email"),
    ("routed_to", "routed_to_name", ""),
    ("account_id", "account_name", ""),
    ("territory_id", "territory_name", ""),
    ("parent_id", "parent_name", ""),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A field that a column may be."""

    field: str
    confidence: float
    strong: bool
    """Named outright, by an alias that means nothing else."""


def candidates(
    table: str, header: str, shape: Shape, entity: frozenset[str], foreign: bool = False
) -> list[Candidate]:
    """
    Fields of a table that a column may be, each with its confidence.

    Parameters
    ----------
    table : str
        Canonical table.
    header : str
        Header of the column, as written.
    shape : Shape
        What its cells look like.
    entity : frozenset of str
        Meanings that may be left off the header, such as "deal" in a file of deals.
    foreign : bool
        The table is not the file's own: a canonical name alone is then no proof.
    """
    found: dict[str, Candidate] = {}
    for field, base, strong in _named(tables()[table], header, shape, entity):
        target = _by_values(table, field, header, shape)
        exact = header == target and not foreign
        confidence = _weighed(table, target, shape, CERTAIN if exact else base)
        if target not in found or found[target].confidence < confidence:
            found[target] = Candidate(target, confidence, strong)
    return list(found.values())


def _weighed(table: str, field: str, shape: Shape, base: float) -> float:
    verdict = fit(table, field, shape)
    step = _FLAG_STEP if kind_of(table, field) is Kind.FLAG else 0.0
    if field == "country" and verdict is Fit.SUPPORTS:
        base = max(base, _BY_NAME[WEAK])
    return (base - step) * (_REFUTED if verdict is Fit.REFUTES else 1.0)


def _named(
    aliases: TableAliases, header: str, shape: Shape, entity: frozenset[str]
) -> list[tuple[str, float, bool]]:
    name, meaning = normalise(header), concepts(header)
    if meaning >= _NAMED_BY_ID:
        meaning -= {"name"}
    by_name = aliases.by_name.get(name, ())
    if by_name:
        return _scored(by_name, _BY_NAME)
    if name in aliases.never_names or meaning in aliases.never_meanings:
        return []
    by_meaning = aliases.by_meaning.get(meaning, ())
    if by_meaning:
        return _scored(by_meaning, _BY_MEANING)
    rest = meaning - entity
    if rest != meaning and rest not in aliases.never_meanings:
        without = aliases.by_meaning.get(rest, ())
        if without:
            return _scored(without, _WITHOUT_ENTITY)
    return _alike(aliases, name, shape)


def _scored(found: Found, scale: dict[str, float]) -> list[tuple[str, float, bool]]:
    return [(field, scale[trust], trust == SURE) for field, trust in found]


def _alike(aliases: TableAliases, name: str, shape: Shape) -> list[tuple[str, float, bool]]:
    """Fields whose alias is spelled nearly so; a misspelling of a refused name stays refused."""
    alias, score = _nearest(aliases.table, name)
    if not alias or not shape.filled:
        return []
    close = score >= _SPELLED_ALIKE and len(alias) > 5 and _same_words(name, alias)
    return [
        (field, _SPELLING[fit(aliases.table, field, shape)] if close else _LOOSE, False)
        for field, trust in aliases.by_name[alias]
        if trust == SURE
    ]


@lru_cache(maxsize=20_000)
def _nearest(table: str, name: str) -> tuple[str, float]:
    """Nearest alias and how alike it is, empty where a refused name is at least as near."""
    aliases = tables()[table]
    best = process.extractOne(
        name, aliases.by_name.keys(), scorer=fuzz.ratio, score_cutoff=_SOMEWHAT_ALIKE
    )
    if best is None:
        return "", 0.0
    alias, score, _ = best
    refused = process.extractOne(name, aliases.never_names, scorer=fuzz.ratio, score_cutoff=score)
    return ("", 0.0) if refused is not None else (str(alias), float(score))


def _same_words(name: str, alias: str) -> bool:
    """Word for word a misspelling, with no word more or less and no digit changed."""
    ours, theirs = name.split(), alias.split()
    return len(ours) == len(theirs) and all(
        a == b or (len(a) > 3 and not any(c.isdigit() for c in a) and fuzz.ratio(a, b) >= 80)
        for a, b in zip(ours, theirs, strict=True)
    )


def _by_values(table: str, field: str, header: str, shape: Shape) -> str:
    """The id, name or e-mail of the same thing, where the cells tell and the header does not."""
    bare = table in _KEYED and field == "name" and "name" not in concepts(header)
    if bare and shape.identifier >= _LOOKS:
        return f"{table}_id"
    for family in _FAMILIES:
        if field not in family:
            continue
        by_id, by_name, by_email = family
        told = concepts(header)
        if shape.email >= _LOOKS and _is_field(table, by_email):
            return by_email
        if "id" in told or "name" in told or "email" in told:
            return field
        if shape.identifier >= _LOOKS and field == by_name and _is_field(table, by_id):
            return by_id
        if shape.person >= _LOOKS and field == by_id and _is_field(table, by_name):
            return by_name
    return field


def _is_field(table: str, name: str) -> bool:
    return bool(name) and (
        (table, name) in SOURCE_FIELD or any(f.name == name for f in TABLE[table].fields)
    )
