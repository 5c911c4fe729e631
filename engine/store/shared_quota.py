"""Overlay roles: who shares in the quotas of which seats, and what they carried themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("rep_id", pa.string()),
        ("name", pa.string()),
        ("role", pa.string()),
        ("covers", pa.list_(pa.string())),  # seats assigned as overlay; empty where none is
    ]
)

_SQL = """
WITH covered AS (
    SELECT rep_id, LIST(DISTINCT territory_id ORDER BY territory_id) AS covers
    FROM assignment
    WHERE LOWER(COALESCE(role, '')) = 'overlay'
      AND start_date <= $as_of AND COALESCE(end_date, $as_of) >= $as_of
    GROUP BY rep_id
), person AS (
    SELECT rep_id FROM covered
    UNION SELECT UNNEST($carriers)
)
SELECT p.rep_id, COALESCE(r.name, p.rep_id) AS name, r.role,
       COALESCE(c.covers, CAST([] AS VARCHAR[])) AS covers
FROM person AS p
LEFT JOIN covered AS c USING (rep_id)
LEFT JOIN rep AS r USING (rep_id)
WHERE COALESCE(r.leave_date, $as_of) >= $as_of
ORDER BY p.rep_id
"""


def shared_quotas(warehouse: Warehouse, carriers: Sequence[str]) -> pa.Table:
    """
    People who share in others' quotas.

    Parameters
    ----------
    warehouse : Warehouse
        The snapshot.
    carriers : sequence of str
        People with a quota of their own who hold no seat.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, ordered by ``rep_id``: those, and whoever is assigned to a seat as overlay.
    """
    day = warehouse.snapshot.as_of
    return warehouse.query(_SQL, as_of=day, carriers=list(carriers)).cast(SCHEMA)
