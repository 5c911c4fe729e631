"""Accounts, patches and products that no file lists but others name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.ingest.loading.sql import identifier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.ingest.loading.part import Part
    from engine.store.staging import Staging

_NAMED_BY = {
    "account": (("opportunity", "account_id"),),
    "territory": (
        ("assignment", "territory_id"),
        ("account", "territory_id"),
        ("quota", "territory_id"),
    ),
}


def make_listed(staging: Staging, side: Sequence[Part]) -> dict[str, int]:
    """
    Fill tables that no file is mainly about.

    What a file says on the side, such as an account's industry beside its deals, makes the record;
    where nothing is said, its id alone does.

    Returns
    -------
    dict
        Records made, by table.
    """
    made: dict[str, int] = {}
    for table in ("account", "product", "territory"):
        if not _is_empty(staging, table):
            continue
        for part in side:
            if part.table == table:
                rows = f"SELECT DISTINCT ON ({table}_id) * FROM {identifier(part.name)}"
                _insert(staging, table, rows)
        for other, column in _NAMED_BY.get(table, ()):
            _insert(staging, table, _named(staging, other, column, table))
        counted = staging.query(f"SELECT count(*) AS n FROM {identifier(table)}")
        if count := counted["n"][0].as_py():
            made[table] = count
    for part in side:
        staging.execute(f"DROP TABLE IF EXISTS {identifier(part.name)}")
    return made


def _is_empty(staging: Staging, table: str) -> bool:
    found = staging.query(f"SELECT 1 AS one FROM {identifier(table)} LIMIT 1")
    return bool(found.num_rows == 0)


def _named(staging: Staging, other: str, column: str, table: str) -> str:
    """SELECT of the ids that another table names, or of names where it has no ids."""
    columns = staging.query(f"SELECT * FROM {identifier(other)} LIMIT 0").column_names
    by_name, key = f"_{column.removesuffix('_id')}_name", identifier(column)
    if by_name not in columns:
        return f"SELECT {key} AS {table}_id, {key} AS name FROM {identifier(other)} GROUP BY {key}"
    name = identifier(by_name)
    return (
        f"SELECT COALESCE({key}, {name}) AS {table}_id, min(COALESCE({name}, {key})) AS name "
        f"FROM {identifier(other)} GROUP BY 1"
    )


def _insert(staging: Staging, table: str, select: str) -> None:
    """Add records, one for each id, whose id is not there yet."""
    key, name = f"{table}_id", identifier(table)
    canonical = staging.query(f"SELECT * FROM {name} LIMIT 0").column_names
    offered = staging.query(f"SELECT * FROM ({select}) LIMIT 0").column_names
    columns = ", ".join(identifier(c) for c in canonical if c in offered)
    new = "" if _is_empty(staging, table) else f"AND {key} NOT IN (SELECT {key} FROM {name})"
    staging.execute(
        f"INSERT INTO {name} BY NAME SELECT {columns} FROM ({select}) WHERE {key} IS NOT NULL {new}"
    )
