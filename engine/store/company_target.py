"""What the company must book in a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.store.span import span

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

_SQL = """
WITH counted AS (
    SELECT COALESCE(kind, 'plan') AS kind, period_start, period_end,
           CAST(amount AS DOUBLE) AS amount,
           DATE_DIFF('day', period_start, period_end) + 1 AS days,
           DATE_DIFF('day', GREATEST(period_start, $first), LEAST(period_end, $last)) + 1 AS inside
    FROM target
    WHERE period_start <= $last AND period_end >= $first AND period_end >= period_start
      AND LOWER(COALESCE(scope, 'company')) = 'company'
      AND LOWER(COALESCE(measure, 'bookings')) = 'bookings'
), outermost AS (
    SELECT * FROM counted AS c
    WHERE kind IN ('plan', 'budget') AND NOT EXISTS (
        FROM counted AS longer
        WHERE longer.kind = c.kind AND longer.days > c.days AND longer.days = longer.inside
          AND c.period_start >= longer.period_start AND c.period_end <= longer.period_end
    )
)
SELECT kind, SUM(amount * inside / days) AS amount
FROM outermost AS o
WHERE days = inside OR NOT EXISTS (
    FROM outermost AS shorter WHERE shorter.kind = o.kind AND shorter.days = shorter.inside
      AND shorter.period_start >= o.period_start AND shorter.period_end <= o.period_end
)
GROUP BY kind
ORDER BY kind DESC
"""


def company_target(warehouse: Warehouse, period: Period) -> float | None:
    """
    Company target of a period, kind plan, else budget; ``None`` where none is loaded.

    A year beside its own quarters counts once. A target for a longer span counts by days where
    nothing finer is loaded.
    """
    rows = warehouse.query(_SQL, **span(period)).to_pylist()
    return rows[0]["amount"] if rows else None
