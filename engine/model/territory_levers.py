"""Who works which account: the levers of a design, of moving to it, and of who is there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from engine.errors import LeverError

if TYPE_CHECKING:
    from datetime import date

COLUMNS = ("region", "segment")
"""Columns within which accounts may be told to stay."""
MAX_HIRES = 1_000


@dataclass(frozen=True, slots=True)
class TerritoryLevers:
    """Which patch each account is in. The defaults keep today's."""

    design: Literal["keep", "rebalance"] = "keep"
    balance: Literal["potential", "workload", "both"] = "potential"
    tolerance: float = 0.10
    """Allowed distance from what a patch should carry, a decimal."""
    max_moves: float | None = None
    """Most accounts that may change patch."""
    max_moved_share: float | None = None
    """Largest share of all potential that may change patch, a decimal."""
    hold_in_flight_days: float = 90
    """Accounts with an open deal expected to close within this many days stay."""
    keep: tuple[str, ...] = COLUMNS
    """Accounts stay within their own region, segment or both."""
    locked: tuple[str, ...] = ()
    """Ids of accounts that stay."""
    families_stay: bool = True
    """Accounts of one family, or of one parent, move together or not at all."""
    hold_from_stage: str = ""
    """Accounts with an open deal at this stage or past it stay; blank is no such rule."""
    suit_relationship: float = 0.0
    """Share of potential lost where the holder has not dealt with the account, a decimal."""
    suit_experience: float = 0.0
    """The same where the holder has won nothing in its industry."""
    suit_tenure: float = 0.0
    """The same where the holder is new here."""

    def __post_init__(self) -> None:
        """Check the columns to keep."""
        for name in self.keep:
            if name not in COLUMNS:
                raise LeverError(
                    f"territory.keep names {name!r}.",
                    "Write [region, segment], one of them, or [].",
                )

    def acting(self) -> TerritoryLevers:
        """The same without what does nothing while patches stay as they are."""
        return self if self.design == "rebalance" else TerritoryLevers()


@dataclass(frozen=True, slots=True)
class HoldHarmless:
    """A promise that pay stays at a share of what the old terms would have paid."""

    floor: float
    """Share of that pay, a decimal."""
    months: float
    """How long it holds."""


@dataclass(frozen=True, slots=True)
class TransitionLevers:
    """How a change is made, and what it is taken to cost."""

    effective: date | None = None
    """Day from which the change holds; ``None`` is the first of the period planned."""
    disruption_loss: float = 0.15
    """Share of a moved account's bookings lost in the first year, a decimal."""
    dual_credit_months: float = 3
    """How long the prior owner is credited beside the new one."""
    in_flight: Literal["prior_owner", "split", "new_owner"] = "prior_owner"
    """Who is credited with the open deals of moved accounts."""
    hold_harmless: HoldHarmless | None = None


@dataclass(frozen=True, slots=True)
class Hires:
    """People to be hired into patches carved out of a pool's."""

    role: str
    segment: str
    start: date
    region: str | None = None
    """``None`` takes from the whole segment."""
    count: int = 1

    def __post_init__(self) -> None:
        """Check the number."""
        if not 1 <= self.count <= MAX_HIRES:
            raise LeverError(f"people.hires asks for {self.count}; it may be 1 to {MAX_HIRES:,}.")


@dataclass(frozen=True, slots=True)
class PeopleLevers:
    """Who is there to sell. The defaults take the team's own attrition and time to fill."""

    attrition: float | None = None
    """Share of those who hold a patch or own deals who leave in a year, a decimal."""
    time_to_fill_days: float | None = None
    """Days from a leaver's last to a successor's first."""
    hires: tuple[Hires, ...] = ()


def transition_acting(
    transition: TransitionLevers, territory: TerritoryLevers, people: PeopleLevers
) -> TransitionLevers:
    """Levers of the transition that act: none without a change, one without a moved account."""
    if territory.design == "rebalance":
        return transition
    kept = TransitionLevers(hold_harmless=transition.hold_harmless)
    return replace(kept, effective=transition.effective) if people.hires else kept
