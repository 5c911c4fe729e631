"""How much of the open pipeline has nobody touched for a month?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.diagnosis import StructuredTest
from engine.scenarios.diagnosis.ground import unavailable
from engine.scenarios.diagnosis.words import count, percent
from engine.store.follow_up_gap import QUIET_DAYS, follow_up_gaps, quiet_by_owner

if TYPE_CHECKING:
    from engine.scenarios.diagnosis.ground import Ground

NAME = "follow_up"
_MUCH = 0.20


def look(ground: Ground) -> StructuredTest:
    """Share of open money without activity for thirty days, and without a next step."""
    if not ground.snapshot.has("opportunity", "last_activity_date"):
        return unavailable(
            NAME, "Nothing says when open deals were last touched (opportunity.last_activity_date)."
        )
    gap = follow_up_gaps(ground.warehouse)
    if not gap.open_amount > 0:
        return unavailable(NAME, "No open deal has an amount (opportunity.amount).")
    share = gap.quiet_amount / gap.open_amount
    said = (
        f"{percent(share)} of open money ({count(gap.quiet_deals, 'deal')}) has seen no activity "
        f"for more than {QUIET_DAYS} days"
    )
    if gap.vacant_share is not None and gap.vacant_share > 0.05:
        said += f"; {percent(gap.vacant_share)} of that lies in patches that nobody holds"
    if ground.snapshot.has("opportunity", "next_step"):
        said += f"; {percent(gap.no_step_amount / gap.open_amount)} has no next step on record"
    rows = tuple(quiet_by_owner(ground.warehouse).to_pylist())
    return StructuredTest(NAME, f"{said}.", share, n=gap.open_deals, rows=rows, found=share > _MUCH)
