"""The seat-quarter table: each rep in each seat, quarter by quarter, and what was sold there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.holding import HOLDING
from engine.store.ledger import ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("rep_id", pa.string()),
        ("territory_id", pa.string()),
        ("quarter", pa.int64()),  # place in the list asked for, 0 the first
        ("first_day", pa.date32()),
        ("last_day", pa.date32()),
        ("days", pa.int64()),  # held, long absences taken out
        ("hire_date", pa.date32()),
        ("booked", pa.float64()),  # booking ledger
        ("squares", pa.float64()),  # sum of squared deal sizes
        ("deals", pa.int64()),
    ]
)

LONG_ABSENCE_DAYS = 28
"""Absences of this many days or more leave the seat without a seller; shorter ones are holidays."""

_SQL = """
, quarter AS (
    SELECT CAST(UNNEST(RANGE(LEN($firsts))) AS BIGINT) AS quarter,
           UNNEST(CAST($firsts AS DATE[])) AS begins, UNNEST(CAST($lasts AS DATE[])) AS ends
), stay AS (
    SELECT h.rep_id, h.territory_id, q.quarter, r.hire_date,
           GREATEST(h.start_date, q.begins, COALESCE(r.hire_date, q.begins)) AS first_day,
           LEAST(h.end_date, q.ends) AS last_day
    FROM holding AS h
    JOIN quarter AS q ON h.start_date <= q.ends AND h.end_date >= q.begins
    LEFT JOIN rep AS r USING (rep_id)
), away AS (
    SELECT rep_id, start_date, end_date FROM absence
    WHERE DATE_DIFF('day', start_date, end_date) + 1 >= $long_absence
), absent AS (
    SELECT s.rep_id, s.territory_id, s.quarter, SUM(1 + DATE_DIFF('day',
               GREATEST(a.start_date, s.first_day), LEAST(a.end_date, s.last_day))) AS days
    FROM stay AS s
    JOIN away AS a
        ON a.rep_id = s.rep_id AND a.start_date <= s.last_day AND a.end_date >= s.first_day
    GROUP BY ALL
), held AS (
    SELECT rep_id, territory_id, quarter, MIN(first_day) AS first_day, MAX(last_day) AS last_day,
           SUM(1 + DATE_DIFF('day', first_day, last_day)) AS days, ANY_VALUE(hire_date) AS hire_date
    FROM stay
    WHERE first_day <= last_day
    GROUP BY rep_id, territory_id, quarter
), steady AS (
    SELECT rep_id, ANY_VALUE(territory_id) AS territory_id
    FROM holding
    GROUP BY rep_id
    HAVING COUNT(*) = 1 AND MIN(start_date) <= $first AND MAX(end_date) >= $last
), month_sold AS (
    SELECT rep_id, DATE_TRUNC('month', close_date) AS month, SUM(booked) AS booked,
           SUM(booked * booked) AS squares, COUNT(*) AS deals
    FROM ledger
    WHERE booked <> 0
    GROUP BY ALL
), day_sold AS (
    SELECT l.rep_id, l.close_date, a.territory_id AS home, SUM(l.booked) AS booked,
           SUM(l.booked * l.booked) AS squares, COUNT(*) AS deals
    FROM ledger AS l
    LEFT JOIN account AS a USING (account_id)
    WHERE l.booked <> 0 AND l.rep_id IN (SELECT rep_id FROM held EXCEPT SELECT rep_id FROM steady)
    GROUP BY ALL
), placed AS (
    SELECT d.rep_id, d.close_date, ANY_VALUE(d.booked) AS booked, ANY_VALUE(d.squares) AS squares,
           ANY_VALUE(d.deals) AS deals, COALESCE(
               MIN(h.territory_id) FILTER (h.territory_id = d.home), MIN(h.territory_id)
           ) AS territory_id
    FROM day_sold AS d
    JOIN holding AS h ON h.rep_id = d.rep_id AND d.close_date BETWEEN h.start_date AND h.end_date
    GROUP BY d.rep_id, d.close_date, d.home
), sold AS (
    SELECT p.rep_id, p.territory_id, q.quarter, ROUND(SUM(p.booked), 4) AS booked,
           ROUND(SUM(p.squares), 2) AS squares, SUM(p.deals) AS deals
    FROM placed AS p
    JOIN quarter AS q ON p.close_date BETWEEN q.begins AND q.ends
    GROUP BY ALL
    UNION ALL
    SELECT m.rep_id, s.territory_id, q.quarter, ROUND(SUM(m.booked), 4),
           ROUND(SUM(m.squares), 2), SUM(m.deals)
    FROM month_sold AS m
    JOIN steady AS s USING (rep_id)
    JOIN quarter AS q ON m.month BETWEEN q.begins AND q.ends
    GROUP BY ALL
)
SELECT h.* EXCLUDE (days), h.days - COALESCE(a.days, 0) AS days, COALESCE(s.booked, 0) AS booked,
       COALESCE(s.squares, 0) AS squares, COALESCE(s.deals, 0) AS deals
FROM held AS h
LEFT JOIN absent AS a USING (rep_id, territory_id, quarter)
LEFT JOIN sold AS s USING (rep_id, territory_id, quarter)
WHERE h.days > COALESCE(a.days, 0)
ORDER BY h.quarter, h.territory_id, h.rep_id
"""


def seat_quarters(warehouse: Warehouse, quarters: Sequence[Period]) -> pa.Table:
    """
    Who sat where in each quarter, for how many days, and what they booked there.

    A stay begins no earlier than the hire. A deal belongs to the seat that its rep held on the
    close date: the account's, where the rep held several.

    Parameters
    ----------
    warehouse : Warehouse
        The snapshot.
    quarters : sequence of Period
        In order, without gaps; at least one.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, ordered by quarter, seat and rep; sums rounded, as threads add in any order.
    """
    table = warehouse.query(
        f"WITH {ledger(warehouse.snapshot)}, {HOLDING} {_SQL}",
        first=quarters[0].first,
        last=quarters[-1].last,
        firsts=[quarter.first for quarter in quarters],
        lasts=[quarter.last for quarter in quarters],
        long_absence=LONG_ABSENCE_DAYS,
        currency=warehouse.snapshot.currency,
    )
    return table.select(SCHEMA.names).cast(SCHEMA)
