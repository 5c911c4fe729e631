"""The coupling rules as scaled rows over some columns: what prices multiply."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix

from engine.territories.boxes import MOST_BITS, dearest
from engine.territories.fixed_point import ONE
from engine.territories.prices import Prices

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.columns import Columns
    from engine.territories.problem import Problem


FAR_ABOVE = 1e6
"""Spreads of cost that no price of a rule without penalty exceeds."""


class Rows:
    """
    Bands, moves and changes of seats, in units in which all prices are of one size.

    A price point holds the low prices (measures x seats), the high prices (the same), then
    one price for each limit that is set: moves, potential moved, change of each seat. A low
    price multiplies ``min(weight, low)``, a high price ``min(weight, high)``: no design gains
    or loses by that, and the bound is higher.
    """

    def __init__(self, problem: Problem, columns: Columns) -> None:
        self.problem, self.columns = problem, columns
        seats, measures, limits = problem.n_seats, len(problem.measures), problem.limits
        self.seats, self.measures = seats, measures
        self.cost = columns.cost.astype(np.float64)
        self.spread = _spread(self.cost, columns)
        self.unit = np.array([max(1.0, m.weight.mean()) for m in problem.measures])
        self.softness = self._softness()
        self.potential_unit = max(1.0, problem.potential.mean())
        self.band = 2 * measures * seats
        self.has = (
            limits.moves is not None,
            limits.moved_potential is not None,
            limits.seat_change is not None,
        )
        self.rhs = self._right_sides()
        self.n = self.rhs.size
        self.ceiling = self._ceiling()

    def reduced(self, point: NDArray[np.float64]) -> NDArray[np.float64]:
        """Cost of each column after prices, millionths."""
        value: NDArray[np.float64] = self.by_column @ point
        value += self.cost
        return value

    def activity(self, share: NDArray[np.float64]) -> NDArray[np.float64]:
        """How much of each row some shares of the columns take, signed as in the dual."""
        taken: NDArray[np.float64] = self.by_column.T @ share
        return taken

    @property
    def parts(self) -> NDArray[np.float64]:
        """
        Each column's part in the few rows that it touches, shape (columns, parts).

        The first parts are those of the bands: what fills the low ends, below zero, then what
        takes room under the high ends.
        """
        parts: NDArray[np.float64] = self.by_column.data.reshape(len(self.columns), -1)
        return parts

    @cached_property
    def by_column(self) -> csr_matrix:
        """How much of each row a column takes, signed as in the dual, shape (columns, rows)."""
        problem, columns = self.problem, self.columns
        account, seat, moved = columns.account, columns.seat, columns.moved
        parts: list[NDArray[Any]] = []
        rows: list[NDArray[Any]] = []
        for sign, end in ((-1.0, "low"), (1.0, "high")):
            for measure, unit in zip(problem.measures, self.unit, strict=True):
                most = getattr(measure, end)[seat]
                parts.append(sign / unit * np.minimum(measure.weight[account], most))
                rows.append(len(rows) * self.seats + seat)
        potential = np.where(moved > 0, problem.potential[account], 0) / self.potential_unit
        row = self.band
        for part, there in zip((moved, potential), self.has[:2], strict=True):
            if there:
                parts.append(part)
                rows.append(np.full(len(columns), row))
                row += 1
        if self.has[2]:
            parts += [moved, moved]
            rows += [row + seat, row + np.maximum(problem.owner[account], 0)]
        data, at = np.stack(parts, axis=1, dtype=np.float64), np.stack(rows, axis=1)
        start = np.arange(0, data.size + 1, data.shape[1])
        shape = (len(columns), self.rhs.size)
        return csr_matrix((data.ravel(), at.ravel(), start), shape=shape)

    def clip(self, point: NDArray[np.float64] | None) -> NDArray[np.float64]:
        """A price point of this size within its boxes; zero where there was none."""
        if point is None or point.size != self.n:
            return np.zeros(self.n)
        return np.clip(point, 0.0, self.ceiling)

    def prices(self, point: NDArray[np.float64], bits: int | None = None) -> Prices:
        """The point as whole prices, within their boxes; as fine as they may be, or as told."""
        problem = self.problem
        if self.has[0] and not problem.hard:
            point = point.copy()
            point[self.band] = min(point[self.band], self.most_of_a_move)
        bits = price_bits(self, point) if bits is None else bits
        bands = np.clip(point[: self.band], 0.0, None).reshape(2, self.measures, self.seats)
        whole = np.rint(bands / self.unit[:, None] * 2.0**bits).astype(np.int64)
        if not problem.hard:
            dearest = [(m.penalty << bits) // ONE for m in problem.measures]
            whole = np.minimum(whole, np.array(dearest)[:, None])
        rest = list(np.clip(point[self.band :], 0.0, None) * 2.0**bits)
        move = round(rest.pop(0)) if self.has[0] else 0
        potential = round(rest.pop(0) / self.potential_unit) if self.has[1] else 0
        change = np.rint(rest) if self.has[2] else np.zeros(self.seats)
        return Prices(bits, whole[0], whole[1], move, potential, change.astype(np.int64))

    @cached_property
    def most_of_a_move(self) -> float:
        """
        What no move gains more than, millionths, where bands may be left at a price.

        Under a limit of nearly none the price of a move may run far away, for nothing, and the
        prices of bands beside it could not be written finely.
        """
        start, account = self.columns.start, self.columns.account
        gain = np.maximum.reduceat(self.cost, start) - np.minimum.reduceat(self.cost, start)
        for measure in self.problem.measures:
            gain += 2.0 * measure.penalty / ONE * measure.weight[account[start]]
        return float(gain.max())

    def _softness(self) -> NDArray[np.float64]:
        """Smoothing of each account beside the others': half as all, half by its weight."""
        weights = [m.weight / u for m, u in zip(self.problem.measures, self.unit, strict=True)]
        mean: NDArray[np.float64] = np.mean(weights, axis=0)
        return 0.5 + 0.5 * mean

    def _right_sides(self) -> NDArray[np.float64]:
        measures, limits = self.problem.measures, self.problem.limits
        parts = [m.low / unit for m, unit in zip(measures, self.unit, strict=True)]
        parts += [-m.high / unit for m, unit in zip(measures, self.unit, strict=True)]
        if limits.moves is not None:
            parts.append(np.array([-float(limits.moves)]))
        if limits.moved_potential is not None:
            parts.append(np.array([-limits.moved_potential / self.potential_unit]))
        if limits.seat_change is not None:
            parts.append(-limits.seat_change.astype(np.float64))
        return np.concatenate(parts)

    def _ceiling(self) -> NDArray[np.float64]:
        """Largest price of each row: the penalty for a band, else far above any that matters."""
        ceiling = np.full(self.n, FAR_ABOVE * self.spread)
        if not self.problem.hard:
            dearest = [
                np.full(self.seats, m.penalty / ONE * unit)
                for m, unit in zip(self.problem.measures, self.unit, strict=True)
            ]
            ceiling[: self.band] = np.concatenate(dearest * 2)
        return ceiling


def price_bits(rows: Rows, point: NDArray[np.float64]) -> int:
    """How fine these prices may be written without a reduced cost leaving 64 bits."""
    problem, bands = rows.problem, point[: rows.band].reshape(2, rows.measures, rows.seats)
    largest = 2.0 * float(rows.cost.max(initial=1.0)) + dearest(problem)
    for a, measure in enumerate(problem.measures):
        weight = float(min(measure.weight.max(), measure.high.max()))
        largest += 2.0 * weight * float(bands[:, a].max()) / rows.unit[a]
    rest = point[rows.band :]
    largest += (
        4.0
        * float(rest.max(initial=0.0))
        * max(float(problem.counts.max()), float(problem.potential.max()) / rows.potential_unit)
    )
    return int(np.clip(61 - np.ceil(np.log2(largest + 1.0)), 0, MOST_BITS))


def _spread(cost: NDArray[np.float64], columns: Columns) -> float:
    """How far the costs of an account's columns lie apart, on average, millionths."""
    least = np.minimum.reduceat(cost, columns.start)
    total = np.add.reduceat(cost, columns.start)
    count = np.diff(np.append(columns.start, len(columns)))
    return float(np.mean(total / count - least)) or 1.0
