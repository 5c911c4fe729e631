"""Won and lost deals of each product, before and after it was launched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.span import span

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("product", pa.string()),
        ("launch_date", pa.date32()),
        ("planned_from", pa.date32()),  # first day of the first target of its own, in the span
        ("planned", pa.float64()),  # sum of its targets in the span, money
        ("sold", pa.float64()),  # won in the span, money
        ("won_before", pa.int64()),  # of deals decided in the span, before the launch
        ("lost_before", pa.int64()),
        ("won_after", pa.int64()),
        ("lost_after", pa.int64()),
    ]
)

_SQL = """
WITH decided AS (
    SELECT product, close_date, CAST(amount AS DOUBLE) AS amount, COALESCE(is_won, FALSE) AS is_won
    FROM opportunity
    WHERE product IS NOT NULL AND (is_closed OR is_won) AND close_date BETWEEN $first AND $last
      AND (currency IS NULL OR $currency = '' OR currency = $currency)
), asked AS (
    SELECT scope, MIN(period_start) AS planned_from, CAST(SUM(amount) AS DOUBLE) AS planned
    FROM target
    WHERE amount > 0 AND COALESCE(kind, 'plan') IN ('plan', 'budget')
      AND LOWER(COALESCE(measure, 'bookings')) = 'bookings'
      AND period_start >= $first AND period_end <= $last
    GROUP BY scope
), launched AS (
    SELECT name, MIN(launch_date) AS launch_date FROM product GROUP BY name
)
SELECT d.product, ANY_VALUE(l.launch_date) AS launch_date,
       ANY_VALUE(t.planned_from) AS planned_from, ANY_VALUE(t.planned) AS planned,
       ROUND(COALESCE(SUM(d.amount) FILTER (d.is_won), 0), 4) AS sold,
       COUNT(*) FILTER (d.is_won AND d.close_date < l.launch_date) AS won_before,
       COUNT(*) FILTER (NOT d.is_won AND d.close_date < l.launch_date) AS lost_before,
       COUNT(*) FILTER (d.is_won AND d.close_date >= COALESCE(l.launch_date, $first)) AS won_after,
       COUNT(*) FILTER (NOT d.is_won AND d.close_date >= COALESCE(l.launch_date, $first))
           AS lost_after
FROM decided AS d
LEFT JOIN launched AS l ON l.name = d.product
LEFT JOIN asked AS t ON t.scope = d.product
GROUP BY d.product
ORDER BY d.product
"""


def product_outcomes(warehouse: Warehouse, period: Period) -> pa.Table:
    """
    Decided deals of each product in a period, by whether it was there to be sold.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, ordered by product. A target belongs to a product where its scope is the
        product's name.
    """
    table = warehouse.query(_SQL, **span(period), currency=warehouse.snapshot.currency)
    return table.cast(SCHEMA)
