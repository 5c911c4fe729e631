"""What became of deals: won, lost and still open, in one row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.store.owned import owned
from engine.store.span import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

_SQL = """
SELECT COUNT(*) FILTER (is_won) AS won,
       COUNT(*) FILTER (is_closed AND NOT COALESCE(is_won, FALSE)) AS lost,
       CAST(SUM(amount) FILTER (is_won AND is_own) AS DOUBLE) AS bookings,
       CAST(SUM(amount) FILTER (is_open AND is_own) AS DOUBLE) AS pipeline,
       COUNT(*) FILTER (is_won AND NOT is_own) AS foreign_won
FROM (
    SELECT is_won, is_closed, amount,
           NOT COALESCE(is_closed, FALSE) AND NOT COALESCE(is_won, FALSE) AS is_open,
           currency IS NULL OR $currency = '' OR currency = $currency AS is_own
    FROM opportunity
    WHERE close_date BETWEEN $first AND $last AND {owned}
)
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Deals whose close date lies in the period."""

    won: int
    lost: int
    bookings: float
    """Amount of won deals, money."""
    pipeline: float | None
    """Amount of open deals expected to close in the period, money; ``None`` without any."""
    foreign_won: int
    """Won deals in another currency, counted and left out of money."""


def deal_outcome(
    warehouse: Warehouse, period: Period, owners: Sequence[str] | None = None
) -> Outcome:
    """Count and sum the deals of the period, of some owners or of everybody."""
    condition, parameters = owned(owners)
    row = warehouse.query(
        _SQL.format(owned=condition),
        **span(period),
        currency=warehouse.snapshot.currency,
        **parameters,
    ).to_pylist()[0]
    return Outcome(
        row["won"], row["lost"], row["bookings"] or 0.0, row["pipeline"], row["foreign_won"]
    )
