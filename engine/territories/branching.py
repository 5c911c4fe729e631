"""A higher bound by cases: a large account gets a seat, or it does not.

The prices of one relaxation let a large account be divided between seats that could never
share it. Deciding for the few that matter, one after another, gives a tree of cases; each
leaf is the problem with some accounts pinned or kept out, bounded by prices of its own, and
the lowest leaf bounds the whole.
Source: Land and Doig (1960); strong branching (Applegate and others, 1995): several decisions
are tried, and the one whose weaker side raises the bound most is kept.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.territories.cases import restricted
from engine.territories.certificate import bound
from engine.territories.columns import allowed
from engine.territories.pricing import price_all
from engine.territories.rows import Rows
from engine.territories.sifting import sift

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.budget import Budget
    from engine.territories.cases import Case, Decision
    from engine.territories.columns import Columns
    from engine.territories.prices import Prices
    from engine.territories.problem import Problem

TRIED = 8
"""Decisions tried before one is kept."""

SIFTS = 2
"""Linear programs for each case, with all pairs priced after each."""

SECONDS = 10.0
"""Most time for one linear program."""


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """One case while the tree grows."""

    decisions: tuple[Decision, ...]
    prices: Prices
    bound: int
    """Proved for the case, millionths; never below that of the case it was divided from."""
    columns: Columns
    point: NDArray[np.float64]
    share: NDArray[np.float64] | None = None
    """How the linear program divides accounts over the columns; ``None`` where it failed."""


class Tree:
    """Cases that together hold every design, the lowest bound first."""

    def __init__(self, problem: Problem, root: Leaf, budget: Budget) -> None:
        self.problem, self.budget = problem, budget
        self.count = 0
        self.heap: list[tuple[int, int, Leaf]] = []
        self._push(self._relaxed(root, problem))

    @property
    def lowest(self) -> Leaf:
        """The case that bounds the whole."""
        return self.heap[0][2]

    def cases(self) -> tuple[Case, ...]:
        """What proves the bound."""
        return tuple((leaf.decisions, leaf.prices) for _, _, leaf in self.heap)

    def grow(self, enough: int) -> None:
        """Divide the lowest case again and again, until it is high enough or the budget ends."""
        while self.lowest.bound < enough and self.budget.next_round():
            children = self._divided(self.lowest)
            if not children:
                return
            heapq.heappop(self.heap)
            for child in children:
                self._push(child)

    def _push(self, leaf: Leaf) -> None:
        self.count += 1
        heapq.heappush(self.heap, (leaf.bound, self.count, leaf))

    def _divided(self, leaf: Leaf) -> list[Leaf]:
        """The two sides of the best decision tried; empty where there is none, or no time."""
        best, most = [], -1.0
        for account, seat in self._decisions(leaf):
            pair = [self._child(leaf, (account, seat, taken)) for taken in (True, False)]
            if self.budget.ended():
                break
            low, high = sorted(child.bound - leaf.bound for child in pair)
            worth = low + 0.1 * min(high, 10 * low + 1)
            if worth > most:
                best, most = pair, worth
        return best

    def _decisions(self, leaf: Leaf) -> list[tuple[int, int]]:
        """The largest accounts that are divided, each with the seat that has most of it."""
        if leaf.share is None:
            return []
        columns = leaf.columns
        most = np.maximum.reduceat(leaf.share, columns.start)
        measures = self.problem.measures
        size = np.max([m.weight / max(1.0, m.target.mean()) for m in measures], axis=0)
        worth = size * most * (1.0 - most)
        found = []
        for account in np.argsort(-worth, kind="stable")[:TRIED].tolist():
            if worth[account] > 1e-6:
                mine = np.flatnonzero(columns.account == account)
                found.append((account, int(columns.seat[mine[np.argmax(leaf.share[mine])]])))
        return found

    def _child(self, parent: Leaf, decision: Decision) -> Leaf:
        """One side of a decision, with prices of its own where there is time for them."""
        decisions = (*parent.decisions, decision)
        problem = restricted(self.problem, decisions)
        if self.budget.ended() or not problem.eligible(np.array([decision[0]])).any():
            return replace(parent, decisions=decisions, share=None)
        proved = bound(problem, parent.prices)
        start = replace(
            parent,
            decisions=decisions,
            bound=parent.bound if proved is None else max(proved, parent.bound),
            columns=allowed(problem, parent.columns),
            share=None,
        )
        return self._relaxed(start, problem)

    def _relaxed(self, leaf: Leaf, problem: Problem) -> Leaf:
        """The case with the best prices that a few small linear programs find."""
        best, columns, point = leaf, leaf.columns, leaf.point
        for _ in range(SIFTS):
            sifted = None if self.budget.ended() else sift(problem, columns, point, SECONDS)
            if sifted is None:
                break
            prices = Rows(problem, columns).prices(sifted.point)
            priced = price_all(problem, prices, columns)
            best = replace(best, columns=columns, point=sifted.point, share=sifted.share)
            if priced.bound > best.bound:
                best = replace(best, prices=prices, bound=priced.bound)
            if len(priced.columns) == len(columns):
                break
            columns, point = priced.columns, sifted.point
        return best
