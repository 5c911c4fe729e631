"""Won deals of each seat, and how many of them a partner brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.span import span

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [("territory_id", pa.string()), ("won", pa.int64()), ("with_partner", pa.int64())]
)

_SQL = """
SELECT a.territory_id, COUNT(*) AS won, COUNT(NULLIF(TRIM(o.partner), '')) AS with_partner
FROM opportunity AS o
JOIN account AS a USING (account_id)
WHERE o.is_won AND o.close_date BETWEEN $first AND $last AND a.territory_id IS NOT NULL
GROUP BY a.territory_id
ORDER BY a.territory_id
"""


def partner_deals(warehouse: Warehouse, period: Period) -> pa.Table:
    """Won deals closed in a period by the account's seat, ``SCHEMA``, ordered by seat."""
    return warehouse.query(_SQL, **span(period)).cast(SCHEMA)
