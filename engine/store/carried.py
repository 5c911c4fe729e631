"""Quota rows that count, as a common table expression: bookings only, roll-ups marked.

A roll-up is a row of level ``team``, or a number that is the sum of others': of the person's
direct reports, of the patches below, or (without a deal of their own) of everybody else in the
same period, to within one unit of rounding a row.
"""

from __future__ import annotations

CARRIED = """
quota_row AS (
    SELECT ROW_NUMBER() OVER (ORDER BY rep_id, territory_id, period_start, period_end, amount)
               AS n,
           rep_id, territory_id, period_start, period_end, CAST(amount AS DOUBLE) AS amount,
           COALESCE(level, 'rep') = 'team' AS is_team
    FROM quota
    WHERE LOWER(COALESCE(measure, 'bookings')) = 'bookings' AND amount IS NOT NULL
      AND period_end >= period_start
), below AS (
    SELECT m.n, m.amount, q.amount AS part, q.rep_id AS part_of
    FROM quota_row AS m
    JOIN rep AS r ON r.manager_id = m.rep_id AND r.rep_id <> m.rep_id
    JOIN quota_row AS q ON q.rep_id = r.rep_id
    WHERE q.period_start >= m.period_start AND q.period_end <= m.period_end
    UNION ALL
    SELECT m.n, m.amount, q.amount, q.territory_id
    FROM quota_row AS m
    JOIN territory AS t ON t.parent_id = m.territory_id AND t.territory_id <> m.territory_id
    JOIN quota_row AS q ON q.territory_id = t.territory_id
    WHERE m.rep_id IS NULL AND q.rep_id IS NULL
      AND q.period_start >= m.period_start AND q.period_end <= m.period_end
), alone AS (
    SELECT n, rep_id FROM quota_row
    WHERE NOT is_team AND rep_id IS NOT NULL AND amount > 0
    WINDOW same_period AS (PARTITION BY period_start, period_end)
    QUALIFY COUNT(*) OVER same_period >= 3
        AND ABS(SUM(amount) OVER same_period - 2 * amount) <= COUNT(*) OVER same_period
), summed AS (
    SELECT n FROM below
    GROUP BY n, amount
    HAVING COUNT(DISTINCT part_of) >= 2 AND ABS(SUM(part) - amount) <= COUNT(*)
    UNION
    SELECT n FROM alone
    WHERE NOT EXISTS (FROM opportunity AS o WHERE o.owner_id = alone.rep_id)
), closed_day AS (
    SELECT DISTINCT close_date FROM opportunity WHERE $whole AND (is_closed OR is_won)
), carried AS (
    SELECT q.*, q.is_team OR s.n IS NOT NULL AS is_rollup,
           DATE_DIFF('day', q.period_start, q.period_end) + 1 AS days
    FROM quota_row AS q
    LEFT JOIN summed AS s USING (n)
    WHERE q.period_end >= $first AND q.period_start <= $last
      AND (NOT $whole OR EXISTS (
          FROM closed_day AS d WHERE d.close_date BETWEEN q.period_start AND q.period_end
      ))
)
"""
"""Quota rows that overlap the span; needs $first, $last, $whole (the whole history is asked)."""
