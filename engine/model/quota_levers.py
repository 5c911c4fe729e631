"""How quotas are set: the levers, what they may be, and which of them act."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from math import prod
from typing import TYPE_CHECKING, Any, Literal

from engine.errors import LeverError

if TYPE_CHECKING:
    from collections.abc import Mapping

BASES = ("keep", "history", "potential", "expected")
"""What a quota may be made from: last year's quota, last year's result, the patch's potential,
what an average rep is expected to book there."""

USUAL: Literal["usual"] = "usual"
"""Takes :data:`USUAL_CHANGE` for any basis but keep; ``None`` in its place removes the limit."""
USUAL_CHANGE = 0.25

_WHOLE = 1e-9


@dataclass(frozen=True, slots=True)
class Weight:
    """A stated multiplier on some patches: a new vertical, a young territory, a close rate."""

    by: Literal["segment", "region", "role", "territory_id"]
    """What patches are chosen by."""
    value: str
    times: float
    """Multiplies their share before the total is shared out again."""
    why: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a rep or a manager says they will carry, money of the period."""

    who: str
    """Id of a person, or of a patch."""
    amount: float


@dataclass(frozen=True, slots=True)
class Override:
    """A quota set by hand; the others share what is left of the total."""

    territory_id: str
    amount: float
    who: str = field(default="", compare=False)
    when: str = field(default="", compare=False)
    why: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class QuotaLevers:
    """
    How the numbers are set. The defaults keep last year's.

    Raises
    ------
    LeverError
        If the basis has no such name, or the shares of a blend do not sum to 1.
    """

    growth: float = 0.0
    """On the sum of last year's quotas, a decimal."""
    target: float | None = None
    """Money that quotas are scaled to instead of growing."""
    handed_out: float | None = None
    """Multiple of expected bookings that quotas are scaled to instead of growing."""
    over_assignment: float = 0.0
    """Quota handed out above the target, a decimal."""
    over_assignment_by_level: tuple[float, ...] = ()
    """On top of that at each level from the top: what is handed out above what is carried."""
    basis: str | tuple[tuple[str, float], ...] = "keep"
    """A name of :data:`BASES`, or several with the share of each, sorted by name."""
    blend: float = 1.0
    """How far from last year's quotas (0) to the basis (1)."""
    own_history: float = 0.0
    """Share of the rep's own record in the quota; 0 pays for skill, 1 gives equal odds."""
    max_change: float | Literal["usual"] | None = USUAL
    """Largest change against last year's quota, a decimal."""
    floor: float | None = None
    """Smallest quota, money."""
    ceiling: float | None = None
    """Largest quota, money."""
    fairness_band: float | None = None
    """Largest distance from the patch's share of what is expected, a decimal."""
    moved: Literal["stays", "follows"] = "stays"
    """Whether quota stays with the seat or follows an account that moves, pro rata."""
    weights: tuple[Weight, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    top_down: float = 1.0
    """Weight of the cascade from the top where somebody has committed to a number."""
    overrides: tuple[Override, ...] = ()

    def __post_init__(self) -> None:
        """Bring the basis to its one spelling."""
        if self.moved not in ("stays", "follows"):
            raise _unknown("quota.moved", str(self.moved), ("stays", "follows"))
        shares = dict([(self.basis, 1.0)] if isinstance(self.basis, str) else self.basis)
        for name in shares:
            if name not in BASES:
                raise _unknown("quota.basis", str(name), BASES)
        if any(share < 0 for share in shares.values()) or abs(sum(shares.values()) - 1) > _WHOLE:
            raise LeverError(
                "The shares of quota.basis must be 0 or more and sum to 1.",
                "Write for instance {expected: 0.8, history: 0.2}.",
            )
        kept = tuple(sorted((name, float(share)) for name, share in shares.items() if share > 0))
        object.__setattr__(self, "basis", kept[0][0] if len(kept) == 1 else kept)

    @property
    def shares(self) -> Mapping[str, float]:
        """Basis → its share; they sum to 1."""
        return {self.basis: 1.0} if isinstance(self.basis, str) else dict(self.basis)

    @property
    def keeps(self) -> bool:
        """Whether each quota is last year's, scaled."""
        return self.basis == "keep"

    @property
    def cushion(self) -> float:
        """Quota handed out above the target over all levels, a decimal."""
        if not self.over_assignment_by_level:
            return self.over_assignment
        levels = prod(1 + share for share in self.over_assignment_by_level)
        return round((1 + self.over_assignment) * levels - 1, 12)

    @property
    def largest_change(self) -> float | None:
        """Largest change in force, a decimal; ``None`` without a limit."""
        if self.max_change == USUAL:
            return None if self.keeps else USUAL_CHANGE
        return self.max_change

    def acting(self) -> QuotaLevers:
        """Equal levers for equal deeds: what cannot act stands at its default."""
        changes: dict[str, Any] = {}
        usual = replace(self, max_change=USUAL).largest_change
        if self.largest_change == usual:
            changes["max_change"] = USUAL
        if self.keeps:
            changes.update(blend=1.0, own_history=0.0, weights=())
        if not any(self.over_assignment_by_level):
            changes["over_assignment_by_level"] = ()
        if not self.commitments:
            changes["top_down"] = 1.0
        return replace(self, **changes)


def _unknown(key: str, value: str, known: tuple[str, ...]) -> LeverError:
    near = get_close_matches(value, known, n=1, cutoff=0.5)
    hint = f"Did you mean “{near[0]}”?" if near else f"It may be {', '.join(known)}."
    return LeverError(f"{key} has no “{value}”.", hint)
