"""Great-circle distances between accounts and the homes of seats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.territories.fixed_point import ONE

if TYPE_CHECKING:
    from numpy.typing import NDArray

EARTH_RADIUS = 6371.0088
"""Mean radius of the earth, kilometres."""


def unit_vectors(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Places on the unit sphere, shape (3, n); ``nan`` where a place is not known."""
    phi, theta = np.radians(latitude), np.radians(longitude)
    return np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)])


def kilometres(start: NDArray[np.float64], end: NDArray[np.float64]) -> NDArray[np.float64]:
    """
    Great-circle distance from the chord, exact for near places too.

    Parameters
    ----------
    start, end : ndarray, shape (3, ...)
        Unit vectors; shapes broadcast.

    Returns
    -------
    ndarray
        Kilometres; zero where one of the places is not known.
    """
    square = (start[0] - end[0]) ** 2
    square += (start[1] - end[1]) ** 2
    square += (start[2] - end[2]) ** 2
    half = np.sqrt(square, out=square)
    half *= 0.5
    distance: NDArray[np.float64] = np.arcsin(np.minimum(half, 1.0, out=half), out=half)
    distance *= 2 * EARTH_RADIUS
    distance[np.isnan(distance)] = 0.0
    return distance


@dataclass(frozen=True, slots=True, eq=False)
class Travel:
    """
    What the way to an account costs from each seat, in millionths.

    Either ``accounts`` and ``homes`` (unit vectors) or ``table`` says how far apart they are.
    """

    per_distance: NDArray[np.float64]
    """Distance weight x visits, shape (accounts,)."""
    accounts: NDArray[np.float64] | None = None
    """Unit vectors, shape (3, accounts)."""
    homes: NDArray[np.float64] | None = None
    """Unit vectors, shape (3, seats)."""
    table: NDArray[np.int64] | None = None
    """Distances in millionths, shape (accounts, seats)."""

    @property
    def way(self) -> Travel:
        """The way alone: this."""
        return self

    @property
    def known(self) -> tuple[NDArray[Any], ...]:
        """What was stated, array by array; places to twelve decimals."""
        parts = (self.table, self.accounts, self.homes)
        return (self.per_distance, *(part.round(12) for part in parts if part is not None))

    @property
    def most(self) -> float:
        """What a pair costs beside the way, at most: nothing."""
        return 0.0

    def distance(self, rows: NDArray[np.int64], seats: NDArray[np.int64]) -> NDArray[np.int64]:
        """Distances of account-seat pairs in millionths; indices broadcast."""
        if self.table is not None:
            return self.table[rows, seats]
        if self.accounts is None or self.homes is None:
            return np.zeros(np.broadcast_shapes(rows.shape, seats.shape), dtype=np.int64)
        far = kilometres(self.accounts[:, rows], self.homes[:, seats])
        far *= ONE
        return np.rint(far, out=far).astype(np.int64)

    def cost(self, rows: NDArray[np.int64], seats: NDArray[np.int64]) -> NDArray[np.int64]:
        """Travel cost of account-seat pairs in millionths; indices broadcast."""
        far = self.distance(rows, seats)
        return np.rint(far * self.per_distance[rows]).astype(np.int64)
