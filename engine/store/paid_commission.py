"""What the payout register says was paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema([("period", pa.string()), ("amount", pa.float64()), ("rows", pa.int64())])

_SQL = """
SELECT period, CAST(SUM(amount) AS DOUBLE) AS amount, COUNT(*) AS rows
FROM payout
GROUP BY period
ORDER BY period
"""


def paid_commission(warehouse: Warehouse) -> pa.Table:
    """Money paid by period as the register spells it, ``SCHEMA``, ordered."""
    return warehouse.query(_SQL).cast(SCHEMA)
