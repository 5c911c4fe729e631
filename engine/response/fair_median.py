"""Where the middle rep would land if every quota equalled what its holder is expected to book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError
from engine.model.band import Band
from engine.response.redraw import poisson_table

if TYPE_CHECKING:
    from numpy.typing import NDArray


def fair_median(
    total: NDArray[np.float64],
    squares: NDArray[np.float64],
    largest: NDArray[np.float64],
    draws: int,
    seed: int,
) -> Band:
    """
    Median attainment of the same team with fair quotas and its own deals redrawn.

    Parameters
    ----------
    total : ndarray, shape (n,)
        Credited deals of each rep, money; 0 for a rep who won none.
    squares : ndarray, shape (n,)
        Sum of their squared sizes.
    largest : ndarray, shape (n, k)
        The largest deals of each rep, filled up with zeros.
    draws, seed : int
        Number of possible years, and where their luck starts.

    Returns
    -------
    Band
        Ten to ninety per cent of years.

    Raises
    ------
    DataError
        If nobody has won a deal, or there is no rep.

    Notes
    -----
    Each quota equals the expected bookings, so each rep's mean is 1: a rep's year is a Poisson
    number of deals in the rep's own sizes. The largest deals, which make a year lumpy, come
    back one by one, each a Poisson(1) number of times; the many small ones are drawn together
    from a gamma of the same mean and variance, so that the work does not grow with the number
    of deals. A rep without a deal gets the middle rep's variance.
    """
    if not (total > 0).any():
        raise DataError("Nobody has won a deal, so there is no year to redraw.")
    rng = np.random.default_rng(seed)
    table = poisson_table()
    scale = np.where(total > 0, total, 1.0)[:, None]
    year = _small_deals(total, squares, largest, draws, rng) / scale
    for size in largest.T:
        step = rng.integers(0, table.size, (total.size, draws), dtype=np.uint16)
        year += size[:, None] / scale * table[step]
    return Band.of(np.median(year, axis=0))


def _small_deals(
    total: NDArray[np.float64],
    squares: NDArray[np.float64],
    largest: NDArray[np.float64],
    draws: int,
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """What the deals beyond the largest bring, money, shape (n, draws)."""
    none = total <= 0
    typical = float(np.median(squares[~none] / total[~none] ** 2))
    mean = np.where(none, 1.0, total - largest.sum(axis=1))
    variance = np.where(none, typical, squares - (largest**2).sum(axis=1))
    drawn = np.zeros((total.size, draws))
    # what floating point leaves of a rep whose deals are all among the largest is no deal
    some = (mean > 1e-9 * np.where(none, 1.0, total)) & (variance > 0)
    shape, scale = mean[some] ** 2 / variance[some], variance[some] / mean[some]
    drawn[some] = rng.gamma(shape[:, None], scale[:, None], (int(some.sum()), draws))
    return drawn
