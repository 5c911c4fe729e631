"""What an account could give: as loaded, else by one proxy for the whole snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.model.snapshot import Snapshot
    from engine.store.warehouse import Warehouse

_COLUMN = """
account_value AS (SELECT account_id, CAST({column} AS DOUBLE) AS value FROM account)
"""

_BOOKINGS = """
closed_year AS (
    SELECT COUNT(*) FILTER (is_won) / NULLIF(COUNT(*), 0) AS win_rate
    FROM opportunity
    WHERE (is_closed OR is_won) AND close_date > $as_of - 365 AND close_date <= $as_of
), account_value AS (
    SELECT a.account_id, COALESCE(d.value, 0) AS value
    FROM account AS a
    LEFT JOIN (
        SELECT account_id, SUM(CAST(amount AS DOUBLE) * CASE
            WHEN is_won AND close_date > $as_of - 365 AND close_date <= $as_of THEN 1
            WHEN NOT COALESCE(is_closed, FALSE) AND NOT COALESCE(is_won, FALSE)
                THEN COALESCE((SELECT win_rate FROM closed_year), 0)
            ELSE 0 END) AS value
        FROM opportunity
        WHERE account_id IS NOT NULL
          AND ((is_won AND close_date > $as_of - 365)
               OR NOT (COALESCE(is_closed, FALSE) OR COALESCE(is_won, FALSE)))
          AND (currency IS NULL OR $currency = '' OR currency = $currency)
        GROUP BY account_id
    ) AS d USING (account_id)
)
"""


@dataclass(frozen=True, slots=True)
class Potential:
    """How the potential of an account is found in one snapshot."""

    sql: str
    """Common table expression ``account_value`` (account_id, value)."""
    basis: str
    """Words naming the proxy, empty where potential was loaded."""
    needs_dates: bool = False
    """Whether ``sql`` takes ``$as_of`` and ``$currency``."""


def potential_of(snapshot: Snapshot) -> Potential:
    """Loaded potential, else bookings and pipeline, else employees, else the accounts' revenue."""
    if snapshot.has("account", "potential") or snapshot.has("territory", "potential"):
        return Potential(_COLUMN.format(column="potential"), "")
    if snapshot.has("opportunity", "account_id", "amount", "close_date"):
        words = "an account's bookings of the last four quarters plus open pipeline x win rate"
        return Potential(_BOOKINGS, words, needs_dates=True)
    if snapshot.has("account", "employees"):
        return Potential(_COLUMN.format(column="employees"), "an account's number of employees")
    words = "an account's own annual revenue" if snapshot.has("account", "annual_revenue") else ""
    return Potential(_COLUMN.format(column="annual_revenue"), words)


def potential_basis(warehouse: Warehouse) -> str:
    """Words naming the proxy that stands for potential, empty where potential was loaded."""
    return potential_of(warehouse.snapshot).basis
