"""Are close dates kept, or put off?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine.metrics.proportion import wilson
from engine.model.diagnosis import StructuredTest
from engine.scenarios.diagnosis.ground import unavailable
from engine.scenarios.diagnosis.words import percent
from engine.store.pushed_deal import pushed_deals

if TYPE_CHECKING:
    from engine.scenarios.diagnosis.ground import Ground

OVERDUE, PUSHES = "close_dates_past", "pushes"
_MUCH = 0.10
"""Part of open money past its close date that is worth a finding."""
_SEVERAL = 3
"""Deals put off past the year's end by one rep that are no accident, and reps who did so."""


def look(ground: Ground) -> tuple[StructuredTest, StructuredTest]:
    """Close dates in the past, and deals put off into the next fiscal year after the quota."""
    snapshot = ground.snapshot
    if not snapshot.has("opportunity", "close_date", "owner_id"):
        why = "Open deals carry no close date or owner (opportunity.close_date)."
        return unavailable(OVERDUE, why), unavailable(PUSHES, why)
    table = pushes_by_owner(ground)
    if not sum(row["open_amount"] or 0.0 for row in table) > 0:
        why = "No open deal has an amount (opportunity.amount)."
        return unavailable(OVERDUE, why), unavailable(PUSHES, why)
    deals = sum(row["open_deals"] for row in table)
    amount = sum(row["open_amount"] or 0.0 for row in table)
    share = sum(row["overdue_amount"] for row in table) / amount
    overdue = StructuredTest(
        OVERDUE, f"{percent(share)} of open money has a close date in the past.", share, n=deals,
        rows=_rows(table, "open_deals", "open_amount", "overdue_amount"), found=share > _MUCH,
    )  # fmt: skip
    if not snapshot.has("stage_change", "close_date"):
        why = "No history says how close dates moved (stage_change.close_date)."
        return overdue, unavailable(PUSHES, why)
    return overdue, _pushes(ground, table, deals)


def pushes_by_owner(ground: Ground) -> list[dict[str, int]]:
    """Open deals of each owner and how often they were put off, ordered by id."""
    snapshot = ground.snapshot
    year = snapshot.current_year
    last = year.last if year.last <= snapshot.as_of else _year_before(ground)
    first = date(last.year, last.month, 1)
    found: list[dict[str, int]] = pushed_deals(ground.warehouse, first, last).to_pylist()
    return found


def _pushes(ground: Ground, table: list[dict[str, int]], deals: int) -> StructuredTest:
    twice = sum(row["pushed_twice"] for row in table)
    attained = ground.judged.booked / ground.judged.year.quota
    reached = dict(zip(ground.history.rep_ids, attained.tolist(), strict=True))
    late = [row for row in table if row["past_year_end"] >= _SEVERAL]
    over = [row for row in late if reached.get(str(row["rep_id"]), 0.0) >= 1.0]
    lo, hi = wilson(twice, deals)
    said = f"{percent(twice / deals)} of open deals were put off twice or more."
    if over:
        people = "1 rep" if len(over) == 1 else f"{len(over)} reps"
        put_off = sum(row["past_year_end"] for row in over)
        said += (
            f" {people} who had already made quota put {put_off} deals off past the year's end in "
            "its last month, as a plan that pays less above quota invites."
        )
    rows = _rows(over or table, "open_deals", "pushed_twice", "past_year_end")
    return StructuredTest(
        PUSHES, said, twice / deals, lo, hi, deals, rows, found=len(over) >= _SEVERAL
    )


def _rows(table: list[dict[str, int]], *columns: str) -> tuple[dict[str, int], ...]:
    """Some columns of each rep, ordered by id."""
    return tuple({name: row[name] for name in ("rep_id", *columns)} for row in table)


def _year_before(ground: Ground) -> date:
    """Last day of the fiscal year before the one that is running."""
    first = ground.snapshot.current_year.first
    return date.fromordinal(first.toordinal() - 1)
