"""The territory problem: accounts, seats, bands and limits, all in whole millionths."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.territories.fixed_point import ONE, exact_sum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.territories.families import JoinedTravel
    from engine.territories.places import Travel
    from engine.territories.suitability import SuitedTravel

DENSE = 6_000_000
"""Up to this many account-seat pairs, costs are kept; beyond, they are made block by block."""


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """One thing to balance, with the band of every seat."""

    name: str
    """``potential`` or ``workload``."""
    weight: NDArray[np.int64]
    """What each account brings, millionths, shape (accounts,)."""
    low: NDArray[np.int64]
    """Lower end of each seat's band, millionths, shape (seats,)."""
    high: NDArray[np.int64]
    """Upper end, the same."""
    target: NDArray[np.float64]
    """What each seat should carry, millionths, shape (seats,)."""
    penalty: int
    """Objective for each unit outside the band, millionths."""


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """How much may change; ``None`` is no limit."""

    moves: int | None = None
    """Most accounts that may change seat."""
    moved_potential: int | None = None
    """Most potential that may change seat, millionths."""
    seat_change: NDArray[np.int64] | None = None
    """Most accounts that each seat may lose and gain together, shape (seats,)."""


@dataclass(frozen=True, eq=False)
class Problem:
    """
    Who may go where, what it costs, and what a seat should carry.

    Accounts and seats are positions; ``owner`` is -1 for an account without a seat. The
    current owner is always eligible; a locked account has no other.
    """

    account_ids: tuple[str, ...]
    seat_ids: tuple[str, ...]
    owner: NDArray[np.int64]
    locked: NDArray[np.bool_]
    group: NDArray[np.int64]
    """Row of ``allowed`` that holds for each account."""
    allowed: NDArray[np.bool_]
    """Seats that each group of accounts may go to, shape (groups, seats)."""
    travel: Travel | SuitedTravel | JoinedTravel
    move_cost: NDArray[np.int64]
    potential: NDArray[np.int64]
    measures: tuple[Measure, ...]
    limits: Limits
    hard: bool = False
    """Whether bands are constraints; else what lies outside costs the penalty."""
    pinned: tuple[tuple[int, int], ...] = ()
    """Account and seat that a person wants together."""
    forbidden: tuple[tuple[int, int], ...] = ()
    """Account and seat that a person wants apart."""
    size: NDArray[np.int64] | None = None
    """Accounts that each row counts for where it moves; ``None`` is one each."""

    @property
    def n_accounts(self) -> int:
        """Number of accounts."""
        return len(self.account_ids)

    @property
    def n_seats(self) -> int:
        """Number of seats."""
        return len(self.seat_ids)

    @cached_property
    def owned(self) -> NDArray[np.bool_]:
        """Accounts that have a seat today, so that another one is a move."""
        return self.owner >= 0

    @cached_property
    def total_potential(self) -> int:
        """Potential of all accounts, millionths."""
        return exact_sum(self.potential)

    @property
    def keeps_costs(self) -> bool:
        """Whether the cost of every pair is made once and kept."""
        return self.n_accounts * self.n_seats <= DENSE

    @cached_property
    def _dense(self) -> NDArray[np.int64] | None:
        if not self.keeps_costs:
            return None
        return self._costs(np.arange(self.n_accounts))

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """Accounts that each row counts for where it moves, shape (accounts,)."""
        return np.ones(self.n_accounts, dtype=np.int64) if self.size is None else self.size

    def eligible(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which seats each of some accounts may have, shape (len(rows), seats)."""
        may: NDArray[np.bool_] = self.allowed[self.group[rows]]
        own, tied = self.owner[rows], self.locked[rows]
        may[tied & (own >= 0)] = False
        held = np.flatnonzero(own >= 0)
        may[held, own[held]] = True
        for account, seat in self.forbidden:
            may[rows == account, seat] = False
        for account, seat in self.pinned:
            may[rows == account] = np.arange(self.n_seats) == seat
        if self.hard:
            for measure in self.measures:
                may &= measure.weight[rows, None] <= measure.high
        return may

    def may_have(self, rows: NDArray[np.int64], seats: NDArray[np.int64]) -> NDArray[np.bool_]:
        """The same for single pairs; the two indices have one shape."""
        own = self.owner[rows]
        may: NDArray[np.bool_] = self.allowed[self.group[rows], seats]
        may &= ~(self.locked[rows] & (own >= 0))
        may |= own == seats
        for account, seat in self.forbidden:
            may &= (rows != account) | (seats != seat)
        for account, seat in self.pinned:
            may = np.where(rows == account, seats == seat, may)
        if self.hard:
            for measure in self.measures:
                may &= measure.weight[rows] <= measure.high[seats]
        return may

    def costs(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """
        Cost of giving each of some accounts to each seat.

        Returns
        -------
        ndarray of int64, shape (len(rows), seats)
            Travel, the move where it is one, and what an account larger than the band must
            leave outside it, millionths.
        """
        return self._costs(rows) if self._dense is None else self._dense[rows]

    def pair_costs(self, rows: NDArray[np.int64], seats: NDArray[np.int64]) -> NDArray[np.int64]:
        """The same for single pairs; the two indices have one shape."""
        if self._dense is not None:
            return self._dense[rows, seats]
        cost = self.travel.cost(rows, seats)
        cost += np.where(self.is_move(rows, seats), self.move_cost[rows], 0)
        for measure in () if self.hard else self.measures:
            beyond = np.maximum(measure.weight[rows] - measure.high[seats], 0)
            cost += _penalised(beyond, measure.penalty)
        return cost

    def is_move(self, rows: NDArray[np.int64], seats: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether a seat is another one than an account has today; indices broadcast."""
        move: NDArray[np.bool_] = self.owned[rows] & (self.owner[rows] != seats)
        return move

    def but(self, limits: Limits) -> Problem:
        """The same problem under other limits."""
        return self._copy(limits=limits)

    def with_wishes(
        self, pinned: Sequence[tuple[int, int]], forbidden: Sequence[tuple[int, int]]
    ) -> Problem:
        """The same problem with accounts that must, or must not, get a seat."""
        return self._copy(pinned=tuple(pinned), forbidden=tuple(forbidden))

    def _copy(self, **changes: Any) -> Problem:
        copy = replace(self, **changes)
        copy.__dict__.update(
            {
                k: v
                for k, v in self.__dict__.items()
                if k in ("_dense", "owned", "total_potential", "counts")
            }
        )
        return copy

    def _costs(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        every = np.arange(self.n_seats)
        cost = self.travel.cost(rows[:, None], every[None, :])
        cost += np.where(self.is_move(rows[:, None], every), self.move_cost[rows, None], 0)
        for measure in () if self.hard else self.measures:
            weight = measure.weight[rows]
            giants = np.flatnonzero(weight > measure.high.min())
            beyond = np.maximum(weight[giants, None] - measure.high, 0)
            cost[giants] += _penalised(beyond, measure.penalty)
        return cost


def _penalised(amount: NDArray[np.int64], penalty: int) -> NDArray[np.int64]:
    """Amount x penalty in millionths, rounded down, without leaving 64 bits."""
    whole, part = np.divmod(amount, ONE)
    cost: NDArray[np.int64] = (
        whole * penalty + part * (penalty // ONE) + part * (penalty % ONE) // ONE
    )
    return cost
