"""Activities of each person in each quarter, by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("kind", pa.string()),
        ("rep_id", pa.string()),
        ("quarter", pa.int64()),  # place in the list asked for, 0 the first
        ("count", pa.int64()),
    ]
)

_SQL = """
WITH quarter AS (
    SELECT CAST(UNNEST(RANGE(LEN($firsts))) AS BIGINT) AS quarter,
           UNNEST(CAST($firsts AS DATE[])) AS begins, UNNEST(CAST($lasts AS DATE[])) AS ends
)
SELECT a.kind, a.rep_id, q.quarter, COUNT(*) AS count
FROM activity AS a
JOIN quarter AS q ON a.date BETWEEN q.begins AND q.ends
GROUP BY a.kind, a.rep_id, q.quarter
ORDER BY a.kind, a.rep_id, q.quarter
"""


def activity_quarters(warehouse: Warehouse, quarters: Sequence[Period]) -> pa.Table:
    """Number of activities, ``SCHEMA``, ordered by kind, rep and quarter."""
    table = warehouse.query(
        _SQL,
        firsts=[quarter.first for quarter in quarters],
        lasts=[quarter.last for quarter in quarters],
    )
    return table.cast(SCHEMA)
