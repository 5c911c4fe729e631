"""The won-deal table: who closed what, from which seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.holding import HOLDING
from engine.store.ledger import ledger
from engine.store.span import span

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("opportunity_id", pa.string()),
        ("rep_id", pa.string()),
        ("territory_id", pa.string()),  # held by the rep on the close date; null without one
        ("amount", pa.float64()),  # booking ledger: amount x direct share
        ("credited", pa.float64()),  # quota credit, overlay included
        ("close_date", pa.date32()),
    ]
)

_SQL = """
, shared AS (
    SELECT opportunity_id, rep_id, close_date, ANY_VALUE(account_id) AS account_id,
           ROUND(SUM(booked), 4) AS amount, ROUND(SUM(credited + overlay), 4) AS credited
    FROM ledger
    GROUP BY ALL
)
SELECT s.opportunity_id, s.rep_id,
       COALESCE(
           MIN(h.territory_id) FILTER (h.territory_id = a.territory_id), MIN(h.territory_id)
       ) AS territory_id,
       ANY_VALUE(s.amount) AS amount, ANY_VALUE(s.credited) AS credited, s.close_date
FROM shared AS s
LEFT JOIN account AS a USING (account_id)
LEFT JOIN holding AS h
    ON h.rep_id = s.rep_id AND s.close_date BETWEEN h.start_date AND h.end_date
GROUP BY s.opportunity_id, s.rep_id, s.close_date
ORDER BY s.close_date, s.opportunity_id, s.rep_id
"""


def won_deals(warehouse: Warehouse, period: Period) -> pa.Table:
    """
    Won deals closed in the period, a row for each credited person.

    A rep who holds several seats on the day is placed in the account's, else in the first.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, ordered by close date, deal and rep; money in the snapshot's currency.
    """
    table = warehouse.query(
        f"WITH {ledger(warehouse.snapshot)}, {HOLDING} {_SQL}",
        **span(period),
        currency=warehouse.snapshot.currency,
    )
    return table.cast(SCHEMA)
