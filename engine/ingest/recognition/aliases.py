"""The alias files: which headers stand for which field, and which for none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from engine.ingest.recognition.concepts import concepts
from engine.ingest.recognition.files import read
from engine.ingest.recognition.normalise import normalise
from engine.model.tables import TABLES

MAYBE, WEAK, SURE = "maybe", "weak", "sure"
_RANK = {SURE: 2, WEAK: 1, MAYBE: 0}

Found = tuple[tuple[str, str], ...]
"""Fields with how far the alias can be trusted."""


@dataclass(frozen=True)
class TableAliases:
    """Aliases of one table."""

    table: str
    fields: dict[str, dict[str, list[str]]]
    """Field, then language or group, then headers, as written."""
    never: tuple[str, ...]

    @cached_property
    def by_name(self) -> dict[str, Found]:
        """Fields by normalised header."""
        return self._index(normalise)

    @cached_property
    def by_meaning(self) -> dict[frozenset[str], Found]:
        """Fields by the meanings in the header."""
        return self._index(concepts)

    @cached_property
    def never_names(self) -> frozenset[str]:
        """Normalised headers that stand for no field."""
        return frozenset(normalise(header) for header in self.never)

    @cached_property
    def never_meanings(self) -> frozenset[frozenset[str]]:
        """Meanings that stand for no field; a meaning that a sure alias has stays a field's."""
        sure = {m for m, found in self.by_meaning.items() if any(t == SURE for _, t in found)}
        return frozenset(concepts(header) for header in self.never) - sure

    def _index(self, key: Any) -> dict[Any, Found]:
        index: dict[Any, dict[str, str]] = {}
        for field, groups in self.fields.items():
            for group, headers in groups.items():
                trust = group if group in _RANK else SURE
                for header in [*headers, field] if trust == SURE else headers:
                    found = index.setdefault(key(header), {})
                    if _RANK[trust] >= _RANK[found.get(field, MAYBE)]:
                        found[field] = trust
        return {k: tuple(v.items()) for k, v in index.items() if k}


@lru_cache(maxsize=1)
def tables() -> dict[str, TableAliases]:
    """Aliases of every canonical table."""
    never = read("never")
    return {
        table.name: TableAliases(
            table.name,
            read(table.name),
            tuple(
                h for kind in ("any", table.name) for g in never.get(kind, {}).values() for h in g
            ),
        )
        for table in TABLES
    }
