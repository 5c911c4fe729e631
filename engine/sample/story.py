"""The figures that the story is told with; everything else is drawn round them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """What selling to customers of one size is like."""

    name: str
    code: str
    yearly_bookings: float
    """What an average rep in an average patch books a year, dollars."""
    mean_deal: float
    """Mean won deal, dollars."""
    pay: int
    """Base pay a year, dollars; the target incentive is the same."""
    accounts: int
    """Accounts to a patch."""
    potential: float
    """Potential of an average patch, dollars a year."""
    cycle_days: int
    """Median days from created to won."""
    calls: float
    """Calls a quarter of an average rep; meetings are alike in all segments."""


COMMERCIAL = Segment("Commercial", "COM", 0.505e6, 7_200, 70_000, 120, 1.9e6, 38, 100)
MID_MARKET = Segment("Mid-Market", "MM", 0.84e6, 27_000, 90_000, 60, 2.0e6, 74, 36)
ENTERPRISE = Segment("Enterprise", "ENT", 1.26e6, 92_000, 130_000, 25, 2.15e6, 140, 12)
SEGMENTS = (COMMERCIAL, MID_MARKET, ENTERPRISE)

NORTHEAST, SOUTHEAST, CENTRAL, WEST = range(4)
REGIONS = ("Northeast", "Southeast", "Central", "West")
REGION_CODES = ("NE", "SE", "CE", "WE")

SEATS = (
    ((9, 3), (9, 3), (8, 2)),
    ((6, 6), (4, 6), (2, 2)),
    ((5, 9), (4, 8), (3, 3)),
    ((5, 5), (6, 4), (5, 3)),
)
"""Patches by region and segment: of Tessaly and of Corrin origin."""

TEAMS = ((1, 2, 2), (1, 1, 1), (1, 1, 1), (1, 1, 2))
"""Managers by region and segment."""

BOOKED = (78.0e6, 84.0e6)
"""Bookings of FY2024 and FY2025, dollars."""
PLANNED = (80.0e6, 88.0e6, 92.0e6)
"""Plan of FY2024 and FY2025, board target of FY2026, dollars."""
HANDED_OUT = 94.0e6
"""Sum of what reps carried in FY2025, dollars."""
QUOTA_RISE = 1.11
"""Flat rise of every quota from FY2024 to FY2025."""

POTENTIAL_EXPONENT = 0.66
"""How bookings follow the potential of a patch."""
QUOTA_EXPONENT = 0.18
"""How quotas follow it."""
MEETING_ELASTICITY = 0.20
SKILL_SPREAD = 0.17
WEAK_TEAM = -0.20
"""Skill of one West enterprise team, against all others."""

SEASON = (0.23, 0.25, 0.24, 0.28)
"""How a year's quota is spread over its quarters."""
QUARTER_EFFECT = (-0.10, 0.0, -0.05, 0.15)
"""How the year's quarters differ in bookings, logarithms."""
RAMP = (0.25, 0.60, 0.85, 1.0)
"""What a new rep books, quarter by quarter of tenure."""
RAMP_POLICY = (0.50, 0.75, 1.0, 1.0)
"""What quotas take a new rep to book: full after two quarters."""

ATLAS_PLANNED_QUARTER = 5
"""Second quarter of FY2025, in which product Atlas was to ship."""
ATLAS_TARGET = 6.0e6
ATLAS_SOLD = 1.9e6
ATLAS_WIN_RATES = (0.06, 0.24)
"""Before and after it shipped."""

PARTNER_SHARES = (0.12, 0.46, 0.12, 0.12)
"""Partner-sourced share of deals by region."""
SOUTHEAST_BOOKINGS = 0.80
"""What is left of a seller's bookings where partners took over."""
WORKLOAD_SHARES = (1.35, 0.70)
"""Hours needed over hours there are: Northeast commercial, and Central."""
LEADS_ASTRAY = 0.18
"""Part of the Southeast's leads that goes to people who have left."""
STALE_SHARE = 0.28
"""Part of the open dollars that is stale."""
MOVED_ACCOUNTS = 62
MOVED_LOSS = 0.15
DUPLICATE_CUSTOMERS = 260
RENEWAL_SHARE = 0.38
OVERLAY_SHARE = 0.42
"""Enterprise deals on which overlays earn half credit."""
