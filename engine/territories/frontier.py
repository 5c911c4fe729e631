"""The frontier: the best design found for each number of moves, and what one more move buys."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from engine.territories.fixed_point import ONE
from engine.territories.outcome import Design, Progress, gap_of, silent
from engine.territories.solve import solve
from engine.territories.supports import Support, filled, support
from engine.territories.threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from engine.territories.budget import Budget
    from engine.territories.problem import Problem

ROUNDS = 0
"""Neighbourhood rounds for a point: the frontier is built, not polished."""


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """One design of the frontier."""

    limit: int
    """Most moves that were allowed."""
    design: Design
    price_of_a_move: float
    """What one more moved account saves at most, in units of the objective."""
    bound: int
    """The best of its own bound and of the supports of all points, millionths."""
    supports: tuple[Support, ...] = ()
    """Lines from this point and from between it and the next."""

    @property
    def gap(self) -> float | None:
        """Share of the objective by which a better design could exist at most."""
        found = self.design.evaluation
        return None if found is None else gap_of(found.objective, self.bound)


def even_limits(unlimited: Design, count: int) -> list[int]:
    """Limits on moves, even from none to those of the unlimited design; empty without one."""
    if unlimited.evaluation is None:
        return []
    most = unlimited.evaluation.moves
    even: list[int] = np.unique(np.rint(np.linspace(0, most, count)).astype(int)).tolist()
    return even


def frontier(
    problem: Problem,
    limits: Sequence[int],
    unlimited: Design,
    budget: Budget,
    seed: int = 0,
    report: Callable[[Progress], None] = silent,
) -> tuple[Point, ...]:
    """
    Designs under ever fewer moves, each started from the one before.

    Parameters
    ----------
    problem : Problem
        The problem; its own limit on moves is replaced point by point.
    limits : sequence of int
        Limits on moves in rising order; the last is the unlimited design's.
    unlimited : Design
        The design without the points' limits; the last point.
    budget : Budget
        Time for all points; once it ends, the points that are still missing are left out.
    seed, report
        As for :func:`engine.territories.solve.solve`.

    Returns
    -------
    tuple of Point
        In order of moves; objectives never rise with moves.
    """
    if not limits:
        return ()
    designs, warm = [(limits[-1], unlimited)], unlimited.warm
    for limit in reversed(limits[:-1]):
        if budget.ended():
            break
        capped = problem.but(replace(problem.limits, moves=limit))
        rounds = ROUNDS if budget.rounds is None else budget.rounds
        share = budget.part(budget.left(), rounds)
        design = solve(capped, share, seed=seed, gap=0.0, warm=warm, report=report)
        designs.append((limit, design))
        warm = design.warm
    designs.reverse()
    with one_thread():
        lines = _supports(problem, designs, budget)
    return tuple(
        Point(limit, design, price_of_a_move(design), _bound(limit, designs, chain(*lines)), own)
        for (limit, design), own in zip(_monotone(designs), lines, strict=True)
        if design.evaluation is not None
    )


def price_of_a_move(design: Design) -> float:
    """Price of one more move, in units of the objective."""
    prices = design.prices
    return float(prices.move / 2.0**prices.bits / ONE)


def _supports(
    problem: Problem, designs: Sequence[tuple[int, Design]], budget: Budget
) -> list[tuple[Support, ...]]:
    """Lines of each design, and those that fill up what neighbours leave open between them."""
    own = [support(design.prices, design.price_bound, limit) for limit, design in designs]
    found = []
    for n, line in enumerate(own):
        between: list[Support] = []
        if n + 1 < len(own):
            near = designs[n + 1][1].warm
            between = filled(problem, (line, own[n + 1]), near, budget.ended)
        found.append((line, *between))
    return found


def _bound(limit: int, designs: Sequence[tuple[int, Design]], supports: Iterable[Support]) -> int:
    """The best bound at a limit: the lines of all, and what looser limits prove."""
    looser = [design.bound for at, design in designs if at >= limit]
    return max([line.at(limit) for line in supports] + looser)


def envelope(points: Sequence[Point], limit: int) -> int:
    """Proved bound at any limit of moves between the points, millionths, without a solve."""
    designs = [(point.limit, point.design) for point in points]
    return _bound(limit, designs, chain(*(point.supports for point in points)))


def _monotone(designs: Sequence[tuple[int, Design]]) -> list[tuple[int, Design]]:
    """A design of fewer moves stands in where one of more moves is worse."""
    kept: list[tuple[int, Design]] = []
    best: Design | None = None
    for limit, design in designs:
        found = design.evaluation
        worse = best is not None and (
            found is None
            or (best.evaluation is not None and best.evaluation.objective < found.objective)
        )
        if worse and best is not None:
            design = replace(
                design, seat_of_account=best.seat_of_account, evaluation=best.evaluation
            )
        kept.append((limit, design))
        best = design if design.evaluation is not None else best
    return kept
