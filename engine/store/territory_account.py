"""Accounts as a territory design sees them: seat, size, place, and deals that are under way."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.holding import HOLDER
from engine.store.potential import potential_of

if TYPE_CHECKING:
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("account_id", pa.string()),
        ("name", pa.string()),
        ("seat", pa.string()),  # patch today, null where nobody has the account
        ("segment", pa.string()),
        ("region", pa.string()),
        ("industry", pa.string()),
        ("country", pa.string()),
        ("city", pa.string()),
        ("postal_code", pa.string()),
        ("latitude", pa.float64()),
        ("longitude", pa.float64()),
        ("potential", pa.float64()),  # money a year or the proxy's unit; null where unknown
        ("workload", pa.float64()),  # hours a quarter
        ("current_revenue", pa.float64()),
        ("is_locked", pa.bool_()),
        ("is_named", pa.bool_()),
        ("family_id", pa.string()),
        ("parent_id", pa.string()),
        ("in_flight_deals", pa.int64()),  # open deals that close within the days to hold
        ("in_flight_amount", pa.float64()),
        ("open_deals", pa.int64()),
        ("open_amount", pa.float64()),
    ]
)

_SQL = """
, in_flight AS (
    SELECT account_id, COUNT(*) AS open_deals,
           ROUND(SUM(CAST(amount AS DOUBLE)), 4) AS open_amount,
           COUNT(*) FILTER (close_date BETWEEN $day AND $until) AS deals,
           ROUND(SUM(CAST(amount AS DOUBLE)) FILTER (close_date BETWEEN $day AND $until), 4)
               AS amount
    FROM opportunity
    WHERE NOT COALESCE(is_closed, FALSE) AND NOT COALESCE(is_won, FALSE)
    GROUP BY account_id
)
SELECT a.account_id, a.name, COALESCE(a.territory_id, o.territory_id) AS seat,
       a.segment, a.region, a.industry, a.country, a.city, a.postal_code,
       a.latitude, a.longitude, v.value AS potential, a.workload,
       CAST(a.current_revenue AS DOUBLE) AS current_revenue,
       COALESCE(a.is_locked, FALSE) AS is_locked, COALESCE(a.is_named, FALSE) AS is_named,
       a.family_id, a.parent_id,
       COALESCE(f.deals, 0) AS in_flight_deals, COALESCE(f.amount, 0) AS in_flight_amount,
       COALESCE(f.open_deals, 0) AS open_deals, COALESCE(f.open_amount, 0) AS open_amount
FROM account AS a
JOIN account_value AS v USING (account_id)
LEFT JOIN owner_seat AS o ON o.rep_id = a.owner_id
LEFT JOIN in_flight AS f ON f.account_id = a.account_id
ORDER BY a.account_id
"""


def territory_accounts(warehouse: Warehouse, hold_in_flight_days: int) -> pa.Table:
    """
    Every account with what decides where it may go, as of the snapshot's day.

    Parameters
    ----------
    warehouse : Warehouse
        A snapshot.
    hold_in_flight_days : int
        Open deals expected to close within this many days are in flight.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, ordered by ``account_id``.
    """
    snapshot = warehouse.snapshot
    potential = potential_of(snapshot)
    day = snapshot.as_of
    dates = {"as_of": day, "currency": snapshot.currency} if potential.needs_dates else {}
    until = day + timedelta(days=hold_in_flight_days)
    table = warehouse.query(f"WITH {HOLDER}, {potential.sql} {_SQL}", day=day, until=until, **dates)
    return table.cast(SCHEMA)
