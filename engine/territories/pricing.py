"""Pricing every pair: the proved bound, and the pairs that belong among the columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.territories.certificate import blocks, constant, pair_values, reduced_costs
from engine.territories.columns import Columns, joined
from engine.territories.fixed_point import exact_sum
from engine.territories.screening import floors, screenable
from engine.territories.threads import side_by_side

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
    look = _near if screenable(problem) else _every

    def least(rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        account, seat, value = look(problem, prices, rows, best[rows])
        np.minimum.at(best, account, value)  # of these rows alone
        return _least(account, seat, value)

    pairs = side_by_side(least, blocks(problem))
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
    """The same, where most pairs are ruled out by a floor below their cost."""
    near = floors(problem, prices, rows) < (best / 2.0**prices.bits)[:, None]
    near &= problem.eligible(rows)
    at, seat = np.divmod(np.flatnonzero(near), problem.n_seats)
    value = pair_values(problem, prices, rows[at], seat)
    good = value < best[at]
    return rows[at[good]], seat[good], value[good]
