"""The seat table: patches with their holder and what their accounts could give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.holding import HOLDER
from engine.store.potential import potential_of

if TYPE_CHECKING:
    from datetime import date

    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("territory_id", pa.string()),
        ("name", pa.string()),
        ("segment", pa.string()),
        ("region", pa.string()),
        ("rep_id", pa.string()),  # holder on the day, null when vacant
        ("potential", pa.float64()),  # money a year, or the proxy's unit; null where unknown
        ("workload", pa.float64()),  # hours a quarter
        ("accounts", pa.int64()),
    ]
)

_NOBODYS = "account_value AS (SELECT NULL AS account_id, CAST(NULL AS DOUBLE) AS value WHERE FALSE)"
"""Values of accounts none of which belongs to a seat, so that no deal need be added up."""

_SQL = """
, placed AS (
    SELECT COALESCE(a.territory_id, o.territory_id) AS territory_id,
           COUNT(*) AS accounts, ROUND(SUM(v.value), 4) AS potential,
           ROUND(SUM(a.workload), 4) AS workload,
           MODE(a.segment) AS segment, MODE(a.region) AS region
    FROM account AS a
    JOIN account_value AS v USING (account_id)
    LEFT JOIN owner_seat AS o ON o.rep_id = a.owner_id
    GROUP BY 1
), seat AS (
    SELECT territory_id FROM territory AS t
    WHERE NOT EXISTS (FROM territory AS below WHERE below.parent_id = t.territory_id)
    UNION SELECT territory_id FROM placed WHERE territory_id IS NOT NULL
    UNION SELECT territory_id FROM holding
)
SELECT s.territory_id, COALESCE(t.name, owner.name, s.territory_id) AS name,
       COALESCE(t.segment, p.segment, r.segment) AS segment,
       COALESCE(t.region, r.region, p.region) AS region, h.rep_id,
       COALESCE(t.potential, p.potential) AS potential,
       COALESCE(t.workload, p.workload) AS workload, COALESCE(p.accounts, 0) AS accounts
FROM seat AS s
LEFT JOIN territory AS t USING (territory_id)
LEFT JOIN placed AS p ON p.territory_id = s.territory_id
LEFT JOIN holder AS h ON h.territory_id = s.territory_id
LEFT JOIN rep AS r ON r.rep_id = h.rep_id
LEFT JOIN rep AS owner ON owner.rep_id = s.territory_id AND NOT EXISTS (FROM territory)
ORDER BY s.territory_id
"""


def seats(warehouse: Warehouse, day: date) -> pa.Table:
    """
    Every patch, with who held it on a day and the potential of its accounts.

    A territory that only groups others is no seat. Accounts without a territory belong to the
    seat of their owner. Sums are rounded, as threads add in another order each time.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, ordered by ``territory_id``.
    """
    snapshot = warehouse.snapshot
    potential = potential_of(snapshot)
    placed = snapshot.has("account", "territory_id") or snapshot.has("account", "owner_id")
    dates = {"as_of": snapshot.as_of, "currency": snapshot.currency}
    table = warehouse.query(
        f"WITH {HOLDER}, {potential.sql if placed else _NOBODYS} {_SQL}",
        day=day,
        **(dates if placed and potential.needs_dates else {}),
    )
    return table.cast(SCHEMA)
