"""Accounts of more than one source: never merged, never mixed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.ingest.loading.sql import identifier, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.ingest.loading.part import Part
    from engine.store.staging import Staging

_REFERRING = frozenset({"opportunity", "activity", "lead"})


def label_sql(column: str) -> str:
    """SQL of a name without accents, case, blanks and punctuation."""
    return f"regexp_replace(strip_accents(lower({column})), '[^[:alnum:]]', '', 'g')"


def prefix_collisions(
    staging: Staging, accounts: Sequence[Part], others: Sequence[Part]
) -> list[str]:
    """
    Tell apart ids that two products use for different accounts.

    The later product's ids get its name in front, in its accounts and in its other files.

    Returns
    -------
    list of str
        The ids that collided.
    """
    collided: list[str] = []
    for place, part in enumerate(accounts):
        earlier = [p for p in accounts[:place] if p.profile != part.profile]
        ids = _colliding(staging, part, earlier)
        if not ids:
            continue
        collided += ids
        same_source = [p for p in others if p.profile == part.profile and p.table in _REFERRING]
        for target in (part, *same_source):
            staging.execute(
                f"UPDATE {identifier(target.name)} SET account_id = {text(part.profile + ':')} "
                "|| account_id WHERE list_contains($ids, account_id)",
                ids=ids,
            )
    return collided


def accounts_alike(staging: Staging) -> list[tuple[str, str, str]]:
    """Accounts of two files with equal name and place but different ids: name and both ids."""
    place = "COALESCE(city, region, country, '')"
    found = staging.query(
        f"""
        WITH named AS (
          SELECT account_id, name, _file, {label_sql("name")} AS label, {label_sql(place)} AS place
          FROM account WHERE name IS NOT NULL
        )
        SELECT a.name, a.account_id AS first, b.account_id AS second
        FROM named AS a JOIN named AS b ON a.label = b.label AND a.place = b.place
          AND a._file < b._file AND a.account_id <> b.account_id
        ORDER BY ALL
        """
    ).to_pylist()
    return [(row["name"], row["first"], row["second"]) for row in found]


def _colliding(staging: Staging, part: Part, earlier: Sequence[Part]) -> list[str]:
    ids: set[str] = set()
    for other in earlier:
        found = staging.query(
            f"SELECT DISTINCT a.account_id AS id FROM {identifier(other.name)} AS a "
            f"JOIN {identifier(part.name)} AS b USING (account_id) "
            f"WHERE {label_sql('a.name')} <> {label_sql('b.name')}"
        )
        ids.update(found["id"].to_pylist())
    return sorted(ids)
