"""Hours a quarter that each person has for customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema([("rep_id", pa.string()), ("hours", pa.float64())])

_SQL = """
SELECT rep_id, CAST(capacity_hours AS DOUBLE) AS hours
FROM rep
WHERE capacity_hours > 0
ORDER BY rep_id
"""


def capacity_hours(warehouse: Warehouse) -> pa.Table:
    """Hours of each person for whom they are known, ``SCHEMA``, ordered by rep."""
    return warehouse.query(_SQL).cast(SCHEMA)
