"""Which seats to look at together: those on a chain that mends a loss, or those that share most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

from engine.territories.chains import chain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.chains import Losses
    from engine.territories.state import State

LONGEST = 7
"""Seats of a chain at most."""

PER_SEAT = 80
"""Columns taken for each seat of a chain."""

SHAPES = ((3, 220), (3, 260), (4, 300), (5, 400))
"""Seats and columns where seats are taken for what they share, in turn."""

SEATS_A_TURN = 100
"""Seats for each of which ways are kept a turn longer: a turn changes but a few of them."""

_SHARED_EVERY = 8  # rounds: seldom, since chains find more


class Clusters:
    """Draws seats, each drawing from its own generator so that rounds repeat exactly."""

    def __init__(self, state: State, losses: Losses) -> None:
        self.state, self.losses = state, losses
        self.near = _shared(state)
        self.tried = np.zeros(state.problem.n_seats)
        self.ways: csr_matrix | None = None

    def draw(
        self, turn: int, how_many: int, draw: np.random.Generator
    ) -> list[tuple[NDArray[np.int64], int]]:
        """
        Some clusters that share no seat, with the columns to take for each.

        Returns
        -------
        list of (ndarray of int64, int)
            Seats in order, and how many columns.
        """
        found: list[tuple[NDArray[np.int64], int]] = []
        used = np.zeros(self.tried.size, dtype=bool)
        if turn % _SHARED_EVERY:
            if self.ways is None or turn % (1 + self.tried.size // SEATS_A_TURN) == 0:
                self.ways = self.losses.ways()
            ways = self.ways
            for _ in range(how_many):
                seats = np.sort(np.array(self._along(ways, draw), dtype=np.int64))
                if seats.size > 1 and not used[seats].any():
                    used[seats] = True
                    found.append((seats, PER_SEAT * seats.size))
        for _ in range(how_many - len(found)):
            count, columns = SHAPES[turn % len(SHAPES)]
            free = np.flatnonzero(~used)
            if free.size < min(2, self.tried.size):
                break
            first = free[np.argmin(self.tried[free] + draw.random(free.size) * 2)]
            seats = self._around(int(first), count, used, draw)
            used[seats] = True
            self.tried[seats] += 1
            found.append((seats, columns))
        return found

    def _along(self, ways: csr_matrix, draw: np.random.Generator) -> list[int]:
        """A chain that could mend one loss, drawn by its size; empty where none is drawn."""
        much, little = self.losses.of_seats()
        accounts = self.losses.of_accounts()
        if draw.random() < 0.5 and accounts.sum() > 0:
            account = int(draw.choice(accounts.size, p=accounts / accounts.sum()))
            best = int(self.state.columns.seat[self.losses.best[account]])
            return chain(ways, best, int(self.state.design[account]), LONGEST)
        a = int(draw.integers(len(much)))
        if not much[a].any() or not little[a].any():
            return []
        start = int(draw.choice(much[a].size, p=much[a] / much[a].sum()))
        return chain(ways, start, little[a] * draw.random(little[a].size), LONGEST)

    def _around(
        self, first: int, count: int, used: NDArray[np.bool_], draw: np.random.Generator
    ) -> NDArray[np.int64]:
        """Seats that share many accounts with the first or with each other."""
        chosen = [first]
        weight = self.near[first].astype(np.float64)
        for _ in range(count - 1):
            open_ = weight * ~used
            open_[chosen] = 0
            if not open_.any():
                break
            following = int(draw.choice(open_.size, p=open_ / open_.sum()))
            chosen.append(following)
            weight = weight + self.near[following]
        return np.sort(np.array(chosen))


def _shared(state: State) -> NDArray[np.int32]:
    """How many accounts could go to either of two seats, shape (seats, seats)."""
    columns, n = state.columns, state.problem.n_seats
    ones = np.ones(len(columns), dtype=np.int32)
    may = csr_matrix((ones, (columns.account, columns.seat)), shape=(state.problem.n_accounts, n))
    near: NDArray[np.int32] = (may.T @ may).toarray()
    np.fill_diagonal(near, 0)
    return near
