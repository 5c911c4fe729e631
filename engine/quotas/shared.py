"""Quotas that overlay roles share: reported apart, and in no sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.quotas.propose import Quotas


@dataclass(frozen=True, slots=True)
class Overlay:
    """Somebody who sells along with those who hold the patches."""

    rep_id: str
    name: str
    role: str | None
    previous: int
    """Last year's quota, cents, 0 without one."""
    rows: tuple[int, ...]
    """Rows of the plan whose quotas are shared; empty where none is assigned."""


@dataclass(frozen=True, slots=True)
class SharedQuota:
    """A shared quota, in whole cents."""

    overlay: Overlay
    amount: int
    sentence: str
    """What made it."""


def shared(overlays: Sequence[Overlay], quotas: Quotas) -> tuple[SharedQuota, ...]:
    """
    Quotas of overlay roles.

    The sum of the patches that they are assigned to; where none is, last year's number, changed
    as all quotas together.
    """
    before = int(quotas.stages[0].cents.sum())
    return tuple(_share(overlay, quotas, before) for overlay in overlays)


def _share(overlay: Overlay, quotas: Quotas, before: int) -> SharedQuota:
    if overlay.rows:
        amount = int(quotas.amount[list(overlay.rows)].sum())
        noun = "patch that is" if len(overlay.rows) == 1 else "patches that are"
        words = f"The sum of the {len(overlay.rows)} {noun} covered; counted there, not here."
        return SharedQuota(overlay, amount, words)
    total = int(quotas.amount.sum())
    amount = round(overlay.previous * total / before) if before else overlay.previous
    words = "Last year's number, changed as all quotas together; in no sum, as others carry it."
    return SharedQuota(overlay, amount, words)
