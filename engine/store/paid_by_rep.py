"""What the payout register says each person was paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema([("rep_id", pa.string()), ("period", pa.string()), ("amount", pa.float64())])

_SQL = """
SELECT rep_id, period, CAST(SUM(amount) AS DOUBLE) AS amount
FROM payout
GROUP BY rep_id, period
ORDER BY rep_id, period
"""


def paid_by_rep(warehouse: Warehouse) -> pa.Table:
    """Money paid by person and period as the register spells it, ``SCHEMA``, ordered."""
    return warehouse.query(_SQL).cast(SCHEMA)
