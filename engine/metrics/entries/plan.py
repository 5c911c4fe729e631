"""What is planned: bookings against the target, quotas handed out, accounts moved."""

from __future__ import annotations

from engine.metrics.metric import Metric, Unit

PLAN: tuple[Metric, ...] = (
    Metric(
        "target_gap",
        "Gap to plan",
        "expected bookings less target",
        Unit.MONEY,
        "bookings - target",
        "definition",
        ("target.amount",),
        better=1,
        estimate=True,
    ),
    Metric(
        "target_chance",
        "Chance of making plan",
        "share of draws at or above target",
        Unit.SHARE,
        "share of possible years in which bookings reach the target",
        "definition",
        ("target.amount",),
        better=1,
    ),
    Metric(
        "quota_to_expected",
        "Quota handed out for each dollar expected",
        "street quota / expected bookings",
        Unit.RATIO,
        "sum of quotas / expected bookings",
        "definition",
        ("quota.amount",),
    ),
    Metric(
        "credited_to_booked",
        "Credited for each dollar booked",
        "credited / booked",
        Unit.RATIO,
        "quota credit, overlays included / bookings",
        "definition; quota credit and pay split may differ: "
        "https://www.qobra.co/glossary/commission-split",
        ("credit.share",),
    ),
    Metric(
        "accounts_moved",
        "Accounts that change patch",
        "accounts moved",
        Unit.COUNT,
        "number of accounts whose patch differs from today's",
        "definition",
    ),
    Metric(
        "potential_moved_share",
        "Potential that changes patch",
        "share of potential moved",
        Unit.SHARE,
        "potential of moved accounts / potential of all",
        "definition",
        ("account.potential",),
    ),
)
