"""The proof of a higher bound, seat by seat: large accounts are taken whole or not at all.

Every account has a worth, which a seat that takes it earns. No design costs less than

    sum of worths + sum over seats of the least, over all sets of accounts, of
        [cost of the set after the prices of moves - its worth + what its load costs]
    - prices of moves x most moves - ...

What a load costs lies above the line of any prices of the seat's band. A few accounts of each
seat are followed both ways, and each of their sets may choose the best of some lines; of all
other accounts a seat takes what gains. That is arithmetic: whoever has the problem, the worths,
the lines and the accounts followed can check the bound without any solver.
Source: Lagrangian relaxation of the assignment (Ross and Soland 1975; Fisher, Jaikumar and Van
Wassenhove 1986), each knapsack bounded from below.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.territories.boxes import within_boxes
from engine.territories.certificate import NEVER, blocks, limits_of, reduced_costs
from engine.territories.fixed_point import exact_sum

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engine.territories.prices import Prices
    from engine.territories.problem import Problem

MOST_WHOLE = 14
"""Accounts of a seat that a proof may follow both ways, at most."""


_ROOM = 1 << 60  # what sums may reach


@dataclass(frozen=True, slots=True, eq=False)
class SeatProof:
    """What proves a bound seat by seat."""

    worth: NDArray[np.int64]
    """Of each account, millionths, shape (accounts,)."""
    lines: tuple[Prices, ...]
    """Prices that differ in those of the bands alone; each seat takes the best it finds."""
    whole: tuple[tuple[int, ...], ...]
    """Accounts that each seat takes whole or not at all."""


def bound_by_seats(problem: Problem, proof: SeatProof) -> int | None:
    """Proved lower bound in millionths; ``None`` where the proof proves nothing."""
    if not _of_one_kind(problem, proof):
        return None
    bits = proof.lines[0].bits
    total = exact_sum(proof.worth) - -(-limits_of(problem, proof.lines[0]) >> bits)
    found = [_line(problem, proof, prices) for prices in proof.lines]
    if any(part is None for part in found):
        return None
    rest = np.stack([part[0] for part in found if part is not None])
    for seat, accounts in enumerate(proof.whole):
        each = np.stack([part[1][seat] for part in found if part is not None], axis=1)
        total += int((rest[:, seat] + subsets(len(accounts)) @ each).max(axis=1).min())
    return total


def subsets(count: int) -> NDArray[np.int64]:
    """Which of some accounts are in each of their sets, shape (2 to the count, count)."""
    chosen: NDArray[np.int64] = (np.arange(1 << count)[:, None] >> np.arange(count)) & 1
    return chosen


def _of_one_kind(problem: Problem, proof: SeatProof) -> bool:
    """Whether the parts fit the problem and the lines differ in the prices of bands alone."""
    if not proof.lines or proof.worth.shape != (problem.n_accounts,):
        return False
    first = proof.lines[0]
    kept = (first.bits, first.move, first.moved_potential)
    return (
        max(abs(int(proof.worth.min())), abs(int(proof.worth.max()))) < _ROOM
        and len(proof.whole) == problem.n_seats
        and all(len(set(w)) == len(w) <= MOST_WHOLE for w in proof.whole)
        and all(0 <= account < problem.n_accounts for w in proof.whole for account in w)
        and all(
            (p.bits, p.move, p.moved_potential) == kept
            and np.array_equal(p.seat_change, first.seat_change)
            and within_boxes(problem, p)
            for p in proof.lines
        )
    )


def _line(
    problem: Problem, proof: SeatProof, prices: Prices
) -> tuple[NDArray[np.int64], list[NDArray[np.int64]]] | None:
    """
    One line, in whole millionths rounded down.

    Returns
    -------
    tuple or None
        What each seat's band and all accounts not followed come to, shape (seats,), and seat by
        seat what each account followed comes to; ``None`` where one of those may not be there, or
        where a sum could leave 64 bits.
    """
    band = [
        sum(
            int(low[seat]) * int(m.low[seat]) - int(high[seat]) * int(m.high[seat])
            for m, low, high in zip(problem.measures, prices.low, prices.high, strict=True)
        )
        >> prices.bits
        for seat in range(problem.n_seats)
    ]
    if max(map(abs, band)) >= _ROOM:
        return None
    rest = np.array(band, dtype=np.int64)
    seats = np.repeat(np.arange(problem.n_seats), [len(w) for w in proof.whole])
    accounts = np.array([a for w in proof.whole for a in w], dtype=np.int64)
    each = np.empty(accounts.size, dtype=np.int64)
    for rows, gain in gains(problem, proof, prices):
        if -int(gain.min()) * problem.n_accounts >= _ROOM:
            return None
        here = np.flatnonzero((accounts >= rows[0]) & (accounts <= rows[-1]))
        at = accounts[here] - rows[0], seats[here]
        each[here] = gain[at]
        gain[at] = 0
        rest += np.minimum(gain, 0).sum(axis=0)
    if int(each.max(initial=0)) * MOST_WHOLE >= _ROOM:  # one may not be there, or is so dear
        return None  # that a sum could leave 64 bits
    return rest, np.split(each, np.cumsum([len(w) for w in proof.whole])[:-1])


def gains(
    problem: Problem, proof: SeatProof, prices: Prices
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """
    What each pair adds on a line, block by block of accounts.

    Yields
    ------
    tuple of ndarray of int64, shapes (rows,) and (rows, seats)
        The accounts, and cost after prices less worth in millionths, rounded down; below zero
        it gains; ``NEVER`` where the account may not have the seat.
    """
    for rows in blocks(problem):
        value = reduced_costs(problem, prices, rows)
        gain = (value >> prices.bits) - proof.worth[rows, None]
        gain[value == NEVER] = NEVER
        yield rows, gain
