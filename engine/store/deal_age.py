"""How old deals were when they were won, or are while open: what a sales cycle is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.owned import owned
from engine.store.span import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [("entered", pa.int64()), ("days", pa.int64()), ("is_won", pa.bool_()), ("deals", pa.int64())]
)

_SQL = """
WITH dated AS (
    SELECT created_date, LEAST($last, $as_of) AS horizon,
           COALESCE(is_won, FALSE) AND close_date BETWEEN $first AND $last AS is_won,
           NOT (COALESCE(is_closed, FALSE) OR COALESCE(is_won, FALSE))
               OR close_date > LEAST($last, $as_of) AS is_open,
           close_date
    FROM opportunity
    WHERE created_date IS NOT NULL AND created_date <= LEAST($last, $as_of) AND {owned}
)
SELECT GREATEST($first - created_date, 0) AS entered,
       CASE WHEN is_won THEN close_date ELSE horizon END - created_date AS days,
       is_won, COUNT(*) AS deals
FROM dated
WHERE (is_won AND close_date >= created_date) OR (is_open AND NOT is_won AND horizon >= $first)
GROUP BY ALL
ORDER BY entered, days, is_won
"""


def deal_ages(
    warehouse: Warehouse, period: Period, owners: Sequence[str] | None = None
) -> pa.Table:
    """
    Days from created to won, and days so far of deals that were open at the period's end.

    A deal is watched from the period's first day on: ``entered`` is its age then, 0 where it
    was created later. What was won or lost before that day is not seen, so the days before it
    of those that lasted must not count either. Lost deals are no part of a cycle that ends in
    winning. Open means open on the last day of the period or ``as_of``, whichever comes first,
    so that a past period is seen as it stood.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, one row for each pair of ages, ordered; at most one for each pair of days.
    """
    condition, parameters = owned(owners)
    table = warehouse.query(
        _SQL.format(owned=condition), **span(period), as_of=warehouse.snapshot.as_of, **parameters
    )
    return table.cast(SCHEMA)
