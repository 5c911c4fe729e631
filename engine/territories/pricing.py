"""Pricing every pair: the proved bound, and the pairs that belong among the columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.territories.certificate import NEVER, blocks, constant, reduced_costs
from engine.territories.columns import Columns, joined
from engine.territories.fixed_point import exact_sum

if TYPE_CHECKING:
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
    total = constant(problem, prices)
    accounts, seats = [], []
    ends = np.append(columns.start, len(columns))
    for rows in blocks(problem):
        value = reduced_costs(problem, prices, rows)
        total += exact_sum(value.min(axis=1))
        part = slice(ends[rows[0]], ends[rows[-1] + 1])
        at = columns.account[part] - rows[0], columns.seat[part]
        known = np.minimum.reduceat(value[at], columns.start[rows] - ends[rows[0]])
        value[at] = NEVER
        better = np.flatnonzero((value < known[:, None]).any(axis=1))
        if better.size:
            count = min(MOST_NEW, problem.n_seats)
            near = np.argpartition(value[better], count - 1, axis=1)[:, :count]
            good = np.take_along_axis(value[better], near, axis=1) < known[better, None]
            accounts.append(np.repeat(rows[better], count)[good.ravel()])
            seats.append(near.ravel()[good.ravel()])
    if accounts:
        columns = joined(problem, columns, np.concatenate(accounts), np.concatenate(seats))
    return Priced(-(-total >> prices.bits), columns)
