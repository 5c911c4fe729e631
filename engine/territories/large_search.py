"""Search by large neighbourhoods: a few seats at a time, solved exactly, for as long as asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from engine.territories.chains import Losses
from engine.territories.clusters import Clusters
from engine.territories.local import exchange, shift
from engine.territories.neighbourhood import carve, solve

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.territories.budget import Budget
    from engine.territories.evaluation import Evaluation
    from engine.territories.neighbourhood import Neighbourhood
    from engine.territories.state import State

THREADS = 2

PATIENCE = 16
"""Rounds in a row in which nothing may change before the search ends."""


class LargeSearch:
    """
    Improves a state; with a count of rounds and a seed it always takes the same way.

    Neighbourhoods of one round share no seat, are solved at the same time, and are taken in
    the order in which they were drawn, whichever ends first.
    """

    def __init__(self, state: State, point: NDArray[np.float64], seed: int) -> None:
        self.state, self.seed, self.round = state, seed, 0
        self.losses = Losses(state, point)
        self.clusters = Clusters(state, self.losses)
        self.best = state.objective()

    def run(self, budget: Budget, report: Callable[[], None], good: Callable[[], bool]) -> None:
        """Go round by round until the budget ends or the design is good enough."""
        idle = 0
        with ThreadPoolExecutor(THREADS) as pool:
            while not good() and idle < PATIENCE and budget.next_round():
                parts = self._draw()
                idle = 0 if parts else idle + 1
                seeds = [self.seed * 1_000_003 + self.round * THREADS + n for n in range(THREADS)]
                found = pool.map(solve, parts, [s % 2**31 for s in seeds[: len(parts)]])
                before = self.best
                for columns in found:
                    self._take(columns)
                self.round += 1
                if self.best < before:
                    report()

    def _draw(self) -> list[Neighbourhood]:
        """Neighbourhoods that share no seat, drawn by the seed and the round."""
        draw = np.random.default_rng([self.seed, self.round])
        clusters = self.clusters.draw(self.round, THREADS, draw)
        parts = [carve(self.state, seats, self.losses.reduced, n) for seats, n in clusters]
        return [part for part in parts if part is not None]

    def _take(self, columns: list[int] | None) -> None:
        """Take a neighbourhood's answer where the whole design is better for it, else not."""
        state = self.state
        if columns is None or not state.fits(columns):
            return
        before = state.at[state.columns.account[columns]].tolist()
        for column in columns:
            state.take(column)
        if state.objective() >= self.best - state.tiny:
            for column in before:
                state.take(column)
            return
        while shift(state) or exchange(state):
            pass
        self.best = state.objective()


def better(now: Evaluation, best: Evaluation) -> bool:
    """Fewer broken rules, then a lower objective."""
    return (len(now.broken), now.objective) < (len(best.broken), best.objective)
