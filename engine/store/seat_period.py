"""Who held which seat for how many days of a period, and what they booked there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.holding import HOLDING
from engine.store.ledger import ledger
from engine.store.span import span

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("rep_id", pa.string()),
        ("territory_id", pa.string()),
        ("days", pa.int64()),
        ("booked", pa.float64()),  # booking ledger, by the seat held on the close date
    ]
)

_SQL = """
, held AS (
    SELECT rep_id, territory_id,
           SUM(DATE_DIFF('day', GREATEST(start_date, $first), LEAST(end_date, $last)) + 1) AS days
    FROM holding
    WHERE start_date <= $last AND end_date >= $first AND start_date <= end_date
    GROUP BY rep_id, territory_id
), steady AS (
    SELECT rep_id, ANY_VALUE(territory_id) AS territory_id
    FROM holding
    GROUP BY rep_id
    HAVING COUNT(*) = 1 AND MIN(start_date) <= $first AND MAX(end_date) >= $last
), moving AS MATERIALIZED (
    SELECT rep_id, account_id, close_date, booked
    FROM ledger
    WHERE rep_id IN (SELECT rep_id FROM held EXCEPT SELECT rep_id FROM steady)
), day_booked AS (
    SELECT m.rep_id, m.close_date, a.territory_id AS home, SUM(m.booked) AS booked
    FROM moving AS m
    LEFT JOIN account AS a USING (account_id)
    GROUP BY m.rep_id, m.close_date, a.territory_id
), placed AS (
    SELECT d.rep_id, d.close_date, d.home, ANY_VALUE(d.booked) AS booked,
           COALESCE(
               MIN(h.territory_id) FILTER (h.territory_id = d.home), MIN(h.territory_id)
           ) AS territory_id
    FROM day_booked AS d
    JOIN holding AS h ON h.rep_id = d.rep_id AND d.close_date BETWEEN h.start_date AND h.end_date
    GROUP BY d.rep_id, d.close_date, d.home
), seat_booked AS (
    SELECT rep_id, territory_id, ROUND(SUM(booked), 4) AS booked
    FROM placed
    GROUP BY rep_id, territory_id
    UNION ALL
    SELECT l.rep_id, ANY_VALUE(s.territory_id), ROUND(SUM(l.booked), 4)
    FROM ledger AS l
    JOIN steady AS s USING (rep_id)
    GROUP BY l.rep_id
)
SELECT h.rep_id, h.territory_id, h.days, COALESCE(b.booked, 0) AS booked
FROM held AS h
LEFT JOIN seat_booked AS b USING (rep_id, territory_id)
ORDER BY h.rep_id, h.territory_id
"""


def seat_period(warehouse: Warehouse, period: Period) -> pa.Table:
    """
    Days held and bookings of each person in each seat.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, ordered by rep and seat; bookings of days without a seat are in no row.
        Sums are rounded, as threads add in another order each time.
    """
    table = warehouse.query(
        f"WITH {ledger(warehouse.snapshot)}, {HOLDING} {_SQL}",
        **span(period),
        currency=warehouse.snapshot.currency,
    )
    return table.cast(SCHEMA)
