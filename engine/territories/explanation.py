"""Why an account moves: one sentence, and the seat that came second."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.territories.columns import joined
from engine.territories.fixed_point import ONE
from engine.territories.state import State
from engine.territories.why import Why, loads_today, suits_better, way_saved

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.build import Stated
    from engine.territories.columns import Columns


@dataclass(frozen=True, slots=True)
class Reason:
    """One account that gets another seat, or its first."""

    account: int
    """Position among the accounts."""
    why: str
    runner_up: int | None
    """Position of the seat that would cost least more; ``None`` where there is no other."""
    runner_up_costs: float | None
    """Objective more with the runner-up, all else as it is."""


def account_reasons(
    stated: Stated, columns: Columns, design: NDArray[np.int64]
) -> tuple[Reason, ...]:
    """
    A reason for every account that moves or gets its first seat, families told account by account.

    Parameters
    ----------
    stated : Stated
        The problem and its accounts.
    columns : Columns
        Pairs that were looked at.
    design : ndarray of int64
        Seat of each row of ``stated.problem``.
    """
    problem = stated.problem
    rows = np.arange(problem.n_accounts)
    state = State(problem, joined(problem, columns, rows, design), design)
    delta = state.deltas().copy()
    way, suits = way_saved(stated, design), suits_better(stated, design)
    evened = _cost_of_return(state, delta) - way - sum(suits.values())
    why = Why(stated, design, loads_today(problem), state.loads[0], evened, way, suits)
    delta[state.at] = np.inf
    size, chosen, told = np.bincount(stated.unit), stated.of_accounts(design), []
    for account in np.flatnonzero(chosen != stated.accounts.owner).tolist():
        row = int(stated.unit[account])
        together = f" Its family of {size[row]} goes together." if size[row] > 1 else ""
        if problem.owner[row] == design[row]:
            told.append(Reason(account, f"It had no seat.{together}", None, None))
        else:
            second = _runner_up(state, delta, row)
            told.append(Reason(account, f"{why.sentence(account)}{together}", *second))
    return tuple(told)


def _runner_up(
    state: State, delta: NDArray[np.float64], row: int
) -> tuple[int | None, float | None]:
    """The seat that would cost least more, and what more; ``None`` where there is no other."""
    start = state.columns.start
    end = start[row + 1] if row + 1 < start.size else len(state.columns)
    best = int(start[row] + np.argmin(delta[start[row] : end]))
    if not np.isfinite(delta[best]):
        return None, None
    return int(state.columns.seat[best]), float(delta[best] / ONE)


def _cost_of_return(state: State, delta: NDArray[np.float64]) -> NDArray[np.float64]:
    """
    Objective more if each row went back to the seat it has, but for the cost of its move.

    Zero where that seat was not looked at, or there is none.
    """
    problem, columns = state.problem, state.columns
    found = np.zeros(problem.n_accounts)
    back = np.flatnonzero(columns.seat == problem.owner[columns.account])
    row = columns.account[back]
    moved = problem.is_move(row, state.design[row])
    found[row] = delta[back] + np.where(moved, problem.move_cost[row], 0)
    return found
