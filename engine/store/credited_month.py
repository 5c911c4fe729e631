"""Quota credit of each person by month: what pay to date is computed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.ledger import ledger
from engine.store.span import span

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema([("rep_id", pa.string()), ("month", pa.date32()), ("credited", pa.float64())])

_SQL = """
SELECT rep_id, CAST(DATE_TRUNC('month', close_date) AS DATE) AS month,
       SUM(credited + overlay) AS credited
FROM ledger
GROUP BY ALL
ORDER BY rep_id, month
"""


def credited_months(warehouse: Warehouse, period: Period) -> pa.Table:
    """Quota credit by person and month of the close date, ``SCHEMA``, ordered."""
    table = warehouse.query(
        f"WITH {ledger(warehouse.snapshot)} {_SQL}",
        **span(period),
        currency=warehouse.snapshot.currency,
    )
    return table.cast(SCHEMA)
