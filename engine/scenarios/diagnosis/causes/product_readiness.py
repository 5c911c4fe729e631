"""Was a product that quotas counted on there to be sold?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.metrics.proportion import difference
from engine.model.diagnosis import StructuredTest
from engine.model.money import at_a_glance
from engine.scenarios.diagnosis.ground import unavailable
from engine.scenarios.diagnosis.words import day, percent
from engine.store.product_outcome import product_outcomes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.scenarios.diagnosis.ground import Ground

NAME = "product_readiness"
_LATE_DAYS = 30
_FEWEST = 10
"""Deals decided that a win rate needs."""


def look(ground: Ground) -> StructuredTest:
    """Find products that were planned for before they were launched."""
    snapshot = ground.snapshot
    if not snapshot.has("opportunity", "product"):
        return unavailable(NAME, "Deals do not say which product they are (opportunity.product).")
    table = product_outcomes(ground.warehouse, ground.history.year).to_pylist()
    rows = tuple(_row(product) for product in table)
    if not snapshot.has("product", "launch_date"):
        return StructuredTest(NAME, "", n=len(rows), rows=rows,
                              unavailable="Nothing says when products were launched "
                              "(product.launch_date).")  # fmt: skip
    late = [product for product in table if _is_late(product)]
    if not late:
        said = "No product was planned for before it was launched."
        return StructuredTest(NAME, said, n=len(rows), rows=rows)
    worst = max(late, key=lambda product: product["planned"] - product["sold"])
    money_said = (
        f"{at_a_glance(worst['planned'], snapshot.currency)} stood in targets and "
        f"{at_a_glance(worst['sold'], snapshot.currency)} was sold"
    )
    said = (
        f"{worst['product']} was planned from {day(worst['planned_from'])} and launched on "
        f"{day(worst['launch_date'])}: {money_said}."
    )
    before = worst["won_before"], worst["won_before"] + worst["lost_before"]
    after = worst["won_after"], worst["won_after"] + worst["lost_after"]
    if min(before[1], after[1]) < _FEWEST:
        return StructuredTest(NAME, said, n=len(rows), rows=rows, found=True)
    size, lo, hi = difference(*after, *before)
    rates = percent(before[0] / before[1]), percent(after[0] / after[1])
    said += f" {rates[0]} of deals with it were won before the launch, {rates[1]} after."
    return StructuredTest(NAME, said, size, lo, hi, before[1] + after[1], rows, found=True)


def _is_late(product: Mapping[str, Any]) -> bool:
    planned, launched = product["planned_from"], product["launch_date"]
    if planned is None or launched is None:
        return False
    return bool((launched - planned).days > _LATE_DAYS)


def _row(product: Mapping[str, Any]) -> dict[str, Any]:
    decided = sum(
        product[f"{how}_{when}"] for how in ("won", "lost") for when in ("before", "after")
    )
    won = product["won_before"] + product["won_after"]
    launched = product["launch_date"]
    return {
        "product": product["product"],
        "launch_date": None if launched is None else launched.isoformat(),
        "planned": product["planned"],
        "sold": product["sold"],
        "win_rate": won / decided if decided else None,
        "decided": decided,
    }
