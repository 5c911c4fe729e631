"""What a seat has ahead of it: whitespace, open pipeline, and how long its deals take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.holding import HOLDING

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("territory_id", pa.string()),
        ("accounts", pa.int64()),
        ("whitespace", pa.float64()),  # money a year, of accounts with both columns; else null
        ("pipeline", pa.float64()),  # open deals of its accounts, money; null without any deal
        ("cycle_days", pa.float64()),  # middle of deals won in the period; null without one
    ]
)

_SQL = """
, owner_seat AS (
    SELECT rep_id, MIN(territory_id) AS territory_id FROM holding
    WHERE $day BETWEEN start_date AND end_date
    GROUP BY rep_id
), placed AS (
    SELECT a.account_id, COALESCE(a.territory_id, o.territory_id) AS territory_id,
           CAST(a.potential - LEAST(a.current_revenue, a.potential) AS DOUBLE) AS whitespace,
           a.potential IS NOT NULL AND a.current_revenue IS NOT NULL AS has_room
    FROM account AS a
    LEFT JOIN owner_seat AS o ON o.rep_id = a.owner_id
), deal AS (
    SELECT p.territory_id,
           SUM(CAST(d.amount AS DOUBLE)) FILTER (
               NOT COALESCE(d.is_closed, FALSE) AND NOT COALESCE(d.is_won, FALSE)
               AND (d.currency IS NULL OR $currency = '' OR d.currency = $currency)
           ) AS pipeline,
           MEDIAN(DATE_DIFF('day', d.created_date, d.close_date)) FILTER (
               d.is_won AND d.close_date BETWEEN $first AND $last
               AND d.close_date >= d.created_date
           ) AS cycle_days
    FROM opportunity AS d
    JOIN placed AS p USING (account_id)
    GROUP BY p.territory_id
)
SELECT p.territory_id, COUNT(*) AS accounts,
       ROUND(SUM(p.whitespace) FILTER (p.has_room), 2) AS whitespace,
       ROUND(ANY_VALUE(d.pipeline), 2) AS pipeline, ANY_VALUE(d.cycle_days) AS cycle_days
FROM placed AS p
LEFT JOIN deal AS d USING (territory_id)
WHERE p.territory_id IS NOT NULL
GROUP BY p.territory_id
ORDER BY p.territory_id
"""


def seat_outlook(warehouse: Warehouse, period: Period) -> pa.Table:
    """
    Accounts, whitespace, open pipeline and cycle of each seat.

    Parameters
    ----------
    warehouse : Warehouse
        The snapshot.
    period : Period
        Deals won in it give the cycle.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, ordered by ``territory_id``.
    """
    snapshot = warehouse.snapshot
    table = warehouse.query(
        f"WITH {HOLDING} {_SQL}",
        day=snapshot.as_of,
        currency=snapshot.currency,
        first=period.first,
        last=period.last,
    )
    return table.cast(SCHEMA)
