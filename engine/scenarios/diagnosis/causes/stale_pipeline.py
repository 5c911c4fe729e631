"""How much of the open pipeline has gone quiet?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.diagnosis import StructuredTest
from engine.model.money import at_a_glance
from engine.scenarios.diagnosis.ground import unavailable
from engine.scenarios.diagnosis.words import percent
from engine.store import stale_pipeline as store

if TYPE_CHECKING:
    from engine.scenarios.diagnosis.ground import Ground

NAME = "stale_pipeline"
_MUCH = 0.20
"""Part of open money above which it is worth a finding."""


def look(ground: Ground) -> StructuredTest:
    """Share of open money that is stale, by the clock of won deals where history gives one."""
    found = store.stale_pipeline(ground.warehouse)
    if not found.open_amount > 0:
        return unavailable(NAME, "No open deal has an amount (opportunity.amount).")
    if not found.known_amount > 0:
        return unavailable(
            NAME, "Nothing says when open deals last moved (opportunity.last_activity_date, or "
            "stage_change.entered_at)."
        )  # fmt: skip
    share = found.stale_amount / found.open_amount
    rule = (
        "longer in its stage than three of four won deals were"
        if found.by_stage
        else f"without activity for {store.QUIET_DAYS} days"
    )
    currency = ground.snapshot.currency
    said = (
        f"{percent(share)} of open pipeline is stale: {rule}, or past its close date. Without it "
        f"{at_a_glance(found.open_amount - found.stale_amount, currency)} is left of "
        f"{at_a_glance(found.open_amount, currency)}."
    )
    rows = tuple(store.stale_by_owner(ground.warehouse).to_pylist())
    deals = sum(row["open_deals"] for row in rows)
    return StructuredTest(NAME, said, share, n=deals, rows=rows, found=share > _MUCH)
