"""How well a seat suits an account beside its distance, and what a lack of it costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.places import Travel


class Ground(Protocol):
    """One ground on which a seat suits an account."""

    @property
    def name(self) -> str:
        """What the answer calls it."""
        ...

    @property
    def weight(self) -> float:
        """Share of its potential that an account loses with a seat that does not suit it."""
        ...

    @property
    def loss(self) -> NDArray[np.float64]:
        """What an account loses with a seat that suits it not at all, millionths."""
        ...

    @property
    def known(self) -> tuple[NDArray[Any], ...]:
        """What was stated, array by array."""
        ...

    def share(self, rows: NDArray[np.int64], seats: NDArray[np.int64]) -> NDArray[np.float64]:
        """How well seats suit accounts, 0 to 1; indices broadcast."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class ByPair:
    """A ground known for some pairs; the others do not suit."""

    name: str
    weight: float
    loss: NDArray[np.float64]
    """Shape (accounts,)."""
    key: NDArray[np.int64]
    """Account x seats + seat of the known pairs, rising."""
    value: NDArray[np.float64]
    """How well each known pair suits."""
    n_seats: int

    @property
    def known(self) -> tuple[NDArray[Any], ...]:
        """What was stated, array by array."""
        return self.loss, self.key, self.value

    def share(self, rows: NDArray[np.int64], seats: NDArray[np.int64]) -> NDArray[np.float64]:
        """How well seats suit accounts, 0 to 1; indices broadcast."""
        asked = rows * self.n_seats + seats
        if not self.key.size:
            return np.zeros(asked.shape)
        at = np.minimum(np.searchsorted(self.key, asked), self.key.size - 1)
        return np.where(self.key[at] == asked, self.value[at], 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class ByClass:
    """A ground that is alike for all accounts of a class, such as an industry."""

    name: str
    weight: float
    loss: NDArray[np.float64]
    """Shape (accounts,)."""
    of: NDArray[np.int64]
    """Class of each account, shape (accounts,)."""
    suits: NDArray[np.float64]
    """How well each seat suits each class, shape (classes, seats)."""

    @property
    def known(self) -> tuple[NDArray[Any], ...]:
        """What was stated, array by array."""
        return self.loss, self.of, self.suits

    def share(self, rows: NDArray[np.int64], seats: NDArray[np.int64]) -> NDArray[np.float64]:
        """How well seats suit accounts, 0 to 1; indices broadcast."""
        return self.suits[self.of[rows], seats]


@dataclass(frozen=True, slots=True, eq=False)
class SuitedTravel:
    """The way to an account and what a seat lacks for it, as one cost of the pair."""

    way: Travel
    grounds: tuple[Ground, ...]

    @property
    def per_distance(self) -> NDArray[np.float64]:
        """Distance weight x visits, shape (accounts,)."""
        return self.way.per_distance

    @property
    def accounts(self) -> NDArray[np.float64] | None:
        """Unit vectors, shape (3, accounts)."""
        return self.way.accounts

    @property
    def homes(self) -> NDArray[np.float64] | None:
        """Unit vectors, shape (3, seats)."""
        return self.way.homes

    @property
    def table(self) -> NDArray[np.int64] | None:
        """Distances in millionths, shape (accounts, seats)."""
        return self.way.table

    @property
    def most(self) -> float:
        """What a lack of suitability costs at most, millionths."""
        return sum(float(ground.loss.max(initial=0.0)) for ground in self.grounds)

    @property
    def known(self) -> tuple[NDArray[Any], ...]:
        """What was stated of the way and of each ground, array by array."""
        return self.way.known + tuple(part for ground in self.grounds for part in ground.known)

    def distance(self, rows: NDArray[np.int64], seats: NDArray[np.int64]) -> NDArray[np.int64]:
        """Distances of account-seat pairs in millionths; indices broadcast."""
        return self.way.distance(rows, seats)

    def cost(self, rows: NDArray[np.int64], seats: NDArray[np.int64]) -> NDArray[np.int64]:
        """Travel and lack of suitability of account-seat pairs in millionths."""
        return self.way.cost(rows, seats) + self.lack(rows, seats)

    def lack(self, rows: NDArray[np.int64], seats: NDArray[np.int64]) -> NDArray[np.int64]:
        """What seats lack for accounts, in millionths; indices broadcast."""
        lost = sum(ground.loss[rows] * (1.0 - ground.share(rows, seats)) for ground in self.grounds)
        return np.rint(lost).astype(np.int64)
