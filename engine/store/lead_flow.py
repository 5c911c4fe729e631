"""Leads by the region they were sent to: astray, waiting, converted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.span import span

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("region", pa.string()),  # of the person a lead was sent to; null where not known
        ("source", pa.string()),
        ("leads", pa.int64()),
        ("to_leavers", pa.int64()),  # sent to somebody who had left by then
        ("accepted", pa.int64()),
        ("wait_days", pa.float64()),  # sum over accepted leads, from created to accepted
        ("wait_squares", pa.float64()),
        ("converted", pa.int64()),
        ("reps", pa.int64()),  # people who got any
    ]
)

_SQL = """
SELECT r.region, l.source, COUNT(*) AS leads,
       COUNT(*) FILTER (r.leave_date < l.created_date) AS to_leavers,
       COUNT(l.accepted_date) AS accepted,
       CAST(COALESCE(SUM(DATE_DIFF('day', l.created_date, l.accepted_date)), 0) AS DOUBLE)
           AS wait_days,
       CAST(COALESCE(SUM(DATE_DIFF('day', l.created_date, l.accepted_date) ** 2), 0) AS DOUBLE)
           AS wait_squares,
       COUNT(l.converted_date) AS converted,
       COUNT(DISTINCT l.routed_to) AS reps
FROM lead AS l
LEFT JOIN rep AS r ON r.rep_id = l.routed_to
WHERE l.created_date BETWEEN $first AND $last
GROUP BY r.region, l.source
ORDER BY r.region, l.source
"""


def lead_flow(warehouse: Warehouse, period: Period) -> pa.Table:
    """Leads created in a period, ``SCHEMA``, ordered by region and source."""
    return warehouse.query(_SQL, **span(period)).cast(SCHEMA)
