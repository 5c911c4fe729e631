"""Activities of each person in a period, by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.span import span

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema([("rep_id", pa.string()), ("kind", pa.string()), ("count", pa.int64())])

_SQL = """
SELECT rep_id, kind, COUNT(*) AS count
FROM activity
WHERE date BETWEEN $first AND $last
GROUP BY rep_id, kind
ORDER BY kind, rep_id
"""


def activity_counts(warehouse: Warehouse, period: Period) -> pa.Table:
    """Number of activities, ``SCHEMA``, ordered by kind and rep."""
    return warehouse.query(_SQL, **span(period)).cast(SCHEMA)
