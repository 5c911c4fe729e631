"""Candidate pairs: the few seats for each account that the search looks at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from engine.territories.certificate import blocks
from engine.territories.prices import no_prices
from engine.territories.screening import floors, screenable
from engine.territories.threads import side_by_side

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.problem import Problem

NEAREST = 6
"""Cheapest seats of each account taken to begin with, beside its own."""

_FORBIDDEN = np.int64(1) << 61


@dataclass(frozen=True, eq=False)
class Columns:
    """Pairs of account and seat, sorted by account, then seat."""

    account: NDArray[np.int64]
    seat: NDArray[np.int64]
    cost: NDArray[np.int64]
    """Millionths, as in :meth:`Problem.costs`."""
    moved: NDArray[np.int64]
    """Accounts that change seat with it."""

    @cached_property
    def start(self) -> NDArray[np.int64]:
        """Where each account's pairs begin, shape (accounts,); every account has one."""
        return np.flatnonzero(np.diff(self.account, prepend=-1))

    def __len__(self) -> int:
        """Number of pairs."""
        return self.account.size


def make_columns(problem: Problem, account: NDArray[np.int64], seat: NDArray[np.int64]) -> Columns:
    """Columns of some eligible pairs; repeated ones count once."""
    key = np.sort(account * problem.n_seats + seat)
    key = key[np.flatnonzero(np.diff(key, prepend=-1))]
    account, seat = key // problem.n_seats, key % problem.n_seats
    moved = np.where(problem.is_move(account, seat), problem.counts[account], 0)
    return Columns(account, seat, problem.pair_costs(account, seat), moved)


def cheapest(problem: Problem, count: int = NEAREST) -> Columns:
    """The cheapest eligible seats of each account, and the one it has."""
    screened, free = screenable(problem), no_prices(problem)
    count = min(count, problem.n_seats)

    def nearest(rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        cost = floors(problem, free, rows) if screened else problem.costs(rows)
        cost = np.where(problem.eligible(rows), cost, _FORBIDDEN)
        near = np.argpartition(cost, count - 1, axis=1)[:, :count]
        good = np.take_along_axis(cost, near, axis=1) < _FORBIDDEN
        return np.repeat(rows, count)[good.ravel()], near.ravel()[good.ravel()]

    held = np.flatnonzero(problem.owned)
    held = held[problem.may_have(held, problem.owner[held])]
    found = [*side_by_side(nearest, blocks(problem)), (held, problem.owner[held])]
    account, seat = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return make_columns(problem, account, seat)


def every_pair(problem: Problem) -> Columns:
    """All eligible pairs; for small problems."""
    account, seat = np.nonzero(problem.eligible(np.arange(problem.n_accounts)))
    return make_columns(problem, account.astype(np.int64), seat.astype(np.int64))


def joined(
    problem: Problem, columns: Columns, account: NDArray[np.int64], seat: NDArray[np.int64]
) -> Columns:
    """The columns and some more pairs."""
    new = make_columns(problem, account, seat)
    key, more = (c.account * problem.n_seats + c.seat for c in (columns, new))
    at = np.searchsorted(key, more)
    fresh = at == len(columns)
    fresh[~fresh] = key[at[~fresh]] != more[~fresh]
    parts = (
        np.insert(getattr(columns, name), at[fresh], getattr(new, name)[fresh])
        for name in ("account", "seat", "cost", "moved")
    )
    return Columns(*parts)


def allowed(problem: Problem, columns: Columns) -> Columns:
    """The columns that pins and bans leave, with every seat left to the accounts concerned."""
    rows = np.array(sorted({a for a, _ in (*problem.pinned, *problem.forbidden)}), dtype=np.int64)
    may = problem.eligible(rows)
    other = ~np.isin(columns.account, rows)
    kept = make_columns(problem, columns.account[other], columns.seat[other])
    at, seat = np.nonzero(may)
    return joined(problem, kept, rows[at], seat.astype(np.int64))
