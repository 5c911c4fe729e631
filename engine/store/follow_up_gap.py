"""Open deals that nobody has touched for a while."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.holding import HOLDING

if TYPE_CHECKING:
    from engine.store.warehouse import Warehouse

QUIET_DAYS = 30

_SQL = (
    f"WITH {HOLDING}"
    + """
, open_deal AS (
    SELECT o.owner_id, CAST(o.amount AS DOUBLE) AS amount, a.territory_id,
           o.last_activity_date < $as_of - CAST($quiet AS INTEGER) AS is_quiet,
           NULLIF(TRIM(o.next_step), '') IS NULL AS has_no_step
    FROM opportunity AS o
    LEFT JOIN account AS a USING (account_id)
    WHERE NOT COALESCE(o.is_closed, FALSE) AND NOT COALESCE(o.is_won, FALSE)
      AND (o.currency IS NULL OR $currency = '' OR o.currency = $currency)
), filled AS (
    SELECT DISTINCT territory_id FROM holding WHERE $as_of BETWEEN start_date AND end_date
)
SELECT COUNT(*) AS deals, COALESCE(SUM(d.amount), 0) AS amount,
       COUNT(*) FILTER (d.is_quiet) AS quiet_deals,
       COALESCE(SUM(d.amount) FILTER (d.is_quiet), 0) AS quiet_amount,
       COALESCE(SUM(d.amount) FILTER (d.has_no_step), 0) AS no_step_amount,
       COALESCE(SUM(d.amount) FILTER (
           d.is_quiet AND d.territory_id IS NOT NULL
           AND d.territory_id NOT IN (FROM filled)
       ), 0) / NULLIF(SUM(d.amount) FILTER (d.is_quiet AND d.territory_id IS NOT NULL), 0)
           AS vacant_share
FROM open_deal AS d
"""
)


_BY_OWNER = """
SELECT owner_id AS rep_id, COUNT(*) AS known_deals,
       COUNT(*) FILTER (last_activity_date < $as_of - CAST($quiet AS INTEGER)) AS quiet_deals
FROM opportunity
WHERE NOT COALESCE(is_closed, FALSE) AND NOT COALESCE(is_won, FALSE) AND owner_id IS NOT NULL
  AND last_activity_date IS NOT NULL
  AND (currency IS NULL OR $currency = '' OR currency = $currency)
GROUP BY owner_id
ORDER BY owner_id
"""
SCHEMA = pa.schema(
    [
        ("rep_id", pa.string()),
        ("known_deals", pa.int64()),  # open, and it is known when they were last touched
        ("quiet_deals", pa.int64()),
    ]
)


@dataclass(frozen=True, slots=True)
class FollowUpGap:
    """Open deals and those without activity for longer than :data:`QUIET_DAYS`."""

    open_deals: int
    open_amount: float
    quiet_deals: int
    quiet_amount: float
    no_step_amount: float
    """Amount of open deals without a next step on record."""
    vacant_share: float | None
    """Part of the quiet amount in seats that nobody holds, ``None`` where seats are not known."""


def follow_up_gaps(warehouse: Warehouse) -> FollowUpGap:
    """Sum open deals by whether somebody still works on them, as of the snapshot's date."""
    snapshot = warehouse.snapshot
    row = warehouse.query(
        _SQL, as_of=snapshot.as_of, currency=snapshot.currency, quiet=QUIET_DAYS
    ).to_pylist()[0]
    return FollowUpGap(
        row["deals"],
        row["amount"],
        row["quiet_deals"],
        row["quiet_amount"],
        row["no_step_amount"],
        row["vacant_share"],
    )


def quiet_by_owner(warehouse: Warehouse) -> pa.Table:
    """
    Count open deals of each owner, and those without activity for :data:`QUIET_DAYS`.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, ordered by rep.
    """
    snapshot = warehouse.snapshot
    table = warehouse.query(
        _BY_OWNER, as_of=snapshot.as_of, currency=snapshot.currency, quiet=QUIET_DAYS
    )
    return table.cast(SCHEMA)
