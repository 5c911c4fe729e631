"""Accounts, patches and products that no file lists but others name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.ingest.loading import findings
from engine.ingest.loading.sql import identifier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.ingest.loading.part import Part
    from engine.model.finding import Finding
    from engine.store.staging import Staging

_NAMED_BY = {
    "account": (("opportunity", "account_id"),),
    "territory": (
        ("assignment", "territory_id"),
        ("account", "territory_id"),
        ("quota", "territory_id"),
    ),
}


def make_listed(staging: Staging, side: Sequence[Part]) -> Iterator[Finding]:
    """
    Fill tables that no file is mainly about.

    What a file says on the side, such as an account's industry beside its deals, makes the record;
    where nothing is said, its id alone does.
    """
    for table in ("account", "product", "territory"):
        name = identifier(table)
        parts = [part for part in side if part.table == table]
        if _is_empty(staging, table):
            for part in parts:
                _insert(staging, table, f"SELECT * FROM {identifier(part.name)}")
            for other, column in _NAMED_BY.get(table, ()):
                _insert(staging, table, _named(staging, other, column, table))
            rows = staging.query(f"SELECT count(*) AS n FROM {name}")["n"][0].as_py()
            if rows:
                yield findings.table_made(table, rows)
    for part in side:
        staging.execute(f"DROP TABLE IF EXISTS {identifier(part.name)}")


def _is_empty(staging: Staging, table: str) -> bool:
    found = staging.query(f"SELECT 1 AS one FROM {identifier(table)} LIMIT 1")
    return bool(found.num_rows == 0)


def _named(staging: Staging, other: str, column: str, table: str) -> str:
    """SELECT of the ids that another table names, or of names where it has no ids."""
    columns = staging.query(f"SELECT * FROM {identifier(other)} LIMIT 0").column_names
    by_name = f"_{column.removesuffix('_id')}_name"
    name = identifier(by_name) if by_name in columns else "NULL"
    return (
        f"SELECT COALESCE({identifier(column)}, {name}) AS {table}_id, "
        f"COALESCE({name}, {identifier(column)}) AS name FROM {identifier(other)}"
    )


def _insert(staging: Staging, table: str, select: str) -> None:
    """Add records under ids that are not there yet, the first of each id."""
    key, name = f"{table}_id", identifier(table)
    canonical = staging.query(f"SELECT * FROM {name} LIMIT 0").column_names
    offered = staging.query(f"SELECT * FROM ({select}) LIMIT 0").column_names
    listed = ", ".join(
        f"any_value({identifier(c)}) AS {identifier(c)}"
        for c in canonical
        if c in offered and c != key
    )
    staging.execute(
        f"INSERT INTO {name} BY NAME SELECT {key}{', ' + listed if listed else ''} FROM ({select}) "
        f"WHERE {key} IS NOT NULL AND {key} NOT IN (SELECT {key} FROM {name}) GROUP BY {key}"
    )
