"""What quotas are made from: one value for each seat."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Amounts = NDArray[np.float64]

TOP = -1
"""Parent of whoever has no manager."""


@dataclass(frozen=True, slots=True, eq=False)
class Managers:
    """Who reports to whom: seats first, then managers, each with the node above it."""

    ids: tuple[str, ...]
    """Managers, shape (n_managers,); node of the k-th is ``n_seats + k``."""
    above: NDArray[np.int64]
    """Node above each node, :data:`TOP` for the highest, shape (n_seats + n_managers,)."""
    names: tuple[str, ...] = ()
    """What managers are called, in the order of their ids; empty where not known."""

    @property
    def n_seats(self) -> int:
        """How many of the nodes are seats."""
        return len(self.above) - len(self.ids)

    def sums(self, amounts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Sum over the seats below each node, every node's own amount included."""
        total = np.concatenate([amounts, np.zeros(len(self.ids), amounts.dtype)])
        for node in self.deepest_first():
            if self.above[node] != TOP:
                total[self.above[node]] += total[node]
        return total

    def deepest_first(self) -> Sequence[int]:
        """Nodes in an order in which each comes before the one above it."""
        depth = np.zeros(len(self.above), dtype=np.int64)
        at = self.above.copy()
        while (at != TOP).any():
            depth += at != TOP
            at = np.where(at == TOP, TOP, self.above[at])
        order: list[int] = np.argsort(-depth, kind="stable").tolist()
        return order


@dataclass(frozen=True, slots=True, eq=False)
class Seats:
    """Facts of each seat, shape (n,) each; money of a year unless said otherwise."""

    previous: Amounts
    """Last year's quota, 0 without one."""
    history: Amounts
    """Last year's result, 0 without any."""
    potential: Amounts
    """``nan`` where not known."""
    expected: Amounts
    """Bookings of an average rep in the seat, ``nan`` where not known."""
    own: Amounts
    """Bookings of the rep who sits there, by their own record; ``nan`` where not known."""
    carries: NDArray[np.bool_]
    """Whether the seat is given a quota at all."""
    relief: Mapping[str, Amounts] = field(default_factory=dict)
    """Step (start, ramp, leave, part_time) → share of a full year's quota, 0 to 1."""
    labels: Mapping[str, Sequence[str | None]] = field(default_factory=dict)
    """segment, region, role and territory_id, which stated multipliers choose by."""
    managers: Managers | None = None
    """Needed where somebody has committed to a number."""
    skill: Amounts | None = None
    """What each rep brings above an average one, log scale, ``nan`` where not known."""
    brought: Amounts | None = None
    """Part of ``previous`` that moved accounts took along, negative where they left; ``None``
    where quota stays with the patch."""

    def __post_init__(self) -> None:
        """Check that the columns fit each other."""
        columns = (self.history, self.potential, self.expected, self.own, self.carries)
        if any(column.shape != self.previous.shape for column in columns):
            raise DataError("Facts of seats differ in number.")

    @property
    def previous_cents(self) -> Amounts:
        """Last year's quota in whole cents of the seats that carry one, 0 elsewhere."""
        return np.where(self.carries, np.rint(self.previous * 100), 0.0)

    @property
    def last_year_cents(self) -> Amounts:
        """The same before any account moved."""
        if self.brought is None:
            return self.previous_cents
        return np.where(self.carries, np.rint((self.previous - self.brought) * 100), 0.0)
