"""The rows behind a figure that is tied out to a control total."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.store.carried import CARRIED
from engine.store.ledger import WON
from engine.store.span import span, whole

if TYPE_CHECKING:
    import pyarrow as pa

    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

_BOOKINGS = f"""
WITH {WON}
SELECT opportunity_id, account_id, owner_id, close_date, amount
FROM won
ORDER BY close_date, opportunity_id
"""

_HEADCOUNT = """
SELECT rep_id, name, role, segment, region, manager_id, hire_date, leave_date
FROM rep
WHERE COALESCE(hire_date, $day) <= $day AND COALESCE(leave_date, $day) >= $day
ORDER BY rep_id
"""

_QUOTA = f"""
WITH {CARRIED}
SELECT rep_id, territory_id, period_start, period_end, amount, is_rollup
FROM carried
ORDER BY is_rollup, rep_id, territory_id, period_start
"""

_COMMISSION = """
SELECT rep_id, period, component, CAST(amount AS DOUBLE) AS amount, paid_date
FROM payout
WHERE LIST_CONTAINS($periods, period)
ORDER BY rep_id, period, component
"""


def booking_rows(warehouse: Warehouse, period: Period) -> pa.Table:
    """Won deals of the period in the snapshot's currency; their amounts sum to bookings."""
    return warehouse.query(_BOOKINGS, **span(period), currency=warehouse.snapshot.currency)


def headcount_rows(warehouse: Warehouse, period: Period) -> pa.Table:
    """Everybody employed on the period's last day, or on ``as_of`` if that is sooner."""
    return warehouse.query(_HEADCOUNT, day=min(period.last, warehouse.snapshot.as_of))


def quota_rows(warehouse: Warehouse, period: Period) -> pa.Table:
    """Quota rows that overlap the period, roll-ups marked and last."""
    return warehouse.query(_QUOTA, **span(period), whole=whole(period))


def commission_rows(warehouse: Warehouse, spellings: list[str]) -> pa.Table:
    """Rows of the payout register whose period is spelled so."""
    return warehouse.query(_COMMISSION, periods=spellings)
