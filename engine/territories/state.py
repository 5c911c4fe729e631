"""A design while it is being searched: loads, moves, and what a change of one account costs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from engine.territories.evaluation import changes, seat_loads
from engine.territories.fixed_point import ONE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.columns import Columns
    from engine.territories.problem import Problem

FIRM = 1000.0
"""Under hard bands the search pays this many times the penalty for what lies outside."""


FEW = 8
"""Where less than this part of the seats changed, their columns are looked up one by one."""


class State:
    """
    A design over some columns, with the floats that the search compares.

    Differences are exact to about 1e-9 of the objective; what is reported is evaluated anew.
    """

    def __init__(self, problem: Problem, columns: Columns, design: NDArray[np.int64]) -> None:
        self.problem, self.columns = problem, columns
        self.design = design.copy()
        self.weight, self.low, self.high = (
            np.stack([getattr(m, name) for m in problem.measures]).astype(np.float64)
            for name in ("weight", "low", "high")
        )
        self.column_weight = self.weight.take(columns.account, axis=1)
        firm = FIRM if problem.hard else 1.0
        self.penalty = np.array([firm * m.penalty / ONE for m in problem.measures])
        self.base = self._base_costs()
        self.moved = columns.moved
        self.start = np.append(columns.start, len(columns))
        self.home = np.flatnonzero(columns.seat == problem.owner[columns.account])
        self.home_of = columns.account[self.home], columns.seat[self.home]
        self.at = self._positions()
        self.loads = np.stack(
            [seat_loads(m.weight, self.design, problem.n_seats) for m in problem.measures]
        ).astype(np.float64)
        gone = problem.is_move(np.arange(problem.n_accounts), self.design)
        self.moves = int(problem.counts[gone].sum())
        self.moved_potential = int(problem.potential[gone].sum())
        self.change = changes(problem, self.design, gone)
        self.tiny = 1e-9 * (abs(float(self.base[self.at].sum())) + 1.0)
        self.unpaired = np.ones(problem.n_seats, dtype=bool)
        """Seats that changed since swaps were last looked for."""
        self._stale = np.ones(problem.n_seats, dtype=bool)  # since deltas were last asked for
        self._leave = np.zeros(problem.n_accounts)
        self._delta = np.zeros(len(columns))

    def outside_cost(
        self, load: NDArray[np.float64], seat: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """What loads outside the bands cost, for some seats, shape (measures, seats)."""
        beyond = np.maximum(self.low.take(seat, axis=1) - load, 0.0)
        beyond += np.maximum(load - self.high.take(seat, axis=1), 0.0)
        beyond *= self.penalty[:, None]
        return beyond

    def outside_now(self) -> NDArray[np.float64]:
        """The same for every seat as it is, shape (measures, seats)."""
        return self.outside_cost(self.loads, np.arange(self.problem.n_seats))

    def deltas(self) -> NDArray[np.float64]:
        """
        What giving each column's account to its seat would change, all else as it is.

        Only what touches a seat that changed is computed anew; the array is the state's own.
        """
        if self._stale.any():
            leaving = np.flatnonzero(self._stale[self.design])
            self._leave[leaving] = self._leaving(leaving)
            changed = self._touching(np.flatnonzero(self._stale), leaving)
            value = self._coming(changed)
            value += self._leave[self.columns.account[changed]]
            self._delta[changed] = value
            self._delta[self.at[leaving]] = 0.0
            self._stale[:] = False
        return self._delta

    def _touching(self, seats: NDArray[np.int64], accounts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Columns of some seats and of some accounts; some of them twice."""
        if seats.size * FEW > self.problem.n_seats:
            touched = np.zeros(self.problem.n_accounts, dtype=bool)
            touched[accounts] = True
            return np.flatnonzero(self._stale[self.columns.seat] | touched[self.columns.account])
        theirs = [self.of_seats(seats)]
        theirs.append(_ranges(self.start[accounts], self.start[accounts + 1]))
        return np.concatenate(theirs)

    def of_seats(self, seats: NDArray[np.int64]) -> NDArray[np.int64]:
        """Columns of some seats, seat by seat."""
        order, start = self.by_seat
        return order[_ranges(start[seats], start[seats + 1])]

    @cached_property
    def by_seat(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Columns sorted by seat, and where each seat's begin."""
        order = np.argsort(self.columns.seat, kind="stable")
        seats = np.arange(self.problem.n_seats + 1)
        return order, np.searchsorted(self.columns.seat[order], seats)

    def objective(self) -> float:
        """Travel, moves and what lies outside the bands, as the search sees them."""
        return float(self.base[self.at].sum() + self.outside_now().sum())

    def deltas_of(self, account: int) -> NDArray[np.float64]:
        """The same for the columns of one account."""
        columns = np.arange(self.start[account], self.start[account + 1])
        value = self._coming(columns) + self._leaving(np.array([account]))
        value[self.at[account] - columns[0]] = 0.0
        return value

    def _leaving(self, accounts: NDArray[np.int64]) -> NDArray[np.float64]:
        """What is left of each account's seat without it, less what is there now."""
        seat = self.design[accounts]
        less = self.loads.take(seat, axis=1) - self.weight.take(accounts, axis=1)
        return self.against(less, seat) - self.base[self.at[accounts]]

    def _coming(self, columns: NDArray[np.int64]) -> NDArray[np.float64]:
        """What each column's seat comes to with its account more, less what is there now."""
        seat = self.columns.seat[columns]
        more = self.loads.take(seat, axis=1) + self.column_weight.take(columns, axis=1)
        return self.against(more, seat) + self.base[columns]

    def against(self, load: NDArray[np.float64], seat: NDArray[np.int64]) -> NDArray[np.float64]:
        """What some seats would cost outside their bands, less what they cost now."""
        value = self.outside_cost(load, seat)
        value -= self.outside_now().take(seat, axis=1)
        total: NDArray[np.float64] = value.sum(axis=0)
        return total

    def move_counts(self, columns: NDArray[np.int64]) -> NDArray[np.int64]:
        """By how much some columns would change the number of moved accounts."""
        return self.moved[columns] - self.moved[self.at[self.columns.account[columns]]]

    def returns(self) -> NDArray[np.int64]:
        """Columns that would take a move back, in order."""
        account, seat = self.home_of
        found: NDArray[np.int64] = self.home[self.design[account] != seat]
        return found

    def fits(self, columns: list[int]) -> bool:
        """Whether the limits hold after taking some columns, each of another account."""
        limits, moves, potential = self.problem.limits, self.moves, self.moved_potential
        for column in columns:
            account = self.columns.account[column]
            step = int(self.moved[column]) - int(self.moved[self.at[account]])
            moves += step
            if limits.moved_potential is not None and step:
                of_account = int(self.problem.potential[account])
                potential += of_account if step > 0 else -of_account
        if limits.moves is not None and moves > max(limits.moves, self.moves):
            return False
        if limits.moved_potential is not None and potential > max(
            limits.moved_potential, self.moved_potential
        ):
            return False
        allowed, change = limits.seat_change, self.change
        return allowed is None or all(
            more <= 0 or change[seat] + more <= allowed[seat]
            for seat, more in self._more_change(columns).items()
        )

    def _more_change(self, columns: list[int]) -> dict[int, int]:
        """By how much some columns would change what seats gave and took; those touched alone."""
        more: dict[int, int] = {}
        for column in columns:
            account = self.columns.account[column]
            owner, count = int(self.problem.owner[account]), int(self.problem.counts[account])
            if owner < 0:
                continue
            for seat, sign in (
                (int(self.design[account]), -1),
                (int(self.columns.seat[column]), 1),
            ):
                if seat != owner:
                    more[seat] = more.get(seat, 0) + sign * count
                    more[owner] = more.get(owner, 0) + sign * count
        return more

    def take(self, column: int) -> None:
        """Give a column's account to its seat."""
        account, seat = self.columns.account[column], self.columns.seat[column]
        old, owner = self.design[account], self.problem.owner[account]
        step = int(self.moved[column] - self.moved[self.at[account]])
        weight = self.weight[:, account]
        self.loads[:, old] -= weight
        self.loads[:, seat] += weight
        self.moves += step
        self.moved_potential += int(np.sign(step)) * int(self.problem.potential[account])
        if owner >= 0:
            for place, sign in ((old, -1), (seat, 1)):
                if place != owner:
                    self.change[[place, owner]] += sign * int(self.problem.counts[account])
        self.design[account] = seat
        self.at[account] = column
        for place in (old, seat):
            self._stale[place] = self.unpaired[place] = True

    def _positions(self) -> NDArray[np.int64]:
        """Column of each account's seat; it must be among the columns."""
        key = self.columns.account * self.problem.n_seats + self.columns.seat
        wanted = np.arange(self.problem.n_accounts) * self.problem.n_seats + self.design
        at = np.searchsorted(key, wanted)
        assert (key[np.minimum(at, key.size - 1)] == wanted).all()
        return at

    def _base_costs(self) -> NDArray[np.float64]:
        """Travel and moves of each column, without what a giant leaves outside the band."""
        cost = self.columns.cost.astype(np.float64)
        if not self.problem.hard:
            beyond = self.column_weight - self.high.take(self.columns.seat, axis=1)
            cost -= self.penalty @ np.maximum(beyond, 0.0)
        return cost


def _ranges(start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
    """Whole numbers from each start to before its end, one after the other."""
    count = end - start
    first = np.repeat(start - np.cumsum(count) + count, count)
    return first + np.arange(first.size)
