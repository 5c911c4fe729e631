"""The rules of a design over a snapshot, in the analyst's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.errors import LeverError
from engine.territories.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

KEEP = ("region", "segment")
"""Columns within which accounts may move."""

HEAVIEST = 10.0
"""What a patch may carry at most, in full patches."""


@dataclass(frozen=True, slots=True)
class NewSeat:
    """A patch that does not exist yet, such as a new hire's."""

    name: str
    region: str = ""
    segment: str = ""
    weight: float = 1.0
    """What it should carry beside a full patch of its region and segment, a decimal."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """
    Rules of a design over a snapshot.

    Raises
    ------
    LeverError
        If a value lies outside the range in which it means anything.
    """

    rules: Rules = field(default_factory=Rules)
    hold_in_flight_days: int = 90
    """Accounts with an open deal expected to close within this many days stay."""
    keep: tuple[str, ...] = KEEP
    """``region``, ``segment`` or both: accounts stay within theirs."""
    locked: tuple[str, ...] = ()
    """Accounts that stay with their seat."""
    named_stay: bool = True
    """Named accounts stay with their seat."""
    locked_seats: tuple[str, ...] = ()
    """Seats whose accounts all stay; others may join them."""
    locked_regions: tuple[str, ...] = ()
    """Regions whose accounts all stay with their seat."""
    hold_from_stage: str = ""
    """Accounts with an open deal at this stage or past it stay; blank is no such rule."""
    hold_changed_days: int = 0
    """Accounts whose seller changed within this many days stay; 0 is no such rule."""
    seat_weights: tuple[tuple[str, float], ...] = ()
    """What some seats should carry beside a full one, decimals; the others carry 1."""
    dissolved: tuple[str, ...] = ()
    """Seats that go: their accounts get another, which is no move."""
    new_seats: tuple[NewSeat, ...] = ()
    suit_relationship: float = 0.0
    """Share of potential that an account loses with a seat whose holder has not dealt with it."""
    suit_experience: float = 0.0
    """The same with a holder who has won nothing in its industry."""
    suit_tenure: float = 0.0
    """The same with a holder who is new here, or none."""
    families_stay: bool = True
    """Accounts of one family, or of one parent, that share a seat move together or not at all."""

    def __post_init__(self) -> None:
        odd = set(self.keep) - set(KEEP)
        if odd:
            raise LeverError(f"keep names {sorted(odd)[0]!r}.", "Name region, segment or both.")
        if self.hold_in_flight_days < 0 or self.hold_changed_days < 0:
            raise LeverError("Days within which accounts stay must not be negative.")
        suited = (self.suit_relationship, self.suit_experience, self.suit_tenure)
        if not all(0 <= weight <= 1 for weight in suited):
            raise LeverError("What an account loses with an unsuited seat may be 0 to 1.")
        weights = (*self.seat_weights, *((new.name, new.weight) for new in self.new_seats))
        for name, weight in weights:
            if not 0 <= weight <= HEAVIEST:
                raise LeverError(
                    f"Patch {name} should carry {weight:g} full patches; "
                    f"it may be 0 to {HEAVIEST:g}."
                )


def read_wishes(given: Mapping[str, Any]) -> Wishes:
    """The wishes that were written as plain values."""
    plain: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list | tuple) else value
        for key, value in given.items()
    }
    plain["rules"] = Rules(**given["rules"])
    plain["seat_weights"] = tuple((name, weight) for name, weight in plain["seat_weights"])
    plain["new_seats"] = tuple(NewSeat(**new) for new in plain["new_seats"])
    return Wishes(**plain)
