"""The proof of a bound: prices, and one pass of whole numbers over every eligible pair.

For any prices within their boxes no design costs less than

    sum over accounts of min over eligible seats [cost - low price x min(weight, low)
        + high price x min(weight, high) + moved x (price of a move + ...)]
    + low prices x lows - high prices x highs - move price x most moves - ...

so whoever has the problem and the prices can check the bound without any solver.
Source: Lagrangian duality; Neumaier and Shcherbina (2004) for the idea of safe bounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.territories.fixed_point import ONE, exact_sum
from engine.territories.places import EARTH_RADIUS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engine.territories.prices import Prices
    from engine.territories.problem import Problem

NEVER = np.iinfo(np.int64).max
"""Reduced cost of a seat that an account may not have."""

MOST_BITS = 40
"""How fine prices may be written."""

_BLOCK = 1_000_000  # pairs looked at together

_ROOM = 1 << 62  # what no reduced cost may reach


def blocks(problem: Problem) -> Iterator[NDArray[np.int64]]:
    """Accounts in slices small enough to hold a row of seats for each."""
    step = max(1, _BLOCK // problem.n_seats)
    for start in range(0, problem.n_accounts, step):
        yield np.arange(start, min(start + step, problem.n_accounts))


def reduced_costs(problem: Problem, prices: Prices, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Cost of each pair after prices, shape (len(rows), seats); ``NEVER`` where not eligible."""
    value = problem.costs(rows) << prices.bits
    for measure, low, high in zip(problem.measures, prices.low, prices.high, strict=True):
        weight = measure.weight[rows]
        large = np.flatnonzero(weight > measure.low.min())
        tight = high * np.minimum(weight[large, None], measure.high)
        tight -= low * np.minimum(weight[large, None], measure.low)
        value[large] += tight - weight[large, None] * (high - low)
        value += weight[:, None] * (high - low)
    own = problem.owner[rows]
    held = np.flatnonzero(own >= 0)
    count = problem.counts[rows[held]]
    leaving = count * (prices.move + prices.seat_change[own[held]])
    leaving += prices.moved_potential * problem.potential[rows[held]]
    stays = value[held, own[held]]
    value[held] += count[:, None] * prices.seat_change + leaving[:, None]
    value[held, own[held]] = stays
    value[~problem.eligible(rows)] = NEVER
    return value


def constant(problem: Problem, prices: Prices) -> int:
    """The part of the bound that no account changes."""
    total = 0
    for measure, low, high in zip(problem.measures, prices.low, prices.high, strict=True):
        total += sum(int(p) * int(w) for p, w in zip(low, measure.low, strict=True))
        total -= sum(int(p) * int(w) for p, w in zip(high, measure.high, strict=True))
    return total - limits_of(problem, prices)


def limits_of(problem: Problem, prices: Prices) -> int:
    """What the limits come to at their prices."""
    limits = problem.limits
    total = prices.move * (limits.moves or 0)
    total += prices.moved_potential * (limits.moved_potential or 0)
    if limits.seat_change is not None:
        total += sum(
            int(p) * int(w) for p, w in zip(prices.seat_change, limits.seat_change, strict=True)
        )
    return total


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


def dearest(problem: Problem) -> float:
    """A cost that no pair exceeds, millionths."""
    travel = problem.travel
    if travel.table is not None:
        far = float(travel.table.max())
    elif travel.accounts is None:
        far = 0.0
    else:
        far = np.pi * EARTH_RADIUS * ONE
    unavoidable = sum(
        m.penalty / ONE * float(max(0, m.weight.max() - m.high.min())) for m in problem.measures
    )
    return (
        far * float(travel.per_distance.max())
        + float(problem.move_cost.max())
        + unavoidable
        + travel.most
    )


def bound(problem: Problem, prices: Prices) -> int | None:
    """Proved lower bound in millionths; ``None`` where the prices prove nothing."""
    if not within_boxes(problem, prices):
        return None
    total = constant(problem, prices)
    for rows in blocks(problem):
        total += exact_sum(reduced_costs(problem, prices, rows).min(axis=1))
    return -(-total >> prices.bits)  # a design costs whole millionths, so up is safe
