"""The dual with soft minima over some columns: its value and its slope at a price point.

Accounts with alike many columns lie side by side, the columns of each one below the other, so
that what is done for all accounts is done a row at a time; a weight multiplies the difference
of the two prices of its seat, but for what of a large account lies beyond a band.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engine.territories.rows import Rows

A_BLOCK = 3_000
"""Columns that take as long as what each block takes beside its columns."""

MOST = 1 << 17
"""Columns of a block at most: few enough to stay near the processor."""

_NEVER = np.float32(1e30)  # what a column that only fills up a list costs


class SmoothedDual:
    """The smoothed dual; costs and prices in spreads of cost."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.blocks = [_Block(rows, accounts, deep) for accounts, deep in _alike(rows)]

    def value(
        self, point: NDArray[np.float64], smoothing: float
    ) -> tuple[float, NDArray[np.float64]]:
        """Negative dual value and its slope."""
        slope = self.rows.rhs.copy()
        worth = float(self.rows.rhs @ point)
        for block in self.blocks:
            worth += block.value(point, smoothing, slope)
        return -worth, -slope


class _Large(NamedTuple):
    """Columns whose seat has a low end below the account's weight, in one measure."""

    measure: int
    at: NDArray[np.int64]
    seat: NDArray[np.int64]
    under: NDArray[np.float64]
    """Weight beyond the lower end, which no low price pays."""
    over: NDArray[np.float64]
    """Weight beyond the upper end, which no high price asks."""


class _Block:
    """
    Some accounts and their columns, shape (most columns of one, accounts), in single floats.

    Shares need no more than those, and half the bytes are done in half the time. An account
    with fewer columns has its first one again, at a cost at which it is never taken.
    """

    def __init__(self, rows: Rows, accounts: NDArray[np.int64], deep: int) -> None:
        problem, columns = rows.problem, rows.columns
        count = np.diff(columns.start, append=len(columns))[accounts]
        row = np.arange(deep)[:, None]
        at = columns.start[accounts] + np.where(row < count, row, 0)
        self.rows, self.shape = rows, at.shape
        self.seat = columns.seat[at].ravel()
        self.cost = (rows.cost[at] / rows.spread).astype(np.float32)
        self.cost[row >= count] = _NEVER
        self.weight = [
            (m.weight[accounts] / unit).astype(np.float32)
            for m, unit in zip(problem.measures, rows.unit, strict=True)
        ]
        self.softness = rows.softness[accounts]
        self.firm = (-1 / self.softness).astype(np.float32)
        self.large = list(self._large(accounts))
        self.moved = columns.moved[at].astype(np.float32)
        self.owner = np.maximum(problem.owner[accounts], 0)
        potential = (problem.potential[accounts] / rows.potential_unit).astype(np.float32)
        gone = np.where(self.moved > 0, potential, np.float32(0))
        self.paid = [p for p, has in zip((self.moved, gone), rows.has[:2], strict=True) if has]

    def value(
        self, point: NDArray[np.float64], smoothing: float, slope: NDArray[np.float64]
    ) -> float:
        """What the accounts cost at least after prices; adds, in place, to the slope."""
        share = self._reduced(point)
        least = share.min(axis=0)
        share -= least
        share *= self.firm / np.float32(smoothing)
        np.exp(share, out=share)
        total = share.sum(axis=0)
        share *= 1 / total
        self._take(share, slope)
        return float(least.sum(dtype=np.float64) - smoothing * (self.softness @ np.log(total)))

    def _reduced(self, point: NDArray[np.float64]) -> NDArray[np.float32]:
        """Cost of each column after prices."""
        rows = self.rows
        low, high = point[: rows.band].reshape(2, rows.measures, rows.seats)
        net, rest = (high - low).astype(np.float32), point[rows.band :].astype(np.float32)
        reduced = self.cost.copy()
        for price, weight in zip(net, self.weight, strict=True):
            part = price.take(self.seat).reshape(self.shape)
            part *= weight
            reduced += part
        for a, at, seat, under, over in self.large:
            reduced.reshape(-1)[at] += under * low[a, seat] - over * high[a, seat]
        for price, amount in zip(rest, self.paid, strict=False):
            reduced += price * amount
        if rows.has[2]:
            change = rest[len(self.paid) :]
            reduced += (
                change.take(self.seat).reshape(self.shape) + change[self.owner]
            ) * self.moved
        return reduced

    def _take(self, share: NDArray[np.float32], slope: NDArray[np.float64]) -> None:
        """Add how much of each row some shares of the columns take, signed as in the dual."""
        rows = self.rows
        low, high = slope[: rows.band].reshape(2, rows.measures, rows.seats)
        for a, weight in enumerate(self.weight):
            taken = self._by_seat(share * weight)
            low[a] -= taken
            high[a] += taken
        for a, at, seat, under, over in self.large:
            part = share.reshape(-1)[at]
            low[a] += np.bincount(seat, part * under, rows.seats)
            high[a] -= np.bincount(seat, part * over, rows.seats)
        rest = slope[rows.band :]
        for row, amount in enumerate(self.paid):
            rest[row] += np.vdot(share, amount)
        if rows.has[2]:
            change, moved = rest[len(self.paid) :], share * self.moved
            change += self._by_seat(moved)
            change += np.bincount(self.owner, moved.sum(axis=0), rows.seats)

    def _by_seat(self, amount: NDArray[np.float32]) -> NDArray[np.float64]:
        """Some amounts of the columns, added up for each seat."""
        total = np.zeros(self.rows.seats)
        np.add.at(total, self.seat, amount.ravel().astype(np.float64))  # sooner than a bincount
        return total

    def _large(self, accounts: NDArray[np.int64]) -> Iterator[_Large]:
        """The columns whose seat has a low end below the account's weight, measure by measure."""
        for a, measure in enumerate(self.rows.problem.measures):
            weight, unit = np.tile(measure.weight[accounts], self.shape[0]), self.rows.unit[a]
            at = np.flatnonzero(weight > measure.low[self.seat])
            if not at.size:
                continue
            seat, weight = self.seat[at], weight[at]
            under = (weight - measure.low[seat]) / unit
            yield _Large(a, at, seat, under, np.maximum(weight - measure.high[seat], 0) / unit)


def _alike(rows: Rows) -> Iterator[tuple[NDArray[np.int64], int]]:
    """Accounts of each block in order of how many columns they have, and the most of one."""
    count = np.diff(rows.columns.start, append=len(rows.columns))
    order, (lengths, many) = np.argsort(count, kind="stable"), np.unique(count, return_counts=True)
    first = 0
    for deep, last in zip(*_cuts(lengths.tolist(), np.cumsum(many).tolist()), strict=True):
        step = max(1, MOST // deep)
        for at in range(first, last, step):
            yield order[at : min(at + step, last)], deep
        first = last


def _cuts(lengths: list[int], upto: list[int]) -> tuple[list[int], list[int]]:
    """Lengths to fill up to, and the accounts until there, for the least work in all."""
    best: list[tuple[int, int]] = [(0, 0)]  # work so far, and where the block before ended
    ends = [0, *upto]
    for j, length in enumerate(lengths, start=1):
        best.append(min((best[i][0] + A_BLOCK + length * (ends[j] - ends[i]), i) for i in range(j)))
    cuts, j = [], len(lengths)
    while j:
        cuts.append(j)
        j = best[j][1]
    cuts.reverse()
    return [lengths[j - 1] for j in cuts], [ends[j] for j in cuts]
