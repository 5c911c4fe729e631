"""What the holders of seats know: accounts they dealt with, industries they won in, years here."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from engine.store.holding import HOLDER

if TYPE_CHECKING:
    import pyarrow as pa

    from engine.store.warehouse import Warehouse

RECENT = timedelta(days=730)
"""How far back deals and activities count as a relationship."""

_RELATIONS = """
, touch AS (
    SELECT account_id, rep_id FROM activity
    WHERE account_id IS NOT NULL AND date > $since AND date <= $day
    UNION ALL
    SELECT account_id, owner_id FROM opportunity
    WHERE account_id IS NOT NULL AND owner_id IS NOT NULL
      AND COALESCE(created_date, close_date) > $since
), counted AS (
    SELECT account_id, rep_id, COUNT(*) / SUM(COUNT(*)) OVER (PARTITION BY account_id) AS share
    FROM touch GROUP BY account_id, rep_id
)
SELECT account_id, territory_id, CAST(share AS DOUBLE) AS share
FROM counted JOIN holder USING (rep_id)
ORDER BY account_id, territory_id
"""

_WINS = """
SELECT h.territory_id, TRIM(a.industry) AS industry, COUNT(*) AS won
FROM opportunity AS o
JOIN account AS a USING (account_id)
JOIN holder AS h ON h.rep_id = o.owner_id
WHERE o.is_won AND TRIM(a.industry) <> ''
GROUP BY ALL
ORDER BY ALL
"""

_TENURE = """
SELECT h.territory_id, DATE_DIFF('day', r.hire_date, $day) AS days
FROM holder AS h JOIN rep AS r USING (rep_id)
WHERE r.hire_date <= $day
ORDER BY h.territory_id
"""


def relations(warehouse: Warehouse) -> pa.Table:
    """
    Part of an account's recent deals and activities that a seat's holder had.

    Returns
    -------
    pyarrow.Table
        ``account_id, territory_id, share``; the shares of an account sum to 1 at most.
    """
    day = warehouse.snapshot.as_of
    return warehouse.query(f"WITH {HOLDER} {_RELATIONS}", day=day, since=day - RECENT)


def wins_by_industry(warehouse: Warehouse) -> pa.Table:
    """Deals that each seat's holder won: ``territory_id, industry, won``."""
    day = warehouse.snapshot.as_of
    return warehouse.query(f"WITH {HOLDER} {_WINS}", day=day)


def tenures(warehouse: Warehouse) -> pa.Table:
    """Days since each seat's holder was hired: ``territory_id, days``."""
    day = warehouse.snapshot.as_of
    return warehouse.query(f"WITH {HOLDER} {_TENURE}", day=day)
