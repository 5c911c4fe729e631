"""Shared quotas of overlay roles, as rows of a table: apart, and in no sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages._shared import exports, figures

if TYPE_CHECKING:
    from engine.scenarios.quota_plan import QuotaPlan
    from pages._shared.tables import Row

TITLE = "Shared quotas of overlay roles, counted in no sum"


def shared_rows(plan: QuotaPlan, currency: str, *, names: bool) -> list[Row]:
    """Each overlay seller's shared quota with what made it; masked until names are asked for."""
    overlays = [one.overlay for one in plan.shared]
    called = (
        [overlay.name for overlay in overlays]
        if names
        else exports.aliases([overlay.rep_id for overlay in overlays], "Overlay")
    )
    return [
        {
            "Overlay": str(name),
            "Role": one.overlay.role or "",
            "Last year's": figures.money_exact(one.overlay.previous / 100, currency),
            "Shared quota": figures.money_exact(one.amount / 100, currency),
            "Where it comes from": one.sentence,
        }
        for name, one in zip(called, plan.shared, strict=True)
    ]
