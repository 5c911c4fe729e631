"""Quota-to-territory fit: whether a quota asks what the patch can give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import rankdata

from engine.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

BAND = (0.85, 1.15)
"""Quota within 15 % of what the patch can be expected to give."""


def fit(quota: ArrayLike, expected: ArrayLike) -> NDArray[np.float64]:
    """
    Share of quota over share of expected bookings, seat by seat.

    Parameters
    ----------
    quota : array_like, shape (n,)
        Quota carried in each seat, money.
    expected : array_like, shape (n,)
        Bookings that an average rep would be expected to bring in that seat, money.

    Returns
    -------
    ndarray, shape (n,)
        ``F_i = (Q_i / sum Q) / (E_i / sum E)``; above 1 the quota is too large for the patch.
        ``nan`` where there is no quota or no expectation; such seats enter neither sum.
    """
    q = np.asarray(quota, dtype=np.float64)
    e = np.asarray(expected, dtype=np.float64)
    if q.shape != e.shape:
        raise DataError(f"{q.shape} quotas for {e.shape} expectations.")
    known = (q > 0) & (e > 0)
    out = np.full_like(q, np.nan)
    if known.any():
        out[known] = (q[known] / q[known].sum()) / (e[known] / e[known].sum())
    return out


def share_in_band(quota: ArrayLike, fitted: ArrayLike) -> float:
    """Share of quota money whose fit lies in 0.85 to 1.15; ``nan`` without any."""
    q = np.asarray(quota, dtype=np.float64)
    f = np.asarray(fitted, dtype=np.float64)
    known = ~np.isnan(f)
    total = float(q[known].sum())
    inside = known & (f >= BAND[0]) & (f <= BAND[1])
    return float(q[inside].sum()) / total if total > 0 else float("nan")


def fit_spread(fitted: ArrayLike) -> float:
    """Standard deviation of ln F over seats (divisor n); 0 is a perfect fit."""
    f = np.asarray(fitted, dtype=np.float64)
    f = f[f > 0]
    return float(np.std(np.log(f))) if f.size else float("nan")


def rank_correlation(x: ArrayLike, y: ArrayLike) -> float:
    """
    Spearman's rank correlation over the pairs that are complete.

    ``nan`` for fewer than three pairs, or where one side never varies.
    """
    a, b = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    both = ~(np.isnan(a) | np.isnan(b))
    if both.sum() < 3:
        return float("nan")
    ranks = rankdata(a[both]), rankdata(b[both])
    if np.ptp(ranks[0]) == 0 or np.ptp(ranks[1]) == 0:
        return float("nan")
    return float(np.corrcoef(*ranks)[0, 1])


def rank_correlations(columns: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
    """
    Spearman's rank correlation of each column with `y`, shape (k,).

    Parameters
    ----------
    columns : array_like, shape (n, k)
        One column for each possible year; complete.
    y : array_like, shape (n,)
        ``nan`` where not known; those rows are left out.

    Returns
    -------
    ndarray, shape (k,)
        ``nan`` for fewer than three rows, or where one side never varies.
    """
    a, b = np.asarray(columns, dtype=np.float64), np.asarray(y, dtype=np.float64)
    known = ~np.isnan(b)
    found = np.full(a.shape[1], np.nan)
    if known.sum() < 3 or not found.size:
        return found
    ranks, other = rankdata(a[known], axis=0), rankdata(b[known])
    ranks, other = ranks - ranks.mean(axis=0), other - other.mean()
    scale = np.sqrt((ranks**2).sum(axis=0) * (other @ other))
    np.divide(other @ ranks, scale, out=found, where=scale > 0)
    return found
