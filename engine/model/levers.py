"""The levers that act: what each is called, how far it goes and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.errors import LeverError

Unit = Literal["share", "money", "multiple", "number"]


@dataclass(frozen=True, slots=True)
class Lever:
    """One number that a person may change; pages and the Method page render from it."""

    key: str
    """Place in the scenario and in its file, such as ``quota.growth``."""
    label: str
    unit: Unit
    """``share`` is a decimal, shown in percent; ``multiple`` is a factor."""
    min: float
    max: float
    step: float
    default: float | None
    """Value that changes nothing; ``None`` where the lever is off or keeps what the plan says."""
    sentence: str
    """What moving it does, to be read out."""

    def check(self, value: float) -> None:
        """
        Refuse a value outside the range in which the lever means anything.

        Raises
        ------
        LeverError
            If it lies outside, or is not a number.
        """
        if not self.min <= value <= self.max:
            raise LeverError(
                f"{self.label} ({self.key}) is {self._text(value)}; it may be "
                f"{self._text(self.min)} to {self._text(self.max)}."
            )

    def _text(self, value: float) -> str:
        if self.unit == "share":
            return f"{value:.10g}" if value != value else f"{100 * value:.6g} %"
        return f"{value:,.0f}" if self.unit == "money" else f"{value:g}"


LEVERS: tuple[Lever, ...] = (
    Lever(
        "territory.tolerance",
        "Tolerance of a patch's size",
        "share",
        0.0,
        1.0,
        0.01,
        0.10,
        "A patch within this of what it should carry counts as balanced.",
    ),
    Lever(
        "territory.max_moves",
        "Most accounts that may change patch",
        "number",
        0.0,
        1e6,
        10.0,
        None,
        "The design that balances best with no more moves than this.",
    ),
    Lever(
        "territory.max_moved_share",
        "Potential that may change patch",
        "share",
        0.0,
        1.0,
        0.01,
        None,
        "The design that balances best while no more of all potential than this changes patch.",
    ),
    Lever(
        "territory.hold_in_flight_days",
        "Accounts stay whose deals close within days",
        "number",
        0.0,
        730.0,
        10.0,
        90.0,
        "An account with an open deal expected to close within this many days keeps its seller.",
    ),
    Lever(
        "quota.growth",
        "Growth on last year's quota",
        "share",
        -0.5,
        1.0,
        0.01,
        0.0,
        "Every quota grows by the same share.",
    ),
    Lever(
        "quota.target",
        "Quota to hand out before over-assignment",
        "money",
        1.0,
        1e15,
        100_000.0,
        None,
        "Quotas are scaled, all alike, until they sum to this.",
    ),
    Lever(
        "quota.handed_out",
        "Quota handed out for each dollar expected",
        "multiple",
        0.5,
        2.0,
        0.01,
        None,
        "Quotas are scaled, all alike, to this many times what the patches are expected to book.",
    ),
    Lever(
        "quota.over_assignment",
        "Over-assignment",
        "share",
        0.0,
        0.5,
        0.01,
        0.0,
        "Quota is handed out above the target, so that the target survives a few misses.",
    ),
    Lever(
        "quota.blend",
        "How far quotas follow the basis",
        "share",
        0.0,
        1.0,
        0.05,
        1.0,
        "At 0 % each quota is last year's share of the total, at 100 % what the basis gives it.",
    ),
    Lever(
        "quota.own_history",
        "Share of the rep's own record in the quota",
        "share",
        0.0,
        1.0,
        0.05,
        0.0,
        "At 0 % who sells more than an average rep would is paid for it; at 100 % everyone is as "
        "likely to reach quota.",
    ),
    Lever(
        "quota.max_change",
        "Largest change against last year",
        "share",
        0.0,
        5.0,
        0.01,
        None,
        "No quota moves further than this from last year's; the others take up the rest.",
    ),
    Lever(
        "quota.floor",
        "Smallest quota",
        "money",
        0.0,
        1e15,
        10_000.0,
        None,
        "No quota is below this.",
    ),
    Lever(
        "quota.ceiling",
        "Largest quota",
        "money",
        1.0,
        1e15,
        10_000.0,
        None,
        "No quota is above this.",
    ),
    Lever(
        "quota.fairness_band",
        "Largest distance from what the patch can give",
        "share",
        0.0,
        1.0,
        0.01,
        None,
        "No quota lies further than this from the patch's share of what is expected.",
    ),
    Lever(
        "quota.top_down",
        "Weight of the cascade from the top",
        "share",
        0.0,
        1.0,
        0.05,
        1.0,
        "Where a manager or rep has committed to a number, the quota lies this far from it towards "
        "the cascade.",
    ),
    Lever(
        "incentive.change.accelerator",
        "Accelerator above quota",
        "multiple",
        0.0,
        5.0,
        0.05,
        1.0,
        "Each dollar sold above 100 % of quota pays this many times what it pays today.",
    ),
    Lever(
        "incentive.change.threshold",
        "Threshold",
        "share",
        0.0,
        1.0,
        0.05,
        None,
        "Below this share of quota the plan pays nothing.",
    ),
    Lever(
        "incentive.change.cap",
        "Cap",
        "multiple",
        0.5,
        10.0,
        0.1,
        None,
        "Nobody is paid more than this many times their target incentive.",
    ),
    Lever(
        "people.attrition",
        "Sellers who leave in a year",
        "share",
        0.0,
        0.9,
        0.01,
        None,
        "More leavers mean more vacant months and more new sellers who ramp.",
    ),
    Lever(
        "people.time_to_fill_days",
        "Days to fill a vacant patch",
        "number",
        0.0,
        365.0,
        5.0,
        None,
        "From a leaver's last day to a successor's first.",
    ),
    Lever(
        "transition.disruption_loss",
        "Loss on a moved account",
        "share",
        0.0,
        1.0,
        0.01,
        0.15,
        "Share of a moved account's bookings lost in the first year with a new seller.",
    ),
    Lever(
        "transition.dual_credit_months",
        "Months of credit to both owners",
        "number",
        0.0,
        12.0,
        1.0,
        3.0,
        "The prior owner of a moved account is paid beside the new one for this long.",
    ),
    Lever(
        "model.market_growth",
        "Growth of the market",
        "share",
        -0.5,
        1.0,
        0.01,
        0.0,
        "Every patch is taken to book this much more than last year.",
    ),
    Lever(
        "model.win_rate_change",
        "Change of the win rate",
        "share",
        -0.5,
        1.0,
        0.01,
        0.0,
        "This many more deals of a hundred won are taken to be won, in every patch alike.",
    ),
)
"""In the order of the scenario file."""

LEVER = {lever.key: lever for lever in LEVERS}
"""The same by key."""
