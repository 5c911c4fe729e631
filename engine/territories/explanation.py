"""Why an account moves: one sentence, and the seat that came second."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.territories.columns import joined
from engine.territories.fixed_point import ONE
from engine.territories.state import State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.build import Stated
    from engine.territories.columns import Columns
    from engine.territories.problem import Problem


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


def reasons(problem: Problem, columns: Columns, design: NDArray[np.int64]) -> tuple[Reason, ...]:
    """A reason for every account that moves or gets its first seat, in order of accounts."""
    rows = np.arange(problem.n_accounts)
    state = State(problem, joined(problem, columns, rows, design), design)
    delta = state.deltas()
    delta[state.at] = np.inf
    ends = np.append(state.columns.start, len(state.columns))
    before = _loads_before(problem)
    found = []
    for account in np.flatnonzero(design != problem.owner):
        mine = slice(ends[account], ends[account + 1])
        best = int(ends[account] + np.argmin(delta[mine]))
        there = np.isfinite(delta[best])
        found.append(
            Reason(
                int(account),
                _sentence(problem, state, before, int(account), int(design[account])),
                int(state.columns.seat[best]) if there else None,
                float(delta[best] / ONE) if there else None,
            )
        )
    return tuple(found)


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
    found = {reason.account: reason for reason in reasons(stated.problem, columns, design)}
    if stated.accounts is stated.problem:
        return tuple(found.values())
    size, chosen = np.bincount(stated.unit), stated.of_accounts(design)
    told = []
    for account in np.flatnonzero(chosen != stated.accounts.owner).tolist():
        row = int(stated.unit[account])
        together = f" Its family of {size[row]} goes together." if size[row] > 1 else ""
        reason = found.get(row, Reason(row, "It had no seat.", None, None))
        told.append(replace(reason, account=account, why=f"{reason.why}{together}"))
    return tuple(told)


def _loads_before(problem: Problem) -> NDArray[np.float64]:
    held = problem.owned
    return np.stack(
        [
            np.bincount(problem.owner[held], m.weight[held], problem.n_seats)
            for m in problem.measures
        ]
    )


def _sentence(
    problem: Problem, state: State, before: NDArray[np.float64], account: int, seat: int
) -> str:
    """The strongest ground among balance and travel, with its numbers."""
    owner, name = int(problem.owner[account]), problem.seat_ids[seat]
    if (account, seat) in problem.pinned:
        return f"It was assigned to {name} by hand."
    measure, load, after = problem.measures[0], before[0], state.loads[0]
    share = load / np.maximum(measure.target, 1.0)
    if owner < 0:
        return (
            f"It had no seat; {name} holds {_percent(after[seat] / _target(measure, seat))} of "
            f"its {measure.name} target with it."
        )
    here, rows = problem.seat_ids[owner], np.array([account])
    far = [
        float(problem.travel.distance(rows, np.array([place]))[0]) / ONE for place in (owner, seat)
    ]
    nearer = f" and lies {far[0] - far[1]:,.0f} nearer to {name}" if far[0] - far[1] >= 1 else ""
    if share[owner] - share[seat] > 0.01:
        return (
            f"{here} held {_percent(share[owner])} of its {measure.name} target and {name} "
            f"{_percent(share[seat])}; the account brings them closer{nearer}."
        )
    if nearer:
        return f"It lies {far[0] - far[1]:,.0f} nearer to {name} than to {here}."
    return f"It makes room in {here} for an account that fits there better."


def _target(measure: object, seat: int) -> float:
    return max(1.0, float(measure.target[seat]))  # type: ignore[attr-defined]


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
