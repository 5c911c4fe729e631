"""How many deals overlays are credited on, and how much credit there is for each dollar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.ledger import WON
from engine.store.span import span

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("segment", pa.string()),
        ("deals", pa.int64()),
        ("with_overlay", pa.int64()),
        ("booked", pa.float64()),
        ("credited", pa.float64()),  # every share, overlay among them
    ]
)

_SQL = f"""
WITH {WON}, shared AS (
    SELECT opportunity_id, SUM(share) AS share,
           BOOL_OR(COALESCE(role, 'direct') <> 'direct') AS has_overlay
    FROM credit
    GROUP BY opportunity_id
)
SELECT a.segment, COUNT(*) AS deals, COUNT(*) FILTER (s.has_overlay) AS with_overlay,
       ROUND(SUM(w.amount), 4) AS booked, ROUND(SUM(w.amount * s.share), 4) AS credited
FROM won AS w
JOIN shared AS s USING (opportunity_id)
LEFT JOIN account AS a USING (account_id)
GROUP BY a.segment
ORDER BY a.segment
"""


def overlay_load(warehouse: Warehouse, period: Period) -> pa.Table:
    """Won deals with credits by segment of the account, ``SCHEMA``, ordered by segment."""
    table = warehouse.query(_SQL, **span(period), currency=warehouse.snapshot.currency)
    return table.cast(SCHEMA)
