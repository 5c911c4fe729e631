"""Pricing every pair: the proved bound, and the pairs that belong among the columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.territories.certificate import blocks, constant, reduced_costs
from engine.territories.columns import Columns, joined
from engine.territories.fixed_point import exact_sum
from engine.territories.screening import plain, reachable, screenable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.prices import Prices
    from engine.territories.problem import Problem

MOST_NEW = 3
"""Pairs that one pricing adds for an account, at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """What a pass over every pair found."""

    bound: int
    """Proved, millionths."""
    columns: Columns
    """The columns with those that beat the best one had."""


def price_all(problem: Problem, prices: Prices, columns: Columns) -> Priced:
    """Price every eligible pair and take in those cheaper than an account's best column."""
    best = np.minimum.reduceat(
        pair_values(problem, prices, columns.account, columns.seat), columns.start
    )
    screened, pairs = screenable(problem), []
    for rows in blocks(problem):
        easy = plain(problem, rows) if screened else np.zeros(rows.size, dtype=bool)
        for part, look in ((rows[easy], _near), (rows[~easy], _every)):
            if part.size:
                account, seat, value = look(problem, prices, part, best[part])
                np.minimum.at(best, account, value)
                pairs.append(_least(account, seat, value))
    account, seat = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
    if account.size:
        columns = joined(problem, columns, account, seat)
    total = constant(problem, prices) + exact_sum(best)
    return Priced(-(-total >> prices.bits), columns)


def _least(
    account: NDArray[np.int64], seat: NDArray[np.int64], value: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The few pairs of each account that cost least: account, seat."""
    order = np.lexsort((value, account))
    account = account[order]
    new = np.arange(account.size) - np.searchsorted(account, account) < MOST_NEW
    return account[new], seat[order[new]]


def pair_values(
    problem: Problem, prices: Prices, account: NDArray[np.int64], seat: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Costs of eligible pairs after prices, as in :func:`certificate.reduced_costs`."""
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


Found = tuple["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.int64]"]


def _every(
    problem: Problem, prices: Prices, rows: NDArray[np.int64], best: NDArray[np.int64]
) -> Found:
    """Pairs of some accounts that beat the best: account, seat, cost after prices."""
    value = reduced_costs(problem, prices, rows)
    at, seat = np.nonzero(value < best[:, None])
    return rows[at], seat, value[at, seat]


def _near(
    problem: Problem, prices: Prices, rows: NDArray[np.int64], best: NDArray[np.int64]
) -> Found:
    """The same, where most pairs are ruled out by the way alone."""
    near = reachable(problem, prices, rows, best / 2.0**prices.bits)
    near &= problem.eligible(rows)
    at, seat = np.nonzero(near)
    value = pair_values(problem, prices, rows[at], seat)
    good = value < best[at]
    return rows[at[good]], seat[good], value[good]
