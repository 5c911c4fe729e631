"""How lumpy deals are: the luck that a quarter's bookings carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.response.panel import Panel

    Floats = NDArray[np.float64]

_FEWEST = 20
"""Deals that a segment needs for figures of its own."""
_USUAL_EXTRA = 1.64
"""Second moment of a deal over its squared mean, where single deals are not known."""
_OUTLYING = 0.99
"""Cells lumpier than this part of all others count as lumpy as those."""


@dataclass(frozen=True, slots=True, eq=False)
class DealSizes:
    """Sizes of deals by segment, arrays of shape (n_segments,)."""

    mean: Floats
    """Mean deal, money."""
    phi: Floats
    """Variance of bookings over their mean: squared sizes over sizes, money."""

    @property
    def squared_cv(self) -> Floats:
        """Squared coefficient of variation of a deal, 0 where all are alike."""
        return np.asarray(np.maximum(self.phi / self.mean - 1, 0.0))


def deal_sizes(panel: Panel, expected: Floats) -> DealSizes:
    """
    Measure the deals of each segment.

    Parameters
    ----------
    panel : Panel
        History.
    expected : ndarray, shape (n_cells,)
        Mean bookings; where only totals are known the residuals around it speak for the deals.

    Notes
    -----
    Bookings are compound Poisson, so the sum of squared deals estimates their variance without
    any model. The lumpiest cell in a hundred is held to the next, so that one outlying deal
    does not make luck of everybody's year. A segment of few deals takes the figures of all.
    """
    known = ~np.isnan(panel.squares) & (panel.booked > 0) & (panel.squares > 0)
    if not known.any():
        return _from_residuals(panel, expected)
    ratio = panel.squares[known] / panel.booked[known]
    segment, n = panel.segment[known], panel.seats.n_segments
    for name in range(n):
        here = segment == name
        if here.any():
            ratio[here] = np.minimum(ratio[here], np.quantile(ratio[here], _OUTLYING))
    booked, number = panel.booked[known], panel.deals[known]
    sums = [np.bincount(segment, x, n) for x in (ratio * booked, booked, number)]
    squares, money, deals = (np.where(sums[2] >= _FEWEST, x, x.sum()) for x in sums)
    return DealSizes(money / deals, squares / money)


def _from_residuals(panel: Panel, expected: Floats) -> DealSizes:
    """Take all that varies around the mean for the work of deals: too wide, never too narrow."""
    phi = float(np.mean((panel.booked - expected) ** 2 / expected))
    each = np.full(panel.seats.n_segments, max(phi, 1e-9))
    return DealSizes(each / _USUAL_EXTRA, each)
