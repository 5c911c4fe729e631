"""The sizes of each rep's own won deals: what a year redrawn is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.ledger import ledger
from engine.store.span import span

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("rep_id", pa.string()),
        ("total", pa.float64()),
        ("squares", pa.float64()),  # sum of squared sizes: the variance of a year redrawn
        ("largest", pa.list_(pa.float64())),  # up to the number asked for, largest first
    ]
)

_SQL = """
SELECT rep_id, SUM(size) AS total, SUM(size * size) AS squares,
       MAX(size, CAST($largest AS BIGINT)) AS largest
FROM (SELECT rep_id, credited + overlay AS size FROM ledger)
WHERE size > 0
GROUP BY rep_id
ORDER BY rep_id
"""


def deal_sizes(warehouse: Warehouse, period: Period, largest: int = 8) -> pa.Table:
    """
    Total, sum of squares and the largest credited deals of each rep.

    The largest are kept one by one and the rest by their sums, so that the answer stays small
    however many deals there are.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, ordered by ``rep_id``; cancellations (negative amounts) left aside.
    """
    table = warehouse.query(
        f"WITH {ledger(warehouse.snapshot)} {_SQL}",
        **span(period),
        currency=warehouse.snapshot.currency,
        largest=largest,
    )
    return table.cast(SCHEMA)
