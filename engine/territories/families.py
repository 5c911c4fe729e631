"""Families: accounts of one parent that share a seat today and move together or not at all.

They are joined before the search, so that a family is one row of the problem; what is counted
in accounts (moves, changes of a seat) counts its accounts.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.territories.places import Travel
    from engine.territories.problem import Problem
    from engine.territories.suitability import SuitedTravel


@dataclass(frozen=True, slots=True, eq=False)
class JoinedTravel:
    """What the way to all accounts of a unit costs, as :class:`engine.territories.places.Travel`.

    Indices are those of units.
    """

    each: Travel | SuitedTravel
    """Of single accounts."""
    member: NDArray[np.int64]
    """Accounts, unit by unit, shape (accounts,)."""
    start: NDArray[np.int64]
    """Where each unit's accounts begin, and their number at the end, shape (units + 1,)."""

    @property
    def per_distance(self) -> NDArray[np.float64]:
        """Distance weight x visits, summed, shape (units,)."""
        found: NDArray[np.float64] = np.add.reduceat(
            self.each.per_distance[self.member], self.start[:-1]
        )
        return found

    @property
    def accounts(self) -> NDArray[np.float64] | None:
        """Unit vectors of the single accounts, unit by unit."""
        return None if self.each.accounts is None else self.each.accounts[:, self.member]

    @property
    def homes(self) -> NDArray[np.float64] | None:
        """Unit vectors of the seats."""
        return self.each.homes

    @property
    def table(self) -> NDArray[np.int64] | None:
        """Distances of the single accounts, unit by unit."""
        return None if self.each.table is None else self.each.table[self.member]

    @property
    def way(self) -> Travel:
        """The way to the single accounts."""
        return self.each.way

    @property
    def known(self) -> tuple[NDArray[Any], ...]:
        """What was stated of the single accounts, and which of them are one unit."""
        return (*self.each.known, self.member, self.start)

    @property
    def most(self) -> float:
        """What a pair costs beside the way, at most, millionths."""
        return self.each.most * float(np.diff(self.start).max())

    def cost(self, rows: NDArray[np.int64], seats: NDArray[np.int64]) -> NDArray[np.int64]:
        """Travel cost of unit-seat pairs in millionths; indices broadcast."""
        total = self.each.cost(self.member[self.start[rows]], seats)
        rows, seats = np.broadcast_arrays(rows, seats)
        count = self.start[rows + 1] - self.start[rows]
        for more in range(1, int(count.max(initial=1))):
            at = count > more
            total[at] += self.each.cost(self.member[self.start[rows[at]] + more], seats[at])
        return total

    def distance(self, rows: NDArray[np.int64], seats: NDArray[np.int64]) -> NDArray[np.int64]:
        """Distance to the first account of each unit, millionths; indices broadcast."""
        return self.each.distance(self.member[self.start[rows]], seats)


def units(
    family: Sequence[str], owner: NDArray[np.int64], group: NDArray[np.int64]
) -> NDArray[np.int64]:
    """
    Which accounts move as one.

    Those of a family that have one seat do. One without a seat goes with them where the family
    has a single seat and both may go to the same seats, else with others like it.

    Parameters
    ----------
    family : sequence of str
        Family of each account, blank for none.
    owner : ndarray of int64
        Seat of each account, -1 for none.
    group : ndarray of int64
        Accounts of one group may go to the same seats.

    Returns
    -------
    ndarray of int64, shape (accounts,)
        Number of each account's unit, from 0 by first account.
    """
    if not any(family):
        return np.arange(owner.size)
    held: dict[str, dict[int, set[int]]] = {}
    for name, seat, kind in zip(family, owner.tolist(), group.tolist(), strict=True):
        if name and seat >= 0:
            held.setdefault(name, {}).setdefault(seat, set()).add(kind)
    number: dict[object, int] = {}
    found = []
    for n, (name, seat, kind) in enumerate(
        zip(family, owner.tolist(), group.tolist(), strict=True)
    ):
        key: object = n
        if name and seat >= 0:
            key = (name, seat)
        elif name:
            seats = held.get(name, {})
            joins = [s for s, kinds in seats.items() if len(seats) == 1 and kinds == {kind}]
            key = (name, joins[0]) if joins else (name, -1, kind)
        found.append(number.setdefault(key, len(number)))
    return np.array(found, dtype=np.int64)


def join(problem: Problem, unit: NDArray[np.int64]) -> Problem:
    """
    The problem of units, each of the accounts that move as one.

    A unit may go where all its accounts may, and has the seat that any of them has; it is locked
    where an account that has a seat is.
    """
    count = int(unit.max()) + 1
    if count == problem.n_accounts:
        return problem
    assert not isinstance(problem.travel, JoinedTravel)
    member = np.argsort(unit, kind="stable")
    start = np.searchsorted(unit[member], np.arange(count + 1))
    held = problem.owned

    def total(values: NDArray[np.int64]) -> NDArray[np.int64]:
        found: NDArray[np.int64] = np.add.reduceat(values[member], start[:-1])
        return found

    owner = np.maximum.reduceat(problem.owner[member], start[:-1])
    locked = total((problem.locked & (held | (owner[unit] < 0))).astype(np.int64)) > 0
    group, allowed = _groups(problem, unit, member, start)
    size = np.diff(start)
    names = [problem.account_ids[n] for n in member[start[:-1]]]
    return replace(
        problem,
        account_ids=tuple(
            f"{name} with its family" if n > 1 else name
            for name, n in zip(names, size.tolist(), strict=True)
        ),
        owner=owner,
        locked=locked,
        group=group,
        allowed=allowed,
        travel=JoinedTravel(problem.travel, member, start),
        move_cost=total(np.where(held, problem.move_cost, 0)),
        potential=total(np.where(held | (owner[unit] < 0), problem.potential, 0)),
        measures=tuple(replace(m, weight=total(m.weight)) for m in problem.measures),
        size=total(held.astype(np.int64)),
    )


def _groups(
    problem: Problem, unit: NDArray[np.int64], member: NDArray[np.int64], start: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Seats that all accounts of a unit may go to, by group of units."""
    rows: dict[tuple[int, ...], int] = {}
    group = np.empty(start.size - 1, dtype=np.int64)
    for n, (first, last) in enumerate(itertools.pairwise(start)):
        kinds = tuple(np.unique(problem.group[member[first:last]]).tolist())
        group[n] = rows.setdefault(kinds, len(rows))
    return group, np.stack([problem.allowed[list(kinds)].all(axis=0) for kinds in rows])


def heads(accounts: Sequence[str], parents: Sequence[str | None]) -> list[str]:
    """
    The account at the head of each account's chain of parents, itself where it has none.

    A chain that runs in a circle ends where it would begin again.
    """
    parent = {name: up for name, up in zip(accounts, parents, strict=True) if up}
    found = []
    for name in accounts:
        seen = {name}
        while parent.get(name) and parent[name] not in seen:
            name = parent[name]
            seen.add(name)
        found.append(min(seen) if parent.get(name) in seen else name)
    return found
