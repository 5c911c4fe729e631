"""Figures that could be computed, and for the others the sentence that says what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.model.band import Band
    from engine.model.period import Period
    from engine.model.snapshot import Snapshot
    from engine.store.deal_outcome import Outcome


@dataclass(slots=True)
class Figures:
    """Metrics by registry key as they are found; each key ends in exactly one of the two."""

    values: dict[str, float | Band | dict[str, float]] = field(default_factory=dict)
    unavailable: dict[str, str] = field(default_factory=dict)

    def put(self, key: str, value: float | None, missing: str) -> None:
        """Keep a number; one that is not there, or not finite, is named as missing instead."""
        if value is not None and isfinite(value):
            self.values[key] = float(value)
        else:
            self.unavailable[key] = missing

    def miss(self, keys: tuple[str, ...], missing: str) -> None:
        """Name several figures as missing for one reason."""
        self.unavailable.update(dict.fromkeys(keys, missing))


def why_no_quota(snapshot: Snapshot, period: Period) -> str:
    """What would bring a figure that needs quotas."""
    if not snapshot.has("quota", "amount"):
        return "No quotas are loaded; a quota file with quota.amount would bring it."
    return f"No seller carries a quota in {period}; quota.amount for that period would bring it."


def why_no_potential(snapshot: Snapshot) -> str:
    """What would bring a figure that needs the potential of patches."""
    if not snapshot.has("account", "owner_id") and not snapshot.has("account", "territory_id"):
        return (
            "No account names its owner or patch, so there are no patches to measure; "
            "account.owner_id or account.territory_id would bring it."
        )
    return "No patch has a known potential; account.potential would bring it."


def why_none_won(outcome: Outcome, where: str, no_deals: str) -> str:
    """What would bring a figure of whom won what; ``no_deals`` where none closed at all."""
    if not outcome.won:
        return f"No deal was won in {where}." if outcome.lost else no_deals
    return "No won deal of the period names its owner; opportunity.owner_id would bring it."


def why_no_deals(snapshot: Snapshot, where: str, years: str) -> str:
    """What would bring a figure of deals closed in a period and slice; ``years`` had some."""
    if not snapshot.has("opportunity", "close_date"):
        return "No deal carries a close date; opportunity.close_date would bring it."
    there = f" Deals closed in {years}." if years else ""
    return (
        f"No deal closed in {where}; opportunity.close_date in that period would bring it.{there}"
    )
