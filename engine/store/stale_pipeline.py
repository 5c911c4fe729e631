"""Open pipeline that has gone quiet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.owned import owned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.store.warehouse import Warehouse

QUIET_DAYS = 30
"""Without stage history, a deal without activity for longer than this has gone quiet."""
_AMOUNTS = ("open", "known", "stale")
_FEWEST = 5
"""Won deals that a stage of a segment needs for its own clock; else the stage over all."""

_OPEN = """
open_deal AS (
    SELECT opportunity_id, account_id, owner_id, CAST(amount AS DOUBLE) AS amount, close_date,
           last_activity_date
    FROM opportunity
    WHERE NOT COALESCE(is_closed, FALSE) AND NOT COALESCE(is_won, FALSE)
      AND (currency IS NULL OR $currency = '' OR currency = $currency) AND {owned}
)
"""

_BY_STAGE = (
    f"WITH {_OPEN}"
    + """
, stay AS (
    SELECT opportunity_id, stage, entered_at,
           DATE_DIFF('day', entered_at, LEAD(entered_at) OVER (
               PARTITION BY opportunity_id ORDER BY entered_at
           )) AS days
    FROM stage_change
), won_stay AS (
    SELECT s.stage, COALESCE(a.segment, r.segment, '') AS segment, s.days
    FROM stay AS s
    JOIN opportunity AS o USING (opportunity_id)
    LEFT JOIN account AS a USING (account_id)
    LEFT JOIN rep AS r ON r.rep_id = o.owner_id
    WHERE o.is_won AND s.days IS NOT NULL
), clock AS (
    SELECT stage, segment, COUNT(*) AS deals, QUANTILE_CONT(days, 0.75) AS limit_days
    FROM won_stay
    GROUP BY GROUPING SETS ((stage, segment), (stage))
), current AS (
    SELECT opportunity_id, ARG_MAX(stage, entered_at) AS stage, MAX(entered_at) AS entered_at
    FROM stage_change
    WHERE entered_at < $as_of + 1
    GROUP BY opportunity_id
)
, judged AS (
    SELECT d.owner_id, d.amount, d.close_date IS NOT NULL OR c.stage IS NOT NULL AS is_known,
           d.close_date < $as_of
               OR DATE_DIFF('day', c.entered_at, $as_of::TIMESTAMP)
                   > COALESCE(own.limit_days, every.limit_days) AS is_stale
    FROM open_deal AS d
    LEFT JOIN current AS c USING (opportunity_id)
    LEFT JOIN account AS a USING (account_id)
    LEFT JOIN rep AS r ON r.rep_id = d.owner_id
    LEFT JOIN clock AS own
        ON own.stage = c.stage AND own.segment = COALESCE(a.segment, r.segment, '')
        AND own.deals >= $fewest
    LEFT JOIN clock AS every ON every.stage = c.stage AND every.segment IS NULL
)
"""
)

_BY_ACTIVITY = (
    f"WITH {_OPEN}"
    + """
, touched AS (
    SELECT opportunity_id, MAX(date) AS date
    FROM activity
    WHERE opportunity_id IS NOT NULL
    GROUP BY opportunity_id
)
, judged AS (
    SELECT d.owner_id, d.amount,
           COALESCE(d.close_date, d.last_activity_date, t.date) IS NOT NULL AS is_known,
           d.close_date < $as_of
               OR GREATEST(d.last_activity_date, t.date) < $as_of - CAST($quiet AS INTEGER)
               AS is_stale
    FROM open_deal AS d
    LEFT JOIN touched AS t USING (opportunity_id)
)
"""
)

_SUMS = """
SELECT SUM(amount) AS open_amount, SUM(amount) FILTER (is_known) AS known_amount,
       SUM(amount) FILTER (is_stale) AS stale_amount
FROM judged
"""
_BY_OWNER = """
SELECT owner_id AS rep_id, COUNT(*) AS open_deals, COUNT(*) FILTER (is_known) AS known_deals,
       COUNT(*) FILTER (is_stale) AS stale_deals, ROUND(SUM(amount), 4) AS open_amount,
       ROUND(COALESCE(SUM(amount) FILTER (is_stale), 0), 4) AS stale_amount
FROM judged
WHERE owner_id IS NOT NULL
GROUP BY owner_id
ORDER BY owner_id
"""
SCHEMA = pa.schema(
    [
        ("rep_id", pa.string()),
        ("open_deals", pa.int64()),
        ("known_deals", pa.int64()),  # with a close date, an activity or a stage entered
        ("stale_deals", pa.int64()),
        ("open_amount", pa.float64()),
        ("stale_amount", pa.float64()),
    ]
)


@dataclass(frozen=True, slots=True)
class StalePipeline:
    """Open amount and the part of it that has gone quiet, as of the snapshot's date."""

    open_amount: float
    known_amount: float
    """Amount of open deals that carry a close date, an activity or a stage entered."""
    stale_amount: float
    by_stage: bool
    """Whether stage history gave the clock; else activity and close dates did."""


def stale_pipeline(warehouse: Warehouse, owners: Sequence[str] | None = None) -> StalePipeline:
    """
    Sum open pipeline, and what of it is stale.

    Longer in its stage than three quarters of won deals of its segment were there; without
    stage history, no activity for thirty days. A close date in the past is stale in either case.
    """
    row = _asked(warehouse, _SUMS, owners).to_pylist()[0]
    open_amount, known, stale = (row[f"{name}_amount"] or 0.0 for name in _AMOUNTS)
    return StalePipeline(open_amount, known, stale, warehouse.snapshot.has("stage_change"))


def stale_by_owner(warehouse: Warehouse) -> pa.Table:
    """
    Count open deals of each owner, and what of them is stale by the same rule.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, ordered by rep.
    """
    return _asked(warehouse, _BY_OWNER, None).cast(SCHEMA)


def _asked(warehouse: Warehouse, last: str, owners: Sequence[str] | None) -> pa.Table:
    """Answer to one question about the open deals judged."""
    snapshot = warehouse.snapshot
    by_stage = snapshot.has("stage_change")
    sql = _BY_STAGE if by_stage else _BY_ACTIVITY
    more = {"fewest": _FEWEST} if by_stage else {"quiet": QUIET_DAYS}
    condition, parameters = owned(owners)
    return warehouse.query(
        sql.format(owned=condition) + last,
        as_of=snapshot.as_of,
        currency=snapshot.currency,
        **parameters,
        **more,
    )
