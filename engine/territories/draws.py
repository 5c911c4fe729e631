"""Designs that start from draws by the shares of a linear program.

What is divided are the large accounts, and which of them go together decides how good a design
can become. No rule of rounding finds that at once; the best of a few draws comes near.
Source: randomised rounding (Raghavan and Thompson 1987).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.territories.local import improve
from engine.territories.rounding import give_back
from engine.territories.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from engine.territories.columns import Columns
    from engine.territories.problem import Problem

DRAWS = 16
"""Where there are few pairs, the work of a few neighbourhoods; of ten to thirty where a seat may
change by little only, as most changes that would gain then do not fit."""


def drawn(
    problem: Problem, columns: Columns, share: NDArray[np.float64], draw: np.random.Generator
) -> State:
    """Give every account a column drawn by its share, then take moves back for the limits."""
    before = np.cumsum(share) - share
    mark = draw.random(problem.n_accounts) * np.add.reduceat(share, columns.start)
    at = np.searchsorted(before, before[columns.start] + mark, side="right") - 1
    last = np.append(columns.start[1:], len(columns)) - 1
    state = State(problem, columns, columns.seat[np.clip(at, columns.start, last)])
    give_back(state)
    return state


def improvements(
    best: State, share: NDArray[np.float64], seed: int, stopped: Callable[[], bool]
) -> Iterator[State]:
    """
    Designs better than one at hand, each better than the one before.

    Parameters
    ----------
    best : State
        The design at hand.
    share : ndarray of float64, shape (columns,)
        How much of each of its columns to take.
    seed : int
        Of the draws.
    stopped : callable
        Asked before each draw, and between the changes that improve it.
    """
    least = best.objective()
    for n in range(DRAWS):
        if stopped():
            return
        state = drawn(best.problem, best.columns, share, np.random.default_rng([seed, n]))
        improve(state, stopped)
        if state.objective() < least:
            least = state.objective()
            yield state
