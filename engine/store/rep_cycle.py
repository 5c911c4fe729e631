"""The middle length of each owner's won deals, days: for grouping, not a figure of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.span import span

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema([("rep_id", pa.string()), ("days", pa.float64())])

_SQL = """
SELECT owner_id AS rep_id, MEDIAN(DATE_DIFF('day', created_date, close_date)) AS days
FROM opportunity
WHERE is_won AND close_date BETWEEN $first AND $last AND close_date >= created_date
  AND owner_id IS NOT NULL
GROUP BY owner_id
ORDER BY owner_id
"""


def rep_cycles(warehouse: Warehouse, period: Period) -> pa.Table:
    """Median days from created to won by owner, ``SCHEMA``, ordered by ``rep_id``."""
    return warehouse.query(_SQL, **span(period)).cast(SCHEMA)
