"""The rules of a territory problem in the analyst's words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from engine.errors import LeverError

Balance = Literal["potential", "workload", "both"]


@dataclass(frozen=True, slots=True)
class Rules:
    """
    What to balance, how tightly, and how much may change. Limits default to none.

    Raises
    ------
    LeverError
        If a value lies outside the range in which it means anything.
    """

    balance: Balance = "potential"
    tolerance: float = 0.10
    """Allowed deviation from what a seat should carry, a decimal."""
    hard: bool = False
    """Bands are constraints; else what lies outside costs a penalty."""
    penalty_potential: float | None = None
    """Objective for each unit of potential outside the band; ``None`` takes one from the data."""
    penalty_workload: float | None = None
    """The same for workload."""
    distance_weight: float = 1.0
    """Objective for each visit and unit of distance."""
    max_moves: int | None = None
    max_moved_share: float | None = None
    """Largest share of all potential that may change seat, a decimal."""
    max_seat_change: float | None = None
    """Most accounts that a seat loses and gains, as a share of the number it has."""

    def __post_init__(self) -> None:
        if self.balance not in ("potential", "workload", "both"):
            raise LeverError(f"Balance is {self.balance!r}.", "Say potential, workload or both.")
        _check("Tolerance", self.tolerance, 0.0, 10.0)
        _check("The distance weight", self.distance_weight, 0.0, 1e9)
        _check("The largest number of moves", self.max_moves, 0, 1e9)
        _check("The largest share of potential moved", self.max_moved_share, 0.0, 1.0)
        _check("The largest change of a seat", self.max_seat_change, 0.0, 1e6)
        _check("The penalty for potential", self.penalty_potential, 0.0, 1e9)
        _check("The penalty for workload", self.penalty_workload, 0.0, 1e9)

    @property
    def measures(self) -> tuple[str, ...]:
        """Names of what is balanced."""
        return ("potential", "workload") if self.balance == "both" else (self.balance,)

    def document(self) -> dict[str, Any]:
        """The rules as plain values, for a file."""
        return asdict(self)


def _check(what: str, value: float | None, low: float, high: float) -> None:
    if value is not None and not low <= value <= high:
        raise LeverError(f"{what} is {value:g}; it may be {low:g} to {high:g}.")
