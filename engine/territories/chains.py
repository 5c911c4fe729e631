"""Where a design loses to its bound, and the chains of seats along which it may win that back.

The gap of a design is a sum of losses that can be pointed at: an account whose seat is dearer
than its best one after prices, and a rule that has a price but is not tight. A loss is rarely
mended between two seats: what one has too much another lacks, often far away, and accounts
must be handed on from neighbour to neighbour. A chain is the cheapest such way.
Source: complementary slackness; ejection chains (Glover 1996) for the idea of handing on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from engine.territories.rows import Rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.state import State

HOP = 0.02
"""What each seat more on a chain costs, as a share of the spread of costs: fewer seats first."""


class Losses:
    """What a design loses to the bound of some prices, account by account and seat by seat."""

    def __init__(self, state: State, point: NDArray[np.float64]) -> None:
        self.state, self.point = state, point
        self.rows = Rows(state.problem, state.columns)
        self.reduced = self.rows.reduced(point)
        self.least = np.minimum.reduceat(self.reduced, state.columns.start)
        at = np.flatnonzero(self.reduced <= self.least[state.columns.account])
        self.best = at[np.flatnonzero(np.diff(state.columns.account[at], prepend=-1))]

    def of_accounts(self) -> NDArray[np.float64]:
        """How much dearer each account's seat is than its best one, after prices, millionths."""
        return self.reduced[self.state.at] - self.least

    def of_seats(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """
        What each seat loses by carrying too much, and by carrying too little, for its prices.

        Returns
        -------
        tuple of ndarray, shape (measures, seats)
            Millionths; a seat may lose by too much of one measure and too little of another.
        """
        rows, band = self.rows, self.rows.band
        seat, filled = self.state.design, []
        for sign, end in ((-1.0, "low"), (1.0, "high")):
            for measure, unit in zip(rows.problem.measures, rows.unit, strict=True):
                part = np.minimum(measure.weight, getattr(measure, end)[seat])
                filled.append(np.bincount(seat, part, rows.seats) * (sign / unit))
        short = rows.rhs[:band] + np.concatenate(filled)
        price, ceiling = self.point[:band], rows.ceiling[:band]
        shape = (2, rows.measures, rows.seats)
        broken = (np.maximum(ceiling - price, 0.0) * np.maximum(short, 0.0)).reshape(shape)
        idle = (price * np.maximum(-short, 0.0)).reshape(shape)
        return idle[0] + broken[1], broken[0] + idle[1]

    def ways(self) -> csr_matrix:
        """Least cost, after prices, of handing one account from seat to seat."""
        columns, state = self.state.columns, self.state
        n = state.problem.n_seats
        seat, now = columns.seat, state.design[columns.account]
        extra = self.reduced - self.reduced[state.at][columns.account]
        other = np.flatnonzero(seat != now)
        least = np.full(n * n, np.inf)
        np.minimum.at(least, now[other] * n + seat[other], extra[other])
        key = np.flatnonzero(np.isfinite(least))
        cost = np.maximum(least[key], 0.0) + HOP * self.rows.spread
        return csr_matrix((cost, (key // n, key % n)), shape=(n, n))


def chain(ways: csr_matrix, start: int, goal: int | NDArray[np.float64], most: int) -> list[int]:
    """
    Seats from one that gives to one that takes, each handing on to the next.

    Parameters
    ----------
    ways : csr_matrix, shape (seats, seats)
        Cost of handing on.
    start : int
        The seat that has too much.
    goal : int or ndarray, shape (seats,)
        The seat that has too little, or how much each lacks: then the one that is worth most
        for its distance.
    most : int
        Seats at most.

    Returns
    -------
    list of int
        From start to goal; the first alone where no way is short enough.
    """
    far, before = dijkstra(ways, indices=start, return_predecessors=True)
    if not isinstance(goal, int):
        worth = np.where(np.isfinite(far), goal / (far + far[far > 0].min(initial=1.0)), 0.0)
        worth[start] = 0.0
        goal = int(np.argmax(worth))
    path = [goal]
    while path[-1] != start and before[path[-1]] >= 0 and len(path) <= most:
        path.append(int(before[path[-1]]))
    return path[::-1][:most]
