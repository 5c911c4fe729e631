"""How much credit is given for each dollar booked?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.metrics.proportion import wilson
from engine.model.diagnosis import StructuredTest
from engine.scenarios.diagnosis.ground import unavailable
from engine.scenarios.diagnosis.words import percent
from engine.store import overlay_load as store

if TYPE_CHECKING:
    from engine.scenarios.diagnosis.ground import Ground

NAME = "overlay_load"
_MUCH = 1.10
"""Credit for a dollar above which it is worth a finding."""


def look(ground: Ground) -> StructuredTest:
    """Credit over bookings, and where overlays are credited most often."""
    if not ground.snapshot.has("credit", "role", "share"):
        return unavailable(NAME, "Nobody but owners is credited with deals (credit.role).")
    table = store.overlay_load(ground.warehouse, ground.history.period).to_pylist()
    booked, credited = (sum(row[name] for row in table) for name in ("booked", "credited"))
    if not booked > 0:
        return unavailable(NAME, "No won deal carries credits (credit.opportunity_id).")
    ratio = credited / booked
    rows = tuple(
        {
            "segment": row["segment"] or "",
            "deals": row["deals"],
            "with_overlay": row["with_overlay"] / row["deals"],
            "credited_to_booked": row["credited"] / row["booked"] if row["booked"] else None,
        }
        for row in table
    )
    most = max(table, key=lambda row: row["with_overlay"] / row["deals"])
    lo, hi = wilson(most["with_overlay"], most["deals"])
    share = most["with_overlay"] / most["deals"]
    said = (
        f"{ratio:.2f} of credit is given for each 1.00 booked; overlays are credited on "
        f"{percent(share)} of {most['segment'] or 'all'} deals."
    )
    deals = sum(row["deals"] for row in table)
    return StructuredTest(NAME, said, share, lo, hi, deals, rows, found=ratio > _MUCH)
