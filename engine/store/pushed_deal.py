"""Close dates that were put off: how often, and past the end of the fiscal year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from datetime import date

    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("rep_id", pa.string()),
        ("open_deals", pa.int64()),
        ("open_amount", pa.float64()),
        ("overdue_amount", pa.float64()),  # close date in the past
        ("pushed_twice", pa.int64()),  # open deals whose close date was put off twice or more
        ("past_year_end", pa.int64()),  # put off from the year's last month into the next year
    ]
)

_SQL = """
WITH open_deal AS (
    SELECT opportunity_id, owner_id, CAST(amount AS DOUBLE) AS amount, close_date
    FROM opportunity
    WHERE NOT COALESCE(is_closed, FALSE) AND NOT COALESCE(is_won, FALSE) AND owner_id IS NOT NULL
      AND (currency IS NULL OR $currency = '' OR currency = $currency)
), step AS (
    SELECT s.opportunity_id, s.entered_at, s.close_date, LAG(s.close_date) OVER (
               PARTITION BY s.opportunity_id ORDER BY s.entered_at, s.close_date) AS was
    FROM stage_change AS s
    JOIN open_deal USING (opportunity_id)
    WHERE s.close_date IS NOT NULL
), pushed AS (
    SELECT opportunity_id, COUNT(*) FILTER (close_date > was) AS pushes,
           BOOL_OR(was BETWEEN $month_first AND $year_last AND close_date > $year_last
                   AND entered_at >= $month_first AND entered_at < $year_last + 1) AS past_year_end
    FROM step
    GROUP BY opportunity_id
)
SELECT d.owner_id AS rep_id, COUNT(*) AS open_deals, ROUND(SUM(d.amount), 4) AS open_amount,
       ROUND(COALESCE(SUM(d.amount) FILTER (d.close_date < $as_of), 0), 4) AS overdue_amount,
       COUNT(*) FILTER (p.pushes >= 2) AS pushed_twice,
       COUNT(*) FILTER (p.past_year_end) AS past_year_end
FROM open_deal AS d
LEFT JOIN pushed AS p USING (opportunity_id)
GROUP BY d.owner_id
ORDER BY d.owner_id
"""


def pushed_deals(warehouse: Warehouse, month_first: date, year_last: date) -> pa.Table:
    """
    Open deals of each owner whose close date was put off.

    Parameters
    ----------
    warehouse : Warehouse
        The snapshot.
    month_first, year_last : date
        First day of the fiscal year's last month, and the year's last day.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, ordered by rep.
    """
    snapshot = warehouse.snapshot
    table = warehouse.query(
        _SQL,
        as_of=snapshot.as_of,
        currency=snapshot.currency,
        month_first=month_first,
        year_last=year_last,
    )
    return table.cast(SCHEMA)
