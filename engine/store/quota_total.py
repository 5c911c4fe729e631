"""What was handed out: the quotas of a period summed, vacant seats included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.store.carried import CARRIED
from engine.store.span import span, whole

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

_SQL = (
    f"WITH {CARRIED}"
    + """
SELECT SUM(amount * (
           DATE_DIFF('day', GREATEST(period_start, $first), LEAST(period_end, $last)) + 1
       ) / days) AS total
FROM carried
WHERE NOT is_rollup
"""
)


def quota_total(warehouse: Warehouse, period: Period) -> float | None:
    """Money handed out as quotas, roll-ups never added; ``None`` where no quota is loaded."""
    rows = warehouse.query(_SQL, **span(period), whole=whole(period)).to_pylist()
    total: float | None = rows[0]["total"]
    return total
