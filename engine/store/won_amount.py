"""What the company booked, deal by deal, whoever owns it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.ledger import ledger
from engine.store.span import span

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("opportunity_id", pa.string()),
        ("amount", pa.float64()),
        ("close_date", pa.date32()),
    ]
)

_SQL = "SELECT opportunity_id, amount, close_date FROM won ORDER BY opportunity_id"


def won_amounts(warehouse: Warehouse, period: Period) -> pa.Table:
    """
    Won deals closed in the period, each once.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, ordered by deal, so that the order knows nothing of people; money.
    """
    table = warehouse.query(
        f"WITH {ledger(warehouse.snapshot)} {_SQL}",
        **span(period),
        currency=warehouse.snapshot.currency,
    )
    return table.cast(SCHEMA)
