"""Are deals discounted more deeply at the end of a quarter?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.metrics.proportion import difference
from engine.model.diagnosis import StructuredTest
from engine.scenarios.diagnosis.ground import STRICT, unavailable
from engine.scenarios.diagnosis.words import percent
from engine.store.discount_timing import DEEP, LAST_DAYS, discount_timing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.scenarios.diagnosis.ground import Ground

NAME = "discounts"
_FEWEST = 30
_MATERIAL = 0.05


def look(ground: Ground) -> StructuredTest:
    """Compare the last ten days of quarters with all others."""
    if not ground.snapshot.has("opportunity", "discount"):
        return unavailable(NAME, "Deals carry no discount (opportunity.discount).")
    table = discount_timing(ground.warehouse, ground.history.quarters).to_pylist()
    late, other = ({row["is_late"]: row for row in table}.get(x) for x in (True, False))
    if late is None or other is None or min(late["deals"], other["deals"]) < _FEWEST:
        return unavailable(NAME, "Too few won deals carry a discount (opportunity.discount).")
    counts = late["deep"], late["deals"], other["deep"], other["deals"]
    size, lo, hi = difference(*counts)
    is_found = difference(*counts, STRICT)[1] > 0 and size > _MATERIAL
    said = (
        f"{percent(counts[0] / counts[1])} of deals won in the last {LAST_DAYS} days of a quarter "
        f"are discounted by more than {percent(DEEP)}, against {percent(counts[2] / counts[3])} "
        "on other days."
    )
    rows = (
        {"close_days": f"the last {LAST_DAYS} of a quarter", **_row(late)},
        {"close_days": "all others", **_row(other)},
    )
    return StructuredTest(NAME, said, size, lo, hi, counts[1] + counts[3], rows, found=is_found)


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"deals": row["deals"], "discounted_deeply": row["deep"] / row["deals"]}
