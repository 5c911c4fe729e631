"""The quota-quarter table: what each person carried in each quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.carried import CARRIED
from engine.store.holding import HOLDING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("rep_id", pa.string()),
        ("quarter", pa.int64()),  # place in the list asked for, 0 the first
        ("quota", pa.float64()),
    ]
)

_SQL = (
    f"WITH {HOLDING}, {CARRIED}"
    + """
, quarter AS (
    SELECT CAST(UNNEST(RANGE(LEN($firsts))) AS BIGINT) AS quarter,
           UNNEST(CAST($firsts AS DATE[])) AS begins, UNNEST(CAST($lasts AS DATE[])) AS ends
), own AS (
    SELECT rep_id, amount, days, period_start AS first_day, period_end AS last_day
    FROM carried
    WHERE rep_id IS NOT NULL AND NOT is_rollup
    UNION ALL
    SELECT h.rep_id, c.amount, c.days, GREATEST(c.period_start, h.start_date),
           LEAST(c.period_end, h.end_date)
    FROM carried AS c
    JOIN holding AS h USING (territory_id)
    WHERE c.rep_id IS NULL AND NOT c.is_rollup
)
SELECT o.rep_id, q.quarter, ROUND(SUM(o.amount / o.days * (1 + DATE_DIFF('day',
           GREATEST(o.first_day, q.begins), LEAST(o.last_day, q.ends)))), 2) AS quota
FROM own AS o
JOIN quarter AS q ON o.first_day <= q.ends AND o.last_day >= q.begins
WHERE o.first_day <= o.last_day
GROUP BY o.rep_id, q.quarter
ORDER BY o.rep_id, q.quarter
"""
)


def quota_quarters(warehouse: Warehouse, quarters: Sequence[Period]) -> pa.Table:
    """
    Quota of each person in each quarter, a longer one by its days; roll-ups left out.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, ordered by rep and quarter; only those with a quota.
    """
    table = warehouse.query(
        _SQL,
        first=quarters[0].first,
        last=quarters[-1].last,
        firsts=[quarter.first for quarter in quarters],
        lasts=[quarter.last for quarter in quarters],
        whole=False,
    )
    return table.cast(SCHEMA)
