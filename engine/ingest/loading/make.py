"""Accounts, patches and products that no file lists but others name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.ingest.loading.sql import identifier
from engine.model.tables import ACCOUNT

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

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


def make_listed(staging: Staging, side: Sequence[Part], brought: Collection[str]) -> dict[str, int]:
    """
    Fill tables that no file is mainly about.

    What a file says on the side, such as an account's industry beside its deals, makes the record;
    where nothing is said, its id alone does. Tables in ``brought`` are those that a file is mainly
    about.

    Returns
    -------
    dict
        Records made, by table.
    """
    made: dict[str, int] = {}
    for table in ("account", "product", "territory"):
        offers = [
            f"SELECT DISTINCT ON ({table}_id) * FROM {identifier(part.name)}"
            for part in side
            if part.table == table
        ]
        spelled = bool(offers) or table != "account"
        offers += [
            _named(staging, other, column, table, spelled=spelled)
            for other, column in _NAMED_BY.get(table, ())
            if other in brought or other in made
        ]
        if not offers or not _is_empty(staging, table):
            continue
        if table == "account":
            _lay_out_accounts(staging, offers)
        for offer in offers:
            _insert(staging, table, offer)
        counted = staging.query(f"SELECT count(*) AS n FROM {identifier(table)}")
        if count := counted["n"][0].as_py():
            made[table] = count
    for part in side:
        staging.execute(f"DROP TABLE IF EXISTS {identifier(part.name)}")
    return made


def _lay_out_accounts(staging: Staging, offers: Sequence[str]) -> None:
    """Make the empty table anew, in which only columns that may be filled take room and time."""
    offered = {name for offer in offers for name in staging.columns(f"({offer})")}
    if "owner_id" in offered:
        offered.add("territory_id")  # where a company keeps no patches, an owner's book is one
    made = {"name": " GENERATED ALWAYS AS (account_id)"}
    stored = {"account_id": " USING COMPRESSION uncompressed"}  # each differs: packing saves little
    absent = " GENERATED ALWAYS AS (NULL)"
    columns = [
        f"{identifier(f.name)} {f.kind.sql}"
        + (stored.get(f.name, "") if f.name in offered else made.get(f.name, absent))
        for f in ACCOUNT.fields
    ]
    staging.execute(f"CREATE OR REPLACE TABLE account ({', '.join(columns)})")


def _is_empty(staging: Staging, table: str) -> bool:
    found = staging.query(f"SELECT 1 AS one FROM {identifier(table)} LIMIT 1")
    return bool(found.num_rows == 0)


def _named(staging: Staging, other: str, column: str, table: str, *, spelled: bool) -> str:
    """SELECT of the ids that another table names, as names too if spelled, or of names alone."""
    columns = staging.columns(identifier(other))
    by_name, key = f"_{column.removesuffix('_id')}_name", identifier(column)
    if by_name not in columns:
        name = f", {key} AS name" if spelled else ""
        return f"SELECT {key} AS {table}_id{name} FROM {identifier(other)} GROUP BY {key}"
    name = identifier(by_name)
    return (
        f"SELECT COALESCE({key}, {name}) AS {table}_id, min(COALESCE({name}, {key})) AS name "
        f"FROM {identifier(other)} GROUP BY 1"
    )


def _insert(staging: Staging, table: str, select: str) -> None:
    """Add records, one for each id, whose id is not there yet."""
    key, name = f"{table}_id", identifier(table)
    canonical, offered = staging.columns(name), staging.columns(f"({select})")
    columns = ", ".join(identifier(c) for c in canonical if c in offered)
    new = "" if _is_empty(staging, table) else f"AND {key} NOT IN (SELECT {key} FROM {name})"
    staging.execute(
        f"INSERT INTO {name} BY NAME SELECT {columns} FROM ({select}) WHERE {key} IS NOT NULL {new}"
    )
