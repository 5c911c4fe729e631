"""Worths of accounts that raise the bound: seat by seat, large accounts whole or not at all.

The prices of one relaxation let a large account be divided between seats that could never
share it. Here each seat solves its own small problem, in which the accounts that it would
divide are followed both ways; what too many seats take then falls in worth, what none takes
rises.
Source: as in :mod:`engine.territories.by_seats`; steps after Polyak (1969).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.territories.by_seats import SeatProof, bound_by_seats, gains
from engine.territories.certificate import blocks, reduced_costs
from engine.territories.columns import joined
from engine.territories.rows import Rows, price_bits
from engine.territories.seat_share import SeatShare

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.budget import Budget
    from engine.territories.columns import Columns
    from engine.territories.problem import Problem

STEP = 0.05
"""Share of the way to the design at hand for which a step of the worths aims."""

PATIENCE = 4
"""Steps without gain after which the next ones start from the best worths and are half as long."""

CHECKED = 8
"""Steps after which every pair is asked whether it belongs among the columns."""

LITTLE = 0.01
"""Share of the gap that a go at the worths must close for another to be worth its time."""

FAR = 1e3
"""Worth of an account with one seat, above that seat's cost, in spreads of cost."""


_FLAT = 1e-9  # slope below which worths are as good as they get


class Worths:
    """Climbs by steps of the worths, and keeps the best proof."""

    def __init__(
        self, problem: Problem, columns: Columns, point: NDArray[np.float64], budget: Budget
    ) -> None:
        self.problem, self.point, self.budget = problem, point, budget
        self.size = STEP
        rows = Rows(problem, columns)
        self.spread = rows.spread  # the unit of worths and lines, whatever columns join
        self.worth = _half_way(rows, point)
        lines = point[: rows.band].reshape(-1, rows.seats) / self.spread
        self._over(rows, [([lines[:, seat]], ()) for seat in range(rows.seats)])

    def climb(self, objective: int, enough: int) -> tuple[int, SeatProof | None]:
        """
        Step until the bound is high enough or the budget ends.

        Parameters
        ----------
        objective : int
            Of the best design at hand, millionths.
        enough : int
            The bound at which to stop, millionths.

        Returns
        -------
        tuple of int and SeatProof or None
            The bound proved over all pairs, millionths, and its proof; ``None`` where nothing
            was proved.
        """
        bound, kept, more = 0, None, True
        while more and bound < enough:
            before = bound
            proof, flat = self._leg(objective / self.spread)
            proved = bound_by_seats(self.problem, proof)
            if proved is not None and proved > bound:
                bound, kept = proved, proof
            tired = not flat and bound - before <= LITTLE * (objective - bound)
            more = not (tired or self.budget.spent()) and (self._take_in(proof) or not flat)
        return bound, kept

    def _leg(self, objective: float) -> tuple[SeatProof, bool]:
        """Some steps over the columns at hand: the best proof, and whether no more would help."""
        total, slope = self._evaluated()
        best, worth, proof, idle = total, self.worth, self._proof(), 0
        for _ in range(CHECKED):
            steep = float(slope @ slope)
            if steep < _FLAT or not self.budget.next_round():
                return proof, steep < _FLAT
            ahead = self.size * max(objective - total, 0.0) / steep
            self.worth = self.worth + ahead * slope
            total, slope = self._evaluated()
            idle += 1
            if total > best and not self.budget.ended():
                best, worth, proof, idle = total, self.worth, self._proof(), 0
            elif idle >= PATIENCE:
                self.worth, self.size, idle = worth, self.size / 2, 0
                total, slope = self._evaluated()
        self.worth = worth
        return proof, False

    def _evaluated(self) -> tuple[float, NDArray[np.float64]]:
        """The bound over the columns, in spreads, and by how much each account is left over."""
        cost = self.base - self.worth[self.account]
        total, taken = float(self.worth.sum()) - self.limits, np.zeros(cost.size)
        for seat in self.seats:
            least, taken[seat.columns] = seat.least(cost[seat.columns], self.budget.ended)
            total += least
        count = np.bincount(self.account, taken, self.problem.n_accounts)
        return total, 1.0 - count.astype(np.float64)

    def _over(
        self, rows: Rows, kept: list[tuple[list[NDArray[np.float64]], tuple[int, ...]]]
    ) -> None:
        """State the seats' problems over some columns; lines and accounts followed are kept."""
        moves = self.point.copy()
        moves[: rows.band] = 0.0
        self.rows, self.account = rows, rows.columns.account
        self.base = rows.reduced(moves) / self.spread
        self.limits = -float(rows.rhs @ moves) / self.spread
        order = np.argsort(rows.columns.seat, kind="stable")
        ends = np.searchsorted(rows.columns.seat[order], np.arange(1, rows.seats))
        weight = -rows.parts[:, : 2 * rows.measures]
        band = rows.rhs[: rows.band].reshape(-1, rows.seats)
        ceiling = rows.ceiling[: rows.band].reshape(-1, rows.seats) / self.spread
        self.seats = []
        for seat, here in enumerate(np.split(order, ends)):
            lines, accounts = kept[seat]
            whole = np.searchsorted(self.account[here], np.array(accounts, dtype=np.int64))
            self.seats.append(
                SeatShare(
                    here, weight[here], band[:, seat], ceiling[:, seat], lines, whole.tolist()
                )
            )

    def _proof(self) -> SeatProof:
        """What the seats hold now, in whole numbers."""
        rows, points = self.rows, []
        for n in range(max(len(seat.lines) for seat in self.seats)):
            lines = [seat.lines[min(n, len(seat.lines) - 1)] for seat in self.seats]
            point = self.point.copy()
            point[: rows.band] = np.stack(lines, axis=1).ravel() * self.spread
            points.append(point)
        bits = min(price_bits(rows, point) for point in points)
        worth = np.rint(self.worth * self.spread).astype(np.int64)
        whole = tuple(tuple(self._accounts(seat)) for seat in self.seats)
        return SeatProof(worth, tuple(rows.prices(point, bits) for point in points), whole)

    def _accounts(self, seat: SeatShare) -> list[int]:
        """Accounts that a seat follows both ways."""
        found: list[int] = self.account[seat.columns[seat.whole]].tolist()
        return found

    def _take_in(self, proof: SeatProof) -> bool:
        """Add the pairs that gain on some line and are not among the columns; whether any do."""
        columns, n = self.rows.columns, self.problem.n_seats
        keys = []
        for prices in proof.lines:
            for rows, gain in gains(self.problem, proof, prices):
                account, seat = np.nonzero(gain < 0)
                keys.append((rows[0] + account) * n + seat)
        more = np.setdiff1d(np.concatenate(keys), columns.account * n + columns.seat)
        if more.size:
            kept = [(seat.lines, tuple(self._accounts(seat))) for seat in self.seats]
            wider = joined(self.problem, columns, more // n, more % n)
            self._over(Rows(self.problem, wider), kept)
        return bool(more.size)


def _half_way(rows: Rows, point: NDArray[np.float64]) -> NDArray[np.float64]:
    """Half way between each account's best seat and its second, after prices, in spreads."""
    prices, found = rows.prices(point), []
    for accounts in blocks(rows.problem):
        value = reduced_costs(rows.problem, prices, accounts)
        two = np.partition(value, min(1, value.shape[1] - 1), axis=1)[:, :2]
        near = two.astype(np.float64) / 2.0**prices.bits / rows.spread
        second = np.minimum(near[:, -1], near[:, 0] + FAR)
        found.append((near[:, 0] + second) / 2)
    return np.concatenate(found)
