"""The first day on which each seat was held: how mature a patch is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema([("territory_id", pa.string()), ("first_day", pa.date32())])

_SQL = """
SELECT territory_id, MIN(start_date) AS first_day
FROM assignment
GROUP BY territory_id
ORDER BY territory_id
"""


def seat_starts(warehouse: Warehouse) -> pa.Table:
    """First assignment of each seat, ``SCHEMA``; no rows where no assignments are kept."""
    return warehouse.query(_SQL).cast(SCHEMA)
