"""Deep discounts in a quarter's last days and on all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("is_late", pa.bool_()),  # closed in a quarter's last days
        ("deals", pa.int64()),  # won, with a discount on record
        ("deep", pa.int64()),  # discounted above the limit
    ]
)

LAST_DAYS = 10
DEEP = 0.20
"""Discount above which a deal counts as deeply discounted."""

_SQL = """
WITH quarter AS (
    SELECT UNNEST(CAST($firsts AS DATE[])) AS begins, UNNEST(CAST($lasts AS DATE[])) AS ends
)
SELECT DATE_DIFF('day', o.close_date, q.ends) < $last_days AS is_late, COUNT(*) AS deals,
       COUNT(*) FILTER (o.discount > $deep) AS deep
FROM opportunity AS o
JOIN quarter AS q ON o.close_date BETWEEN q.begins AND q.ends
WHERE o.is_won AND o.discount IS NOT NULL
GROUP BY 1
ORDER BY 1
"""


def discount_timing(warehouse: Warehouse, quarters: Sequence[Period]) -> pa.Table:
    """Won deals by whether they closed in a quarter's last ten days, ``SCHEMA``."""
    table = warehouse.query(
        _SQL,
        firsts=[quarter.first for quarter in quarters],
        lasts=[quarter.last for quarter in quarters],
        last_days=LAST_DAYS,
        deep=DEEP,
    )
    return table.cast(SCHEMA)
