"""
How many of those who sell from a patch leave in a span, and how long a position stays open.

The rate is the chance that the holder of a patch leaves, so managers, engineers and others who
in that span neither held a patch nor owned deals are not among those it is a share of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.store.holding import HOLDING

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

USUAL_DAYS = 60.0
"""Days to fill a position where no requisition says: a usual value, not one measured here."""

_SQL = f"""
WITH {HOLDING}, deal AS (
    SELECT opportunity_id, owner_id FROM opportunity
    WHERE COALESCE(created_date, $first) <= $last AND COALESCE(close_date, $last) >= $first
), carrier AS (
    SELECT owner_id AS rep_id FROM deal
    UNION SELECT rep_id FROM credit JOIN deal USING (opportunity_id)
          WHERE COALESCE(role, 'direct') = 'direct'
    UNION SELECT rep_id FROM holding WHERE start_date <= $last AND end_date >= $first
), person AS (
    SELECT COALESCE(r.hire_date, DATE '0001-01-01') AS joined,
           COALESCE(r.leave_date, DATE '9999-12-31') AS gone
    FROM carrier JOIN rep AS r USING (rep_id)
), counted AS (
    SELECT COUNT(*) FILTER (gone BETWEEN $first AND $last) AS leavers,
           COUNT(*) FILTER (joined <= $first AND gone >= $first) AS at_first,
           COUNT(*) FILTER (joined <= $last AND gone > $last) AS at_last
    FROM person
), filled AS (
    SELECT MEDIAN(DATE_DIFF('day', opened_date, start_date)) AS days
    FROM requisition WHERE start_date >= opened_date
)
SELECT leavers, at_first, at_last, days FROM counted, filled
"""


@dataclass(frozen=True, slots=True)
class Turnover:
    """Of those who hold a patch or own deals, in a span."""

    attrition: float
    """Leavers / mean number of people there, a decimal below 1."""
    days_to_fill: float
    """Median days from opening a position to the first working day."""


def turnover(warehouse: Warehouse, period: Period) -> Turnover:
    """Count who left in a span; nobody where nobody's last day is known."""
    row = warehouse.query(_SQL, first=period.first, last=period.last).to_pylist()[0]
    people = (row["at_first"] + row["at_last"]) / 2
    share = row["leavers"] / people if people > 0 else 0.0
    days = USUAL_DAYS if row["days"] is None else float(row["days"])
    return Turnover(min(share, 0.9), days)
