"""Search by large neighbourhoods: a few seats at a time, solved exactly, for as long as asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

from engine.territories.evaluation import evaluate
from engine.territories.local import exchange, shift
from engine.territories.neighbourhood import carve, solve
from engine.territories.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.territories.budget import Budget
    from engine.territories.evaluation import Evaluation
    from engine.territories.neighbourhood import Neighbourhood
    from engine.territories.state import State

THREADS = 2
SHAPES = ((3, 220), (3, 260), (4, 300), (5, 400))
"""Seats and columns of a neighbourhood, taken in turn."""


class LargeSearch:
    """
    Improves a state; with a count of rounds and a seed it always takes the same way.

    Neighbourhoods of one round share no seat, are solved at the same time, and are taken in
    the order in which they were drawn, whichever ends first.
    """

    def __init__(self, state: State, point: NDArray[np.float64], seed: int) -> None:
        self.state, self.seed, self.round = state, seed, 0
        self.reduced = Rows(state.problem, state.columns).reduced(point)
        self.best = evaluate(state.problem, state.design)
        self.near = _neighbours(state)
        self.tried = np.zeros(state.problem.n_seats)

    def run(self, budget: Budget, report: Callable[[int], None], good: Callable[[], bool]) -> None:
        """Go round by round until the budget ends or the design is good enough."""
        with ThreadPoolExecutor(THREADS) as pool:
            while not good() and budget.next_round():
                parts = self._draw()
                if not parts:
                    return
                seeds = [self.seed * 1_000_003 + self.round * THREADS + n for n in range(THREADS)]
                found = pool.map(solve, parts, [s % 2**31 for s in seeds[: len(parts)]])
                before = self.best.objective
                for columns in found:
                    self._take(columns)
                self.round += 1
                if self.best.objective < before:
                    report(self.best.objective)

    def _draw(self) -> list[Neighbourhood]:
        """Neighbourhoods that share no seat, the least tried first, by chance among equals."""
        draw = np.random.default_rng([self.seed, self.round])
        seats, count = SHAPES[self.round % len(SHAPES)]
        parts, used = [], np.zeros(self.tried.size, dtype=bool)
        for _ in range(THREADS):
            free = np.flatnonzero(~used)
            if free.size < min(2, self.tried.size):
                break
            first = free[np.argmin(self.tried[free] + draw.random(free.size) * 2)]
            cluster = self._cluster(int(first), seats, used, draw)
            used[cluster] = True
            self.tried[cluster] += 1
            part = carve(self.state, cluster, self.reduced, count)
            if part is not None:
                parts.append(part)
        return parts

    def _cluster(
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

    def _take(self, columns: list[int] | None) -> None:
        """Take a neighbourhood's answer where the whole design is better for it, else not."""
        state = self.state
        if columns is None or not state.fits(columns):
            return
        before = state.at[state.columns.account[columns]].tolist()
        for column in columns:
            state.take(column)
        now = evaluate(state.problem, state.design)
        if not better(now, self.best):
            for column in before:
                state.take(column)
            return
        while shift(state) or exchange(state):
            pass
        self.best = evaluate(state.problem, state.design)


def better(now: Evaluation, best: Evaluation) -> bool:
    """Fewer broken rules, then a lower objective."""
    return (len(now.broken), now.objective) < (len(best.broken), best.objective)


def _neighbours(state: State) -> NDArray[np.int32]:
    """How many accounts could go to either of two seats, shape (seats, seats)."""
    columns, n = state.columns, state.problem.n_seats
    ones = np.ones(len(columns), dtype=np.int32)
    may = csr_matrix((ones, (columns.account, columns.seat)), shape=(state.problem.n_accounts, n))
    near: NDArray[np.int32] = (may.T @ may).toarray()
    np.fill_diagonal(near, 0)
    return near
