"""What is worth knowing about the tables once they stand: gaps, strangers, what is not used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.ingest.loading import findings_identity, findings_records
from engine.model.tables import TABLES
from engine.store.seller import SELLER, SELLER_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engine.ingest.types import RawTable
    from engine.model.finding import Finding
    from engine.store.staging import Staging

_WITHOUT_DEALS = f"""
WITH {SELLER}, owner AS (
  SELECT owner_id AS rep_id FROM opportunity WHERE owner_id IS NOT NULL
  UNION SELECT rep_id FROM credit
), selling_role AS (
  SELECT role FROM rep LEFT JOIN owner USING (rep_id)
  GROUP BY role HAVING count(owner.rep_id) * 2 > count(*)
)
SELECT COALESCE(r.name, r.rep_id) AS name FROM rep AS r
WHERE r.rep_id NOT IN (FROM owner)
  AND r.rep_id NOT IN (SELECT rep_id FROM quota WHERE level = 'team' AND rep_id IS NOT NULL)
  AND (r.rep_id IN (FROM seller)
       OR EXISTS (FROM selling_role AS s WHERE s.role IS NOT DISTINCT FROM r.role))
ORDER BY 1
"""
"""Sellers, and people of a role most of whose holders own deals, who own none themselves."""

_WON_BELOW_ZERO = "SELECT count(*) AS n FROM opportunity WHERE is_won AND amount < 0"


def about_snapshot(
    staging: Staging,
    tables: Sequence[RawTable],
    people_of: Mapping[int, set[str]],
    spoken: Sequence[tuple[str, int]],
) -> Iterator[Finding]:
    """
    Findings about the finished tables.

    Parameters
    ----------
    staging : Staging
        The tables.
    tables : sequence of RawTable
        The files.
    people_of : mapping
        Ids of the people that each file of people names, by place of the file.
    spoken : sequence of (currency, deals)
        Currencies of deals, the snapshot's own first.
    """
    if not _count(staging, "SELECT count(*) AS n FROM (FROM opportunity LIMIT 1)"):
        yield findings_records.no_deals()
    if len(spoken) > 1:
        others = [currency for currency, _ in spoken[1:]]
        yield findings_records.other_currency(spoken[0][0], sum(n for _, n in spoken[1:]), others)
    if below := _count(staging, _WON_BELOW_ZERO):
        yield findings_records.won_below_zero(below)
    yield from _owners(staging)
    if people_of:
        yield from _strangers(staging, tables, people_of)
    for table in TABLES:
        if table.used:
            continue
        if rows := _count(staging, f"SELECT count(*) AS n FROM {table.name}"):
            yield findings_records.not_used_yet(table.name, rows)


def _owners(staging: Staging) -> Iterator[Finding]:
    deals = staging.query(
        "SELECT count(owner_id) AS owned, count(*) - count(owner_id) AS unowned FROM opportunity"
    ).to_pylist()[0]
    if deals["unowned"]:
        yield findings_identity.no_owner(deals["unowned"])
    accounts = staging.query(
        "SELECT COALESCE(name, account_id) AS name FROM account WHERE owner_id IS NULL "
        "AND EXISTS (FROM account WHERE owner_id IS NOT NULL) ORDER BY 1"
    )["name"].to_pylist()
    if accounts:
        yield findings_identity.accounts_unowned(len(accounts), accounts)
    shared = staging.query(
        "SELECT lower(email) AS email, count(*) AS n FROM rep WHERE email IS NOT NULL "
        "GROUP BY 1 HAVING count(*) > 1 ORDER BY 1"
    ).to_pylist()
    if shared:
        emails = [row["email"] for row in shared]
        yield findings_identity.shared_emails(emails, sum(row["n"] for row in shared))
    if not deals["owned"]:
        return
    names = staging.query(_WITHOUT_DEALS, roles=list(SELLER_ROLES))["name"].to_pylist()
    if names:
        yield findings_identity.without_deals(names)


def _strangers(
    staging: Staging, tables: Sequence[RawTable], people_of: Mapping[int, set[str]]
) -> Iterator[Finding]:
    """Files of people none of whom owns anything, where other files name owners."""
    named = _count(staging, "SELECT count(DISTINCT owner_id) AS n FROM opportunity")
    if not named:
        return
    owners = set(
        staging.query(
            "SELECT owner_id FROM opportunity WHERE owner_id IS NOT NULL UNION "
            "SELECT owner_id FROM account WHERE owner_id IS NOT NULL"
        )["owner_id"].to_pylist()
    )
    for number, ids in people_of.items():
        if ids and not owners.intersection(ids):
            raw = tables[number]
            label = f"{raw.sheet} in {raw.file}" if raw.sheet else raw.file
            yield findings_identity.nobody_matches(label, len(ids))


def _count(staging: Staging, sql: str) -> int:
    return int(staging.query(sql)["n"][0].as_py())
