"""Lines below the cost of every number of moves: one solve's prices bound all other limits.

A price of a move is a slope. Between two solves the bound lies above both their lines and
below the chord between them, so that the chord tells how much the lines may still miss; where
that is much, prices in between are asked, without a search for a design.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.territories.dual import LIGHT, solve_dual

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.territories.outcome import Warm
    from engine.territories.prices import Prices
    from engine.territories.problem import Problem

MISSED = 0.01
"""Share of the bound that lines may miss before another is asked for."""

MOST = 8
"""Lines asked for between two points, at most."""


@dataclass(frozen=True, slots=True)
class Support:
    """A proved bound at one limit of moves, and what each move more may lower it by."""

    limit: int
    bound: int
    """Millionths."""
    move: int
    """Price of a move, millionths, in multiples of 2 to the power of minus ``bits``."""
    bits: int

    @property
    def slope(self) -> float:
        """Price of a move, millionths."""
        return float(self.move / 2.0**self.bits)

    def at(self, limit: int) -> int:
        """What the line proves at a limit, millionths."""
        return self.bound - -(-self.move * (limit - self.limit) >> self.bits)


def support(prices: Prices, bound: int, limit: int) -> Support:
    """The line of some prices, which prove a bound at a limit."""
    return Support(limit, bound, prices.move, prices.bits)


def filled(
    problem: Problem,
    ends: tuple[Support, Support],
    warm: Warm,
    stopped: Callable[[], bool],
    most: int = MOST,
) -> list[Support]:
    """
    Lines between two limits, until no bound there could be much higher than the lines.

    Parameters
    ----------
    problem : Problem
        The problem; its own limit on moves is replaced.
    ends : tuple of Support
        The lines of the lower and of the higher limit.
    warm : Warm
        Where a search of either ended.
    stopped : callable
        Asked before each line.
    most : int
        Lines at most.

    Returns
    -------
    list of Support
        In order of limits; empty where the two ends are enough.
    """
    found: list[Support] = []
    while len(found) < most and not stopped():
        lines = sorted([*ends, *found], key=lambda line: line.limit)
        gaps = [(_missed(a, b), n) for n, (a, b) in enumerate(itertools.pairwise(lines))]
        worst, n = max(gaps)
        if worst <= MISSED:
            break
        limit = _meeting(lines[n], lines[n + 1])
        capped = problem.but(replace(problem.limits, moves=limit))
        dual = solve_dual(capped, warm.columns, warm.point, LIGHT, stopped)
        found.append(support(dual.prices, dual.bound, limit))
    return sorted(found, key=lambda line: line.limit)


def _missed(low: Support, high: Support) -> float:
    """Share of the bound by which the chord lies above both lines where they meet."""
    if high.limit - low.limit < 2:
        return 0.0
    limit = _meeting(low, high)
    part = (limit - low.limit) / (high.limit - low.limit)
    chord = low.bound + part * (high.bound - low.bound)
    return (chord - max(low.at(limit), high.at(limit))) / max(1.0, chord)


def _meeting(low: Support, high: Support) -> int:
    """The limit where two lines meet, kept an eighth of the way off either end."""
    width = high.limit - low.limit
    steeper = max(low.slope - high.slope, 1e-9)
    drop = low.bound - high.bound - high.slope * width
    meet = low.limit + round(min(max(drop / steeper, width / 8), 7 * width / 8))
    return min(max(meet, low.limit + 1), high.limit - 1)
