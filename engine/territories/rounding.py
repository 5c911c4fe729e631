"""From shares of columns to a whole design that keeps the limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.territories.certificate import blocks
from engine.territories.columns import joined
from engine.territories.state import State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.columns import Columns
    from engine.territories.problem import Problem


def round_shares(problem: Problem, columns: Columns, share: NDArray[np.float64]) -> State:
    """
    Give every account its largest share, then place the divided ones again, heaviest first.

    Returns
    -------
    State
        A whole design within the limits on moves, where the columns allow one.
    """
    most = np.maximum.reduceat(share, columns.start)
    at = np.flatnonzero(share >= most[columns.account])
    first = at[np.flatnonzero(np.diff(columns.account[at], prepend=-1))]
    state = State(problem, columns, columns.seat[first])
    give_back(state)
    divided = np.flatnonzero(most < 1 - 1e-6)
    size = sum(w / max(1.0, w.mean()) for w in state.weight)
    for account in divided[np.argsort(-np.asarray(size)[divided], kind="stable")]:
        best = int(state.start[account] + np.argmin(state.deltas_of(account)))
        if best != state.at[account] and state.fits([best]):
            state.take(best)
    return state


def mended(problem: Problem, columns: Columns, design: NDArray[np.int64]) -> State:
    """
    A design of a problem like this one, changed only where this one does not allow it.

    Accounts whose seat is not open to them get their cheapest; then moves are taken back until
    the limits hold.
    """
    least = np.minimum.reduceat(columns.cost, columns.start)
    at = np.flatnonzero(columns.cost <= least[columns.account])
    first = at[np.flatnonzero(np.diff(columns.account[at], prepend=-1))]
    rows = np.arange(problem.n_accounts)
    good = np.concatenate([problem.eligible(r)[r - r[0], design[r]] for r in blocks(problem)])
    whole = np.where(good, design, columns.seat[first])
    state = State(problem, joined(problem, columns, rows, whole), whole)
    give_back(state)
    return state


def give_back(state: State) -> None:
    """Take moves back, the least missed first, until the limits hold."""
    for _ in range(200):
        over = _over(state)
        if not over:
            return
        delta, back = state.deltas(), state.returns()
        if not back.size:
            return
        order = back[np.argsort(delta[back], kind="stable")]
        seen: set[int] = set()
        for column in order[: max(1, over // 3)]:
            account = int(state.columns.account[column])
            if account not in seen:
                seen.add(account)
                state.take(int(column))


def _over(state: State) -> int:
    """About how many moves are too many; zero where the limits hold."""
    limits = state.problem.limits
    over = 0 if limits.moves is None else state.moves - limits.moves
    if limits.moved_potential is not None and state.moved_potential > limits.moved_potential:
        over = max(over, 1 + state.moves // 20)
    if limits.seat_change is not None and (state.change > limits.seat_change).any():
        over = max(over, 1 + state.moves // 20)
    return max(over, 0)


def status_quo(problem: Problem, columns: Columns) -> State:
    """The design as it stands, accounts without a seat at their cheapest column."""
    least = np.minimum.reduceat(columns.cost, columns.start)
    at = np.flatnonzero(columns.cost <= least[columns.account])
    first = at[np.flatnonzero(np.diff(columns.account[at], prepend=-1))]
    design = np.where(problem.owned, problem.owner, columns.seat[first])
    held = np.flatnonzero(problem.owned)
    return State(problem, joined(problem, columns, held, problem.owner[held]), design)
