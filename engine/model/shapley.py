"""Order-free attribution: the mean of what each player adds over every order of arrival."""

from __future__ import annotations

from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


def shapley(
    players: Sequence[str], worth: Callable[[frozenset[str]], NDArray[np.float64]]
) -> dict[str, NDArray[np.float64]]:
    """
    Share what all players bring together among them, none gaining by coming first.

    Parameters
    ----------
    players : sequence of str
        Names; the work is two to the power of their number.
    worth : callable
        What some of the players bring without the others, an array of any one shape.

    Returns
    -------
    dict
        Player → share. Shares sum to the worth of all less the worth of nobody.

    Notes
    -----
    Shapley, A value for n-person games (1953).
    """
    n = len(players)
    value = {
        chosen: worth(chosen)
        for size in range(n + 1)
        for chosen in map(frozenset, combinations(players, size))
    }
    shares = {player: np.zeros_like(value[frozenset()]) for player in players}
    for player in players:
        for others in (chosen for chosen in value if player not in chosen):
            size = len(others)
            weight = factorial(size) * factorial(n - size - 1) / factorial(n)
            shares[player] += weight * (value[others | {player}] - value[others])
    return shares
