"""The seat-quota table: what each patch was asked for in the latest year with quotas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.model.period import Period, fiscal_year, year_period
from engine.store.carried import CARRIED
from engine.store.holding import HOLDING
from engine.store.span import span

if TYPE_CHECKING:
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("territory_id", pa.string()),  # null for a person who held no seat all year
        ("rep_id", pa.string()),  # that person, else null
        ("quota", pa.float64()),
    ]
)

_LATEST = """
SELECT MAX(period_start) AS day FROM quota
WHERE period_start <= $as_of AND COALESCE(level, 'rep') <> 'team' AND amount IS NOT NULL
  AND LOWER(COALESCE(measure, 'bookings')) = 'bookings'
"""

_SQL = (
    f"WITH {HOLDING}, {CARRIED}"
    + """
, carried_day AS (
    SELECT n, rep_id, territory_id, amount / days AS rate, CAST(UNNEST(GENERATE_SERIES(
        CAST(GREATEST(period_start, $first) AS TIMESTAMP),
        CAST(LEAST(period_end, $last) AS TIMESTAMP), INTERVAL 1 DAY)) AS DATE) AS day
    FROM carried
    WHERE NOT is_rollup
), seated AS (
    SELECT d.n, d.rep_id, d.day, COALESCE(d.territory_id, h.territory_id) AS territory_id,
           d.rate / COUNT(*) OVER (PARTITION BY d.n, d.day) AS rate
    FROM carried_day AS d
    LEFT JOIN holding AS h
        ON d.territory_id IS NULL AND h.rep_id = d.rep_id
        AND d.day BETWEEN h.start_date AND h.end_date
), taken AS (
    SELECT DISTINCT territory_id, day FROM seated WHERE territory_id IS NOT NULL
), nearest AS (
    SELECT s.n, s.day, ANY_VALUE(s.rep_id) AS rep_id, ANY_VALUE(s.rate) AS rate,
           ARG_MIN(h.territory_id, GREATEST(
               DATE_DIFF('day', s.day, h.start_date), DATE_DIFF('day', h.end_date, s.day)
           )) AS territory_id
    FROM seated AS s
    LEFT JOIN holding AS h ON h.rep_id = s.rep_id AND h.start_date <= h.end_date
    WHERE s.territory_id IS NULL
    GROUP BY s.n, s.day
), counted AS (
    SELECT territory_id, CAST(NULL AS VARCHAR) AS rep_id, rate
    FROM seated WHERE territory_id IS NOT NULL
    UNION ALL
    SELECT territory_id, CASE WHEN territory_id IS NULL THEN rep_id END, rate
    FROM nearest AS f
    ANTI JOIN taken USING (territory_id, day)
)
SELECT territory_id, rep_id, ROUND(SUM(rate), 2) AS quota
FROM counted
GROUP BY territory_id, rep_id
HAVING SUM(rate) > 0
ORDER BY territory_id, rep_id
"""
)


def quota_year(warehouse: Warehouse) -> Period | None:
    """Latest fiscal year with a quota that began by ``as_of``, ``None`` without any."""
    snapshot = warehouse.snapshot
    day = warehouse.query(_LATEST, as_of=snapshot.as_of)["day"][0].as_py()
    if day is None:
        return None
    return year_period(fiscal_year(day, snapshot.fiscal_start), snapshot.fiscal_start)


def seat_quotas(warehouse: Warehouse, year: Period) -> pa.Table:
    """
    Quota of each patch in a year, whoever carried it.

    A quota belongs to the seat that its rep held on each day of its period. Days on which the
    rep held none count to the nearest seat they held, so a leaver's quota stays there, unless
    somebody else carried a quota in it by then. Roll-ups are never added.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, ordered by ``territory_id``; money of the year, to the cent.
    """
    return warehouse.query(_SQL, **span(year), whole=False).cast(SCHEMA)
