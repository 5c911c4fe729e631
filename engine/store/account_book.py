"""What each account brought in a span, and what is open with it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.ledger import WON
from engine.store.span import span

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("account_id", pa.string()),
        ("booked", pa.float64()),  # won in the span, money
        ("open_amount", pa.float64()),  # open now, money
    ]
)

_SQL = f"""
WITH {WON}, booked AS (
    SELECT account_id, ROUND(SUM(amount), 4) AS booked FROM won GROUP BY account_id
), pipeline AS (
    SELECT account_id, ROUND(SUM(CAST(amount AS DOUBLE)), 4) AS open_amount
    FROM opportunity
    WHERE NOT COALESCE(is_closed, FALSE) AND NOT COALESCE(is_won, FALSE)
      AND (currency IS NULL OR $currency = '' OR currency = $currency)
    GROUP BY account_id
)
SELECT account_id, COALESCE(booked, 0) AS booked, COALESCE(open_amount, 0) AS open_amount
FROM account
LEFT JOIN booked USING (account_id)
LEFT JOIN pipeline USING (account_id)
ORDER BY account_id
"""


def account_books(warehouse: Warehouse, period: Period) -> pa.Table:
    """Every account with its bookings of a span and its open amount, ``SCHEMA``, by account."""
    currency = warehouse.snapshot.currency
    return warehouse.query(_SQL, **span(period), currency=currency).cast(SCHEMA)
