"""Variance between reps and between seats, from products of residuals of different quarters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.response.panel import Panel

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Moment:
    """Weighted mean of the products of pairs, and how many pairs there were."""

    product: float
    """Mean product, ``nan`` without pairs."""
    pairs: int

    @property
    def variance(self) -> float:
        """Variance on the log scale that a mean product speaks of, at least 0; ``nan`` too."""
        return float(np.log1p(max(self.product, 0.0))) if self.pairs else float("nan")


@dataclass(frozen=True, slots=True)
class PairMoments:
    """Moments of the three kinds of pairs, all of different quarters."""

    together: Moment
    """Same rep in the same seat: rep and seat."""
    same_rep: Moment
    """Same rep in two seats: the rep alone."""
    same_seat: Moment
    """Two reps in the same seat: the seat alone."""


def pair_moments(panel: Panel, residual: Floats, weight: Floats) -> PairMoments:
    """
    Sum products of residuals over pairs of cells of different quarters.

    Parameters
    ----------
    panel : Panel
        Who sat where.
    residual : ndarray, shape (n_cells,)
        ``booked / mean - 1``.
    weight : ndarray, shape (n_cells,)
        A pair weighs the product of its cells' weights.

    Notes
    -----
    Luck of different quarters is independent, so a product of two quarters has no noise bias.
    Over the cells of a group, ``sum over t <> t' = (sum w r)**2 - sum (w r)**2``; cells of one
    group in the same quarter, after a move within it, are taken out together.
    """
    quarters = int(panel.quarter.max()) + 1
    both = panel.rep * panel.n_seats + panel.seat
    wr = weight * residual
    sums = [
        np.array([_cross(key, panel.quarter, quarters, x) for x in (wr, weight, np.ones_like(wr))])
        for key in (both, panel.rep, panel.seat)
    ]
    together, rep, seat = sums
    return PairMoments(_moment(together), _moment(rep - together), _moment(seat - together))


def _cross(key: Ints, quarter: Ints, quarters: int, values: Floats) -> float:
    """Sum over ordered pairs of a group's cells in different quarters of their products."""
    return _squared_sums(key, values) - _squared_sums(key * quarters + quarter, values)


def _squared_sums(key: Ints, values: Floats) -> float:
    """Sum over groups of the squared sum of a group's values."""
    _, group = np.unique(key, return_inverse=True)
    total = np.bincount(group, values)
    return float(total @ total)


def _moment(sums: Floats) -> Moment:
    product, weight, pairs = sums
    number = round(float(pairs) / 2)
    return Moment(float(product / weight) if number else float("nan"), number)
