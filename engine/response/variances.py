"""How likely variances of reps and seats are: their sum first, then how it is split."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.response.crossed import Spread, solve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.response.crossed import Solution
    from engine.response.layout import Gathered

    Floats = NDArray[np.float64]

SMALLEST, LARGEST = 0.005, 1.0
"""Bounds of the variance of rep and seat together."""
_TOTALS = np.exp(np.linspace(-1.05, 1.05, 7))
"""Multiples of the first estimate of the sum that are tried."""
_SPLITS = np.linspace(0.02, 0.98, 9)
"""Rep parts that are tried at first."""
_NODES = 15
"""Splits that are kept, across what is likely."""
_REACH = 2.3
"""Standard deviations of the split that they reach to each side."""
_OFF = np.array([0.0, 1.2, -1.2])
"""Standard deviations by which the sum varies from one split to the next."""
_UNLIKELY = 1e-3
"""Chance below which variances are left aside."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """Variances that may be true, how likely they are, and the solution under them."""

    spread: Spread
    chance: float
    solution: Solution

    @property
    def split(self) -> float:
        """Part of the variance that is the rep's."""
        return self.spread.rep / (self.spread.rep + self.spread.seat)


def weigh(working: Gathered, start: float) -> tuple[Node, ...]:
    """
    Find variances that may be true and weigh them by their likelihood.

    Parameters
    ----------
    working : Gathered
        The working model.
    start : float
        First estimate of the variance of rep and seat together.

    Returns
    -------
    tuple of Node
        Chances sum to 1. Every split is as likely as any other before the data.

    Notes
    -----
    Products of pairs (:mod:`engine.response.pairs`) tell who can be compared with whom; the
    likelihood of the same working model uses all of it, and halves the error of the split.
    """
    totals = np.clip(start * _TOTALS, SMALLEST, LARGEST)
    middle, deviation = _moments(
        np.log(totals), [solve(working, Spread(t / 2, t / 2)) for t in totals]
    )
    total = float(np.exp(middle))
    tried = [solve(working, Spread(total * f, total * (1 - f))) for f in _SPLITS]
    split, doubt = _moments(_SPLITS, tried)
    doubt = max(doubt, 0.02)
    first = max(split - _REACH * doubt, float(_SPLITS[0]))
    last = min(split + _REACH * doubt, float(_SPLITS[-1]))
    spreads = []
    for at, part in enumerate(np.linspace(first, last, _NODES).tolist()):
        size = float(np.exp(middle + max(deviation, 0.02) * _OFF[at % _OFF.size]))
        spreads.append(Spread(size * part, size * (1 - part)))
    solutions = [solve(working, spread) for spread in spreads]
    chances = _chances(solutions)
    likely = chances > _UNLIKELY
    whole = float(chances[likely].sum())
    return tuple(
        Node(spread, float(chance) / whole, solution)
        for spread, chance, solution in zip(spreads, chances, solutions, strict=True)
        if chance > _UNLIKELY
    )


def _moments(values: Floats, solutions: list[Solution]) -> tuple[float, float]:
    """Mean and standard deviation of values weighed by their likelihood."""
    chance = _chances(solutions)
    mean = float(chance @ values)
    return mean, float(np.sqrt(chance @ (values - mean) ** 2))


def _chances(solutions: list[Solution]) -> Floats:
    logs = np.array([solution.log_likelihood for solution in solutions])
    weight = np.exp(logs - logs.max())
    return np.asarray(weight / weight.sum())
