"""The booking and quota-credit ledgers, as common table expressions for the query modules.

Booking: the direct shares of a deal, so that reps sum to the company. Quota credit: every
share, overlay kept apart. A deal without direct shares belongs to its owner alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.model.snapshot import Snapshot

WON = """
won AS (
    SELECT opportunity_id, account_id, owner_id, close_date, CAST(amount AS DOUBLE) AS amount
    FROM opportunity
    WHERE is_won AND close_date BETWEEN $first AND $last AND amount IS NOT NULL
      AND (currency IS NULL OR $currency = '' OR currency = $currency)
)
"""
"""Won deals of the span in the snapshot's currency; needs $first, $last, $currency."""

_BY_CREDIT = """
, directed AS (
    SELECT DISTINCT opportunity_id FROM credit WHERE COALESCE(role, 'direct') = 'direct'
), ledger AS (
    SELECT w.opportunity_id, w.account_id, w.close_date, c.rep_id,
           CASE WHEN COALESCE(c.role, 'direct') = 'direct' THEN w.amount * c.share ELSE 0 END
               AS booked,
           CASE WHEN c.role = 'overlay' THEN 0 ELSE w.amount * c.share END AS credited,
           CASE WHEN c.role = 'overlay' THEN w.amount * c.share ELSE 0 END AS overlay
    FROM won AS w
    JOIN credit AS c USING (opportunity_id)
    UNION ALL
    SELECT w.opportunity_id, w.account_id, w.close_date, w.owner_id, w.amount, w.amount, 0
    FROM won AS w
    ANTI JOIN directed USING (opportunity_id)
    WHERE w.owner_id IS NOT NULL
)
"""

_BY_OWNER = """
, ledger AS (
    SELECT opportunity_id, account_id, close_date, owner_id AS rep_id,
           amount AS booked, amount AS credited, 0 AS overlay
    FROM won
    WHERE owner_id IS NOT NULL
)
"""


def ledger(snapshot: Snapshot) -> str:
    """
    Tables ``won`` and ``ledger``, one row for each deal and credited person.

    Needs ``$first``, ``$last`` and ``$currency``. Without credits the join is left out, so that
    the ids of millions of deals are not read for nothing.
    """
    return WON + (_BY_CREDIT if snapshot.has("credit") else _BY_OWNER)
