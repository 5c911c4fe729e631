"""How many decided deals went on from each stage, by owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.span import span

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("rep_id", pa.string()),
        ("segment", pa.string()),
        ("stage", pa.string()),
        ("place", pa.float64()),  # mean place of the stage on a deal's way, 0 the first
        ("entered", pa.int64()),
        ("went_on", pa.int64()),  # entered a later stage, or were won
        ("amount", pa.float64()),  # of the deals that entered, money
    ]
)

_SQL = """
WITH decided AS (
    SELECT o.opportunity_id, o.owner_id, COALESCE(o.is_won, FALSE) AS is_won,
           CAST(o.amount AS DOUBLE) AS amount, COALESCE(a.segment, r.segment) AS segment
    FROM opportunity AS o
    LEFT JOIN account AS a USING (account_id)
    LEFT JOIN rep AS r ON r.rep_id = o.owner_id
    WHERE (o.is_closed OR o.is_won) AND o.close_date BETWEEN $first AND $last
      AND o.owner_id IS NOT NULL
), entry AS (
    SELECT s.opportunity_id, s.stage, MIN(s.entered_at) AS entered_at
    FROM stage_change AS s
    JOIN decided USING (opportunity_id)
    GROUP BY s.opportunity_id, s.stage
), way AS (
    SELECT e.*, ROW_NUMBER() OVER (PARTITION BY opportunity_id ORDER BY entered_at) - 1 AS place,
           COUNT(*) OVER (PARTITION BY opportunity_id) AS steps
    FROM entry AS e
), closing AS (
    SELECT stage FROM way JOIN decided USING (opportunity_id)
    GROUP BY stage
    HAVING COUNT(*) = COUNT(*) FILTER (place = steps - 1) AND BOOL_AND(is_won) = BOOL_OR(is_won)
), counted AS (
    SELECT w.*, w.steps - COUNT(*) FILTER (stage IN (FROM closing)) OVER (
               PARTITION BY w.opportunity_id) AS open_steps
    FROM way AS w
)
SELECT d.owner_id AS rep_id, d.segment, c.stage, 0.0 AS place, COUNT(*) AS entered,
       COUNT(*) FILTER (c.place < c.open_steps - 1 OR d.is_won) AS went_on,
       ROUND(SUM(d.amount), 4) AS amount, AVG(c.place) AS mean_place
FROM counted AS c
JOIN decided AS d USING (opportunity_id)
WHERE c.stage NOT IN (FROM closing)
GROUP BY d.owner_id, d.segment, c.stage
ORDER BY d.owner_id, d.segment, c.stage
"""


def stage_exits(warehouse: Warehouse, period: Period) -> pa.Table:
    """
    Decided deals of a period that entered each stage, and how many of them went on.

    A stage in which every deal ends the same way, won or lost, is a closing stage and left
    out. A stage entered twice counts once, a skipped one not at all.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, ordered by rep, segment and stage.
    """
    table = warehouse.query(_SQL, **span(period))
    table = table.drop_columns(["place"]).rename_columns({"mean_place": "place"})
    return table.select(SCHEMA.names).cast(SCHEMA)
