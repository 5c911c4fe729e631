"""Ids in one table that name rows of another, brought to the id that the other table has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from engine.ingest.loading.identity import SHORT_ID, NotFound, Reference, label_key
from engine.ingest.loading.sql import identifier

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from engine.ingest.loading.identity import Directory
    from engine.store.staging import Staging

Texts = list[str | None]

PERSON_COLUMNS = (
    ("opportunity", "owner_id"),
    ("account", "owner_id"),
    ("activity", "rep_id"),
    ("credit", "rep_id"),
    ("assignment", "rep_id"),
    ("quota", "rep_id"),
    ("payout", "rep_id"),
    ("absence", "rep_id"),
    ("lead", "routed_to"),
    ("survey", "respondent_id"),
)
THING_COLUMNS = (
    ("opportunity", "account_id", "account"),
    ("activity", "account_id", "account"),
    ("lead", "account_id", "account"),
    ("account", "territory_id", "territory"),
    ("assignment", "territory_id", "territory"),
    ("quota", "territory_id", "territory"),
    ("account", "parent_id", "account"),
)


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A reference that names nobody, or more than one."""

    table: str
    column: str
    shown: str
    why: NotFound
    rows: int


@dataclass(frozen=True, slots=True)
class Joined:
    """A reference that was joined by a name written another way."""

    written: str
    meant: str
    rows: int


def resolve_people(
    staging: Staging,
    filled: Collection[str],
    directory: Directory,
    settled: Collection[tuple[str, str]],
) -> list[Unresolved]:
    """
    Bring references of filled tables to people's ids; who is unknown stays as written.

    Columns in ``settled`` hold those ids already.
    """
    unresolved = []
    for table, column in PERSON_COLUMNS:
        if table not in filled or (table, column) in settled:
            continue
        names = _stand_ins(staging, table, column)
        changes = []
        for texts, rows in _distinct(staging, table, (column, *names)):
            reference = _reference(texts, names)
            found = directory.find(reference)
            if isinstance(found, NotFound):
                unresolved.append(Unresolved(table, column, reference.shown, found, rows))
            target = found if isinstance(found, str) else reference.shown
            if target != texts[0]:
                changes.append((*texts, target))
        _rewrite(staging, table, (column, *names), changes)
    return unresolved


def distinct_references(staging: Staging, table: str, column: str) -> Iterator[Reference]:
    """Every different way in which a column names a person."""
    names = _stand_ins(staging, table, column)
    for texts, _ in _distinct(staging, table, (column, *names)):
        yield _reference(texts, names)


def resolve_things(
    staging: Staging, filled: Collection[str], made: Collection[str]
) -> list[Unresolved]:
    """
    Bring references of filled tables to accounts and patches to their ids, by id, else by name.

    Tables in ``made`` were made of the deals' own ids, so that these need no look.
    """
    unresolved: list[Unresolved] = []
    for table, column, target in THING_COLUMNS:
        if table not in filled:
            continue
        names = _stand_ins(staging, table, column)
        if target in made and table == "opportunity" and not names:
            continue
        strangers = tuple(_strangers(staging, table, column, names, target))
        known = (
            staging.query(f"SELECT {target}_id AS id, name FROM {target}") if strangers else None
        )
        if known is None or not known.num_rows:
            continue
        finder = _Finder(known["id"].to_pylist(), known["name"].to_pylist())
        changes = []
        for texts, rows in strangers:
            found = finder.find([text for text in texts if text])
            shown = next(text for text in texts if text)
            if isinstance(found, NotFound):
                unresolved.append(Unresolved(table, column, shown, found, rows))
            value = found if isinstance(found, str) else shown
            if value != texts[0]:
                changes.append((*texts, value))
        _rewrite(staging, table, (column, *names), changes)
    return unresolved


def resolve_products(staging: Staging) -> tuple[list[Joined], list[Unresolved]]:
    """Bring the product of each deal to its name; what was written another way is told."""
    known = staging.query(
        "SELECT product_id AS id, COALESCE(name, product_id) AS name FROM product"
    )
    if not known.num_rows:
        return [], []
    names = dict(zip(known["id"].to_pylist(), known["name"].to_pylist(), strict=True))
    finder = _Finder(list(names), list(names.values()))
    joined, unknown, changes = [], [], []
    for texts, rows in _distinct(staging, "opportunity", ("product",)):
        written = texts[0] or ""
        found = finder.find([written])
        if isinstance(found, NotFound):
            unknown.append(Unresolved("opportunity", "product", written, found, rows))
            continue
        meant = names[found]
        if meant != written:
            changes.append((written, meant))
            if written not in names:
                joined.append(Joined(written, meant, rows))
    _rewrite(staging, "opportunity", ("product",), changes)
    return joined, unknown


class _Finder:
    """Things by id, by short id and by name."""

    def __init__(self, ids: list[str], names: list[str | None]) -> None:
        self._ids = set(ids)
        self._short = {i[:SHORT_ID]: i for i in ids if len(i) in (SHORT_ID, SHORT_ID + 3)}
        self._names: dict[str, set[str]] = {}
        for thing, name in zip(ids, names, strict=True):
            for label in {thing, name or thing}:
                self._names.setdefault(label_key(label), set()).add(thing)

    def find(self, texts: list[str]) -> str | NotFound:
        for text in texts:
            if text in self._ids:
                return text
            if len(text) in (SHORT_ID, SHORT_ID + 3) and text[:SHORT_ID] in self._short:
                return self._short[text[:SHORT_ID]]
        for text in texts:
            found = self._names.get(label_key(text), set())
            if len(found) == 1:
                return next(iter(found))
            if found:
                return NotFound.AMBIGUOUS
        return NotFound.UNKNOWN


def _reference(texts: Texts, names: tuple[str, ...]) -> Reference:
    """Person meant by an id and, behind it, a text for each of the stand-ins ``names``."""
    if not names:
        return Reference(texts[0])
    by = {name.rpartition("_")[2]: text for name, text in zip(names, texts[1:], strict=True)}
    return Reference(texts[0], by.get("name"), by.get("email"))


def _stand_ins(staging: Staging, table: str, column: str) -> tuple[str, ...]:
    """Columns that name the same thing in another way, such as ``_owner_email``."""
    stem = column.removesuffix("_id")
    present = staging.columns(identifier(table))
    return tuple(f"_{stem}_{how}" for how in ("name", "email") if f"_{stem}_{how}" in present)


def _distinct(
    staging: Staging, table: str, columns: tuple[str, ...]
) -> Iterator[tuple[Texts, int]]:
    """Different texts of some columns, any of them written, and in how many rows."""
    listed = ", ".join(identifier(name) for name in columns)
    return _counted(
        staging,
        f"SELECT {listed}, count(*) AS n FROM {identifier(table)} GROUP BY ALL ORDER BY ALL",
    )


def _strangers(
    staging: Staging, table: str, column: str, names: tuple[str, ...], target: str
) -> Iterator[tuple[Texts, int]]:
    """References whose id is no id of the target, counted."""
    listed = [identifier(name) for name in (column, *names)]
    return _counted(
        staging,
        f"SELECT {', '.join(listed)}, count(*) AS n FROM {identifier(table)} AS t "
        f"WHERE ({' OR '.join(f'{name} IS NOT NULL' for name in listed)}) AND NOT EXISTS "
        f"(FROM {target} AS x WHERE x.{target}_id = t.{listed[0]}) GROUP BY ALL ORDER BY ALL",
    )


def _counted(staging: Staging, select: str) -> Iterator[tuple[Texts, int]]:
    """Rows of texts with a count behind, but for those that hold no text."""
    columns = (column.to_pylist() for column in staging.query(select).columns)
    return ((texts, n) for *texts, n in zip(*columns, strict=True) if any(texts))


def _rewrite(
    staging: Staging,
    table: str,
    columns: tuple[str, ...],
    changes: Sequence[tuple[str | None, ...]],
) -> None:
    """Set the first column where all of them read as given."""
    if not changes:
        return
    fields = [*(f"c{n}" for n in range(len(columns))), "target"]
    by_field = list(zip(*changes, strict=True))
    staging.put(
        "change",
        pa.table(
            {name: pa.array(v, pa.string()) for name, v in zip(fields, by_field, strict=True)}
        ),
    )
    matches = " AND ".join(
        f"t.{identifier(name)} IS NOT DISTINCT FROM c.c{n}" for n, name in enumerate(columns)
    )
    staging.execute(
        f"UPDATE {identifier(table)} AS t SET {identifier(columns[0])} = c.target "
        f"FROM change AS c WHERE {matches}"
    )
    staging.execute("DROP TABLE change")
