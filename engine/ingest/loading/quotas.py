"""Quotas and targets: periods in words to days, defaults, and roll-ups told from own numbers."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from engine.ingest.loading.spans import day_of, labelled, last_day, months_between, span_of
from engine.ingest.loading.sql import identifier
from engine.ingest.loading.words import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from engine.store.staging import Staging

_CLOSE = Decimal("0.005")
"""A sum of others' quotas is met within half a percent; cascades round."""
_USUAL = {
    "quota": {"measure": "bookings"},
    "target": {"measure": "bookings", "scope": "company", "kind": "plan"},
}
"""What a blank cell of a column means, by table."""
_LEADERS = frozenset(
    {"director", "manager", "vp", "svp", "evp", "president", "head", "chief", "cro", "ceo",
     "leiter", "leiterin", "direktor", "directeur", "directrice", "responsable", "gerente",
     "direttore", "responsabile", "hoofd", "diretor", "reditel", "vedouci"}
)  # fmt: skip
"""Words of a title that go with leading a team; an account manager leads none."""
_LEADS_NONE = frozenset({"account", "key", "client", "partner", "territory"})


def complete_periods(staging: Staging, table: str, fiscal_start: int) -> list[str]:
    """
    Fill first and last day of each row from its period in words or its first day.

    Returns
    -------
    list of str
        Periods that could not be read.
    """
    columns = staging.columns(identifier(table))
    unknown = _from_words(staging, table, fiscal_start) if "_period" in columns else []
    owners = "COALESCE(rep_id, territory_id)" if table == "quota" else "scope"
    open_ended = staging.query(
        f"SELECT DISTINCT {owners} AS owner, period_start FROM {identifier(table)} "
        "WHERE period_end IS NULL AND period_start IS NOT NULL"
    ).to_pylist()
    if open_ended:
        months = months_between((row["owner"], row["period_start"]) for row in open_ended)
        ends = {row["period_start"]: last_day(row["period_start"], months) for row in open_ended}
        _set_ends(staging, table, ends)
    return unknown


def fill_defaults(staging: Staging, table: str) -> None:
    """Measure bookings, and of a target scope company and kind plan, where nothing is said."""
    for column, usual in _USUAL[table].items():
        staging.execute(f"UPDATE {table} SET {column} = '{usual}' WHERE {column} IS NULL")


def label_payouts(staging: Staging, fiscal_start: int) -> None:
    """Bring the periods of payouts to this product's spelling."""
    written = staging.query("SELECT DISTINCT period FROM payout")["period"].to_pylist()
    for text in written:
        label = labelled(text, fiscal_start) if text else text
        if label != text:
            staging.execute(
                "UPDATE payout SET period = $label WHERE period = $text", label=label, text=text
            )


def below_zero(staging: Staging) -> list[str]:
    """Whose quotas are below zero, a line for each quota: relief takes one to zero at most."""
    found = staging.query(
        "SELECT COALESCE(rep_id, '') AS rep_id FROM quota WHERE amount < 0 ORDER BY 1"
    )
    return [str(name) for name in found["rep_id"].to_pylist()]


def mark_roll_ups(staging: Staging) -> list[str]:
    """
    Mark quotas that are the sum of others' as level ``team``, all other open ones as ``rep``.

    A person's quotas are a roll-up where they match the sum of their reports', or where somebody
    with a leading title shares each of their patches with a seller, or owns no deal and carries
    more than twice what sellers do.

    Returns
    -------
    list of str
        Ids of the people whose quotas are roll-ups.
    """
    totals = _totals(staging)
    if not totals:
        return []
    people = staging.query("SELECT rep_id, manager_id, role FROM rep").to_pylist()
    reports: defaultdict[str, list[str]] = defaultdict(list)
    for person in people:
        if person["manager_id"]:
            reports[person["manager_id"]].append(person["rep_id"])
    leaders = {p["rep_id"] for p in people if _leads(p["role"] or "")}
    usual = _median([amount for rep, amount in totals.items() if rep not in leaders])
    sharing = leaders & _sharing_all_patches(staging, leaders)
    idle = leaders - set(staging.query("SELECT DISTINCT owner_id FROM opportunity")[0].to_pylist())
    rolled = [
        rep
        for rep, amount in sorted(totals.items())
        if rep in sharing
        or (rep in idle and usual and amount > 2 * usual)
        or _is_sum(amount, [totals[r] for r in reports[rep] if r in totals and r != rep])
    ]
    staging.execute(
        "UPDATE quota SET level = CASE WHEN list_contains($rolled, rep_id) THEN 'team' "
        "ELSE 'rep' END WHERE level IS NULL",
        rolled=rolled,
    )
    return rolled


def _from_words(staging: Staging, table: str, fiscal_start: int) -> list[str]:
    name = identifier(table)
    written = staging.query(
        f"SELECT DISTINCT _period AS period FROM {name} WHERE _period IS NOT NULL ORDER BY 1"
    )["period"].to_pylist()
    rows: dict[str, tuple[date | None, date | None]] = {}
    for text in written:
        if span := span_of(text, fiscal_start):
            rows[text] = span.first, span.last
        else:
            rows[text] = day_of(text), None
    _put_spans(staging, rows)
    staging.execute(
        f"UPDATE {name} AS t SET period_start = COALESCE(t.period_start, s.first), "
        "period_end = COALESCE(t.period_end, s.last) FROM span AS s WHERE t._period = s.written"
    )
    staging.execute("DROP TABLE span")
    return [text for text, (first, _) in rows.items() if first is None]


def _put_spans(staging: Staging, rows: Mapping[str, tuple[date | None, date | None]]) -> None:
    spans = {
        "written": pa.array(list(rows), pa.string()),
        "first": pa.array([first for first, _ in rows.values()], pa.date32()),
        "last": pa.array([last for _, last in rows.values()], pa.date32()),
    }
    staging.put("span", pa.table(spans))


def _set_ends(staging: Staging, table: str, ends: Mapping[date, date]) -> None:
    both = {"first": pa.array(list(ends), pa.date32()), "last": pa.array(list(ends.values()))}
    staging.put("span", pa.table(both))
    staging.execute(
        f"UPDATE {identifier(table)} AS t SET period_end = s.last FROM span AS s "
        "WHERE t.period_start = s.first AND t.period_end IS NULL"
    )
    staging.execute("DROP TABLE span")


def _totals(staging: Staging) -> dict[str, Decimal]:
    """Quota of each person over all periods, as far as no level is said."""
    rows: list[dict[str, Any]] = staging.query(
        "SELECT rep_id, sum(amount) AS amount FROM quota "
        "WHERE rep_id IS NOT NULL AND level IS NULL GROUP BY rep_id"
    ).to_pylist()
    return {row["rep_id"]: row["amount"] for row in rows if row["amount"]}


def _sharing_all_patches(staging: Staging, leaders: set[str]) -> set[str]:
    """People each of whose patches is also held by somebody without a leading title."""
    found = staging.query(
        "SELECT rep_id FROM assignment AS a GROUP BY rep_id HAVING bool_and(EXISTS ("
        "FROM assignment AS o WHERE o.territory_id = a.territory_id "
        "AND o.rep_id <> a.rep_id AND NOT list_contains($leaders, o.rep_id)))",
        leaders=sorted(leaders),
    )
    return set(found["rep_id"].to_pylist())


def _leads(role: str) -> bool:
    words = set(tokens(role))
    return bool(words & _LEADERS) and not words & _LEADS_NONE


def _is_sum(amount: Decimal, parts: list[Decimal]) -> bool:
    total = sum(parts, Decimal(0))
    return bool(parts) and abs(amount - total) <= _CLOSE * total


def _median(amounts: list[Decimal]) -> Decimal:
    ordered = sorted(amounts)
    return ordered[len(ordered) // 2] if ordered else Decimal(0)
