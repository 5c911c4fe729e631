"""Local search: single shifts, exchanges under the limit on moves, and swaps of two accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.territories.state import State

PASSES = 400
"""Rounds at most; a round takes many changes that do not touch each other's seats."""

_LOOKED_AT = 400  # changes of each kind that a round considers, best first
_PARTNERS = 8  # accounts on either side of a pair of seats that a swap tries


def improve(
    state: State,
    stopped: Callable[[], bool] = lambda: False,
    settled: Callable[[], None] = lambda: None,
) -> None:
    """
    Take improving changes until none is left, in place; the same from the same start.

    Parameters
    ----------
    state : State
        The design.
    stopped : callable
        Asked before each round.
    settled : callable
        Called once, when no single change gains any more: most is won by then, and swaps, which
        take most of the time, win little.
    """
    swapped = False
    for _ in range(PASSES):
        if stopped():
            return
        if shift(state) or exchange(state):
            continue
        if not swapped:
            swapped = True
            settled()
        if not swap(state):
            return


def shift(state: State) -> bool:
    """Give single accounts to other seats where that gains and the limits allow it."""
    delta, moves = state.deltas(), state.problem.limits.moves
    gain = np.flatnonzero(delta < -state.tiny)
    if moves is not None and state.moves >= moves:
        gain = gain[state.move_counts(gain) <= 0]
    order = _best(delta, gain)
    account, seat = state.columns.account[order], state.columns.seat[order]
    touched = np.zeros(state.problem.n_seats, dtype=bool).tolist()
    taken = False
    now = state.design[account].tolist()
    for column, here, there in zip(order.tolist(), now, seat.tolist(), strict=True):
        if not (touched[here] or touched[there]) and state.fits([column]):
            state.take(column)
            touched[here] = touched[there] = taken = True
    return taken


def exchange(state: State) -> bool:
    """Take one move back to make room for a better one."""
    limits = state.problem.limits
    if limits.moves is None and limits.moved_potential is None:
        return False
    delta = state.deltas()
    gain = np.flatnonzero(delta < -state.tiny)
    more = _best(delta, gain[state.move_counts(gain) > 0])
    less = _best(delta, state.returns())
    more, less = more[:_LOOKED_AT], less[:_PARTNERS]  # both best first
    total = delta[more][:, None] + delta[less]
    pays = (total < -state.tiny) & _apart(state, more, less)
    gain, back = np.nonzero(pays)
    order = np.argsort(total[gain, back], kind="stable")
    return _take_apart(state, np.stack([more[gain], less[back]], axis=1)[order])


def _apart(state: State, some: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which changes share no seat, so that both gain what each does alone; shape (some, others)."""
    first, second = (
        np.stack([state.columns.seat[c], state.design[state.columns.account[c]]])
        for c in (some, others)
    )
    apart: NDArray[np.bool_] = (first[:, None, :, None] != second[None, :, None, :]).all(
        axis=(0, 1)
    )
    return apart


def swap(state: State) -> bool:
    """Let two seats trade an account each."""
    forward, backward = _partners(state)
    if not forward.size:
        return False
    columns, weight, loads = state.columns, state.column_weight, state.loads
    value = state.base[forward] - state.base[state.at[columns.account[forward]]]
    value += state.base[backward] - state.base[state.at[columns.account[backward]]]
    there, here = columns.seat[forward], columns.seat[backward]
    flow = weight.take(forward, axis=1) - weight.take(backward, axis=1)
    value += state.against(loads.take(there, axis=1) + flow, there)
    value += state.against(loads.take(here, axis=1) - flow, here)
    gain = np.flatnonzero(value < -state.tiny)
    state.unpaired[:] = False
    state.unpaired[np.concatenate([there[gain], here[gain]])] = True  # not all may be taken now
    order = _best(value, gain)
    return _take_apart(state, np.stack([forward, backward], axis=1)[order])


def _partners(state: State) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """
    Pairs of columns that would trade places: the cheapest few on each side of two seats.

    Only of seats of which one has changed since this was last asked.
    """
    columns, new = state.columns, state.unpaired
    current = state.design[columns.account]
    other = np.flatnonzero((new[columns.seat] | new[current]) & (columns.seat != current))
    seat, current = columns.seat[other], current[other]
    extra = state.base[other] - state.base[state.at[columns.account[other]]]
    good = _could_pay(state, current, seat, extra)
    other, seat, current, extra = other[good], seat[good], current[good], extra[good]
    low, high = np.minimum(seat, current), np.maximum(seat, current)
    side = (seat > current).astype(np.int64)
    bucket = (low * state.problem.n_seats + high) * 2 + side
    order = np.lexsort((extra, bucket))
    bucket, other = bucket[order], other[order]
    rank = np.arange(bucket.size) - np.searchsorted(bucket, bucket)
    kept = rank < _PARTNERS
    bucket, other = bucket[kept], other[kept]
    first = np.searchsorted(bucket, bucket - bucket % 2)
    middle = np.searchsorted(bucket, bucket - bucket % 2 + 1)
    end = np.searchsorted(bucket, bucket - bucket % 2 + 2)
    mine = np.flatnonzero((bucket % 2 == 0) & (end > middle))
    count = (end - middle)[mine]
    forward = np.repeat(other[mine], count)
    step = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    assert (first[mine] <= mine).all()
    return forward, other[np.repeat(middle[mine], count) + step]


def _could_pay(
    state: State, here: NDArray[np.int64], there: NDArray[np.int64], extra: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Which ways from seat to seat cost less, with the cheapest way back, than lies outside."""
    n, outside = state.problem.n_seats, state.outside_now().sum(axis=0)
    least = np.full(n * n, np.inf)
    np.minimum.at(least, here * n + there, extra)
    pays: NDArray[np.bool_] = extra + least[there * n + here] < outside[here] + outside[there]
    return pays


def _best(value: NDArray[np.float64], among: NDArray[np.int64]) -> NDArray[np.int64]:
    """Some positions by value, lowest first, ties by position."""
    few, mine = 4 * _LOOKED_AT, value[among]
    if among.size > few:
        low = mine <= np.partition(mine, few - 1)[few - 1]
        among, mine = among[low], mine[low]
    return among[np.argsort(mine, kind="stable")][:few]


def _take_apart(state: State, changes: NDArray[np.int64]) -> bool:
    """Take changes of some columns each in order, but for those whose seats one has touched."""
    there = state.columns.seat[changes]
    here = state.design[state.columns.account[changes]]
    seats = np.concatenate([here, there], axis=1)
    touched: set[int] = set()
    taken = False
    for columns, theirs in zip(changes.tolist(), seats.tolist(), strict=True):
        if touched.isdisjoint(theirs) and state.fits(columns):
            for column in columns:
                state.take(column)
            touched.update(theirs)
            taken = True
    return taken
