"""Prices of the coupling rules: what a bound is proved with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.problem import Problem


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """Prices of the coupling rules, whole multiples of 2 to the power of minus ``bits``."""

    bits: int
    low: NDArray[np.int64]
    """For filling the lower end of a band, shape (measures, seats)."""
    high: NDArray[np.int64]
    """For room under the upper end, the same."""
    move: int
    """Of one moved account; millionths of the objective."""
    moved_potential: int
    """Of one millionth of potential moved."""
    seat_change: NDArray[np.int64]
    """Of one account more or less in a seat, shape (seats,)."""


def no_prices(problem: Problem) -> Prices:
    """Prices of nothing: they prove that no design costs less than its cheapest pairs."""
    none = np.zeros((len(problem.measures), problem.n_seats), dtype=np.int64)
    return Prices(0, none, none, 0, 0, np.zeros(problem.n_seats, dtype=np.int64))
