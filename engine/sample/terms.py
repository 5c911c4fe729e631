"""What is written on a deal besides its amount: partner, discount, term, source, reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.sample import story
from engine.sample.chance import stream
from engine.sample.days import QUARTER_STARTS, QUARTERS, quarter_of
from engine.sample.deals import LOST, NEW, OPEN, QUALIFICATION, RENEWAL, WON

if TYPE_CHECKING:
    from engine.sample.arrays import Flags, Floats, Ints
    from engine.sample.deals import Deals

SOURCES = ("Inbound", "Outbound", "Event", "Referral", "Partner", "Installed base")
_NEW_SOURCES = (0.36, 0.40, 0.13, 0.11)
REASONS = ("Price", "No decision", "Competitor", "Timing", "Missing feature", "Lost contact")
_REASON_SHARES = (0.21, 0.32, 0.20, 0.13, 0.09, 0.05)
PARTNERS = (
    ("Northgate Controls", "Halden Integrators", "Merrow & Pike"),
    ("Gulf States Automation", "Palmetto Process", "Tarrant Systems"),
    ("Great Plains Controls", "Lakefront Automation", "Osage Integrators"),
    ("Pacific Loop", "Sierra Instrumentation", "Cordell Automation"),
)
"""By region, in the order of ``story.REGIONS``."""
_TERMS = (12, 24, 36)
_TERM_SHARES = (0.62, 0.18, 0.20)
_DEEP = 0.20
"""Discount above which a deal counts as deeply discounted."""
_DEEP_SHARES = (0.09, 0.31)
"""Part of the deals that are so, on other days and in a quarter's last ten."""
_LAST_DAYS = 10
_NO_AMOUNT = 0.05
"""Part of the open deals in the first stages whose amount no one has put in yet."""


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """One entry a deal, arrays of shape (n_deals,)."""

    partner: Ints
    """Number of the partner in the region's list, -1 without one."""
    discount: Floats
    """Whole percent as a decimal; ``nan`` on open deals."""
    months: Ints
    source: Ints
    reason: Ints
    """Loss reason, -1 unless lost."""
    due: Ints
    """Day that the running contract ends, for renewals; elsewhere without meaning."""
    has_amount: Flags


def draw_terms(seed: int, deals: Deals, region: Ints) -> Terms:
    """Draw the terms of each deal; ``region`` is that of its patch."""
    rng = stream(seed, "terms")
    size = region.size
    sourced = rng.random(size) < np.array(story.PARTNER_SHARES)[region]
    source = np.where(deals.kind == NEW, rng.choice(4, size, p=_NEW_SOURCES), 5)
    lost = deals.state == LOST
    early = (deals.state == OPEN) & (deals.reached <= QUALIFICATION)
    return Terms(
        partner=np.where(sourced, rng.integers(0, 3, size), -1),
        discount=_discounts(rng, deals),
        months=rng.choice(_TERMS, size, p=_TERM_SHARES),
        source=np.where(sourced & (deals.kind != RENEWAL), 4, source),
        reason=np.where(lost, rng.choice(len(REASONS), size, p=_REASON_SHARES), -1),
        due=deals.close + rng.integers(-20, 21, size),
        has_amount=~(early & (rng.random(size) < _NO_AMOUNT)),
    )


def in_last_days(close: Ints) -> Flags:
    """Whether a day is among the last ten of its quarter."""
    quarter = np.minimum(quarter_of(close), QUARTERS - 1)
    return np.asarray(QUARTER_STARTS[quarter + 1] - close <= _LAST_DAYS)


def _discounts(rng: np.random.Generator, deals: Deals) -> Floats:
    """Discount of each decided deal: deep ones crowd at the end of a quarter."""
    size = deals.close.size
    late = in_last_days(deals.close) & (deals.state == WON)
    deep = rng.random(size) < np.where(late, _DEEP_SHARES[1], _DEEP_SHARES[0])
    shallow = np.where(rng.random(size) < 0.35, 0.0, rng.uniform(0.01, _DEEP, size))
    percent = np.where(deep, rng.uniform(_DEEP + 0.01, 0.40, size), shallow)
    return np.where(deals.state == OPEN, np.nan, np.round(percent, 2))
