"""Which prices may prove a bound: within their boxes, and small enough for whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.territories.fixed_point import ONE
from engine.territories.places import EARTH_RADIUS

if TYPE_CHECKING:
    from engine.territories.families import JoinedTravel
    from engine.territories.places import Travel
    from engine.territories.prices import Prices
    from engine.territories.problem import Problem
    from engine.territories.suitability import SuitedTravel

MOST_BITS = 40
"""How fine prices may be written."""

_ROOM = 1 << 62  # what no reduced cost may reach


def within_boxes(problem: Problem, prices: Prices) -> bool:
    """
    Whether the prices may be used.

    They fit the problem, none is negative, above its penalty or for no limit, and no reduced
    cost leaves 64 bits.
    """
    limits, every = problem.limits, (prices.low, prices.high, prices.seat_change)
    bands, seats = (len(problem.measures), problem.n_seats), (problem.n_seats,)
    if [p.shape for p in every] != [bands, bands, seats]:
        return False
    if not (isinstance(prices.bits, int) and 0 <= prices.bits <= MOST_BITS):
        return False
    if min(prices.move, prices.moved_potential, *(int(p.min(initial=0)) for p in every)) < 0:
        return False
    if max(prices.move, prices.moved_potential, *(int(p.max(initial=0)) for p in every)) >= _ROOM:
        return False  # even where it is for nothing: two of them may be added
    if _largest(problem, prices) >= _ROOM:
        return False
    for measure, low, high in zip(problem.measures, prices.low, prices.high, strict=True):
        dearest = (measure.penalty << prices.bits) // ONE
        if not problem.hard and int(max(low.max(), high.max())) > dearest:
            return False
    unlimited = limits.moves is None and prices.move > 0
    unlimited |= limits.moved_potential is None and prices.moved_potential > 0
    return not (unlimited or (limits.seat_change is None and prices.seat_change.any()))


def _largest(problem: Problem, prices: Prices) -> int:
    """What no reduced cost exceeds, for prices that are not negative."""
    largest = int(dearest(problem) + 1) << prices.bits
    for measure, low, high in zip(problem.measures, prices.low, prices.high, strict=True):
        heaviest = int(measure.weight.max())
        largest += int(low.max()) * min(heaviest, int(measure.low.max()))
        largest += int(high.max()) * min(heaviest, int(measure.high.max()))
    largest += int(problem.counts.max()) * (prices.move + 2 * int(prices.seat_change.max()))
    return largest + int(problem.potential.max()) * prices.moved_potential


def longest(travel: Travel | SuitedTravel | JoinedTravel) -> float:
    """What no way costs more than, millionths."""
    if travel.table is not None:
        far = float(travel.table.max())
    elif travel.accounts is None:
        far = 0.0
    else:
        far = np.pi * EARTH_RADIUS * ONE
    return far * float(travel.per_distance.max())


def dearest(problem: Problem) -> float:
    """A cost that no pair exceeds, millionths."""
    travel = problem.travel
    unavoidable = sum(
        m.penalty / ONE * float(max(0, m.weight.max() - m.high.min())) for m in problem.measures
    )
    return longest(travel) + float(problem.move_cost.max()) + unavoidable + travel.most
