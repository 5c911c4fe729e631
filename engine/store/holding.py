"""Who sat in which seat on which days, as a common table expression.

Assignments where there are any, cut at the leave date; else the person who owns most accounts
of a territory; else, where a company keeps no territories, each owner's book of business.
"""

from __future__ import annotations

HOLDING = """
account_holder AS (
    SELECT territory_id, owner_id, COUNT(*) AS accounts
    FROM account
    WHERE territory_id IS NOT NULL AND owner_id IS NOT NULL
    GROUP BY territory_id, owner_id
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY territory_id ORDER BY COUNT(*) DESC, owner_id
    ) = 1
), holding_source AS (
    SELECT rep_id, territory_id, start_date, COALESCE(end_date, DATE '9999-12-31') AS end_date
    FROM assignment
    WHERE LOWER(COALESCE(role, '')) <> 'overlay'
    UNION ALL
    SELECT owner_id, territory_id, DATE '0001-01-01', DATE '9999-12-31'
    FROM account_holder
    WHERE NOT EXISTS (FROM assignment)
    UNION ALL
    SELECT DISTINCT owner_id, owner_id, DATE '0001-01-01', DATE '9999-12-31'
    FROM account
    WHERE owner_id IS NOT NULL AND NOT EXISTS (FROM assignment) AND NOT EXISTS (FROM territory)
      AND NOT EXISTS (FROM account WHERE territory_id IS NOT NULL)
), holding AS (
    SELECT h.rep_id, h.territory_id, h.start_date,
           LEAST(h.end_date, COALESCE(r.leave_date, DATE '9999-12-31')) AS end_date
    FROM holding_source AS h
    LEFT JOIN rep AS r USING (rep_id)
)
"""
"""Rows rep_id, territory_id, start_date, end_date, both days included."""

HOLDER = f"""{HOLDING}, holder AS (
    SELECT territory_id, rep_id, start_date FROM holding
    WHERE $day BETWEEN start_date AND end_date
    QUALIFY ROW_NUMBER() OVER (PARTITION BY territory_id ORDER BY start_date DESC, rep_id) = 1
), owner_seat AS (
    SELECT rep_id, MIN(territory_id) AS territory_id FROM holder GROUP BY rep_id
)
"""
"""Besides, who holds each seat on ``$day``, the last to come where there are two; and a seat of
each of them, for accounts that name an owner and no territory."""
