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

from engine.territories.boxes import within_boxes
from engine.territories.fixed_point import exact_sum
from engine.territories.screening import floors, screenable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engine.territories.prices import Prices
    from engine.territories.problem import Problem

NEVER = np.iinfo(np.int64).max
"""Reduced cost of a seat that an account may not have."""

_BLOCK = 1 << 19  # pairs looked at together: few enough to stay near the processor


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
        large = np.flatnonzero(weight > min(measure.low.min(), measure.high.min()))
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


def pair_values(
    problem: Problem, prices: Prices, account: NDArray[np.int64], seat: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The same as :func:`reduced_costs` for single eligible pairs."""
    value = problem.pair_costs(account, seat) << prices.bits
    for measure, low, high in zip(problem.measures, prices.low, prices.high, strict=True):
        weight = measure.weight[account]
        value += high[seat] * np.minimum(weight, measure.high[seat])
        value -= low[seat] * np.minimum(weight, measure.low[seat])
    gone = np.flatnonzero(problem.is_move(account, seat))
    here, own = account[gone], problem.owner[account[gone]]
    each = prices.move + prices.seat_change[own] + prices.seat_change[seat[gone]]
    value[gone] += problem.counts[here] * each
    value[gone] += prices.moved_potential * problem.potential[here]
    return value


def least(problem: Problem, prices: Prices, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Cost after prices of the cheapest eligible seat of each of some accounts, exact."""
    if not screenable(problem):
        every: NDArray[np.int64] = reduced_costs(problem, prices, rows).min(axis=1)
        return every
    floor = np.where(problem.eligible(rows), floors(problem, prices, rows), np.inf)
    seat = floor.argmin(axis=1)
    best = pair_values(problem, prices, rows, seat)
    best[floor[np.arange(rows.size), seat] == np.inf] = NEVER
    at, seat = np.nonzero(floor < (best / 2.0**prices.bits)[:, None])
    np.minimum.at(best, at, pair_values(problem, prices, rows[at], seat))
    return best


def bound(problem: Problem, prices: Prices) -> int | None:
    """Proved lower bound in millionths; ``None`` where the prices prove nothing."""
    if not within_boxes(problem, prices):
        return None
    total = constant(problem, prices)
    for rows in blocks(problem):
        total += exact_sum(least(problem, prices, rows))
    return -(-total >> prices.bits)  # a design costs whole millionths, so up is safe
