"""Attainment: how much of a quota has been credited, and why the middle rep misses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_AT_ONCE = 16
"""Draws turned to rows at once, so that they stay in a core's own cache."""


def attainment(credited: ArrayLike, quota: ArrayLike) -> NDArray[np.float64]:
    """
    Divide credited bookings by quota, rep by rep.

    Parameters
    ----------
    credited : array_like, shape (n,)
        Credited bookings in the period, money. Negative after a clawback.
    quota : array_like, shape (n,)
        Quota for the same period after ramp and relief, money.

    Returns
    -------
    ndarray, shape (n,)
        Attainment as a decimal (1.0 is 100 % of quota); ``nan`` where the rep carries no
        quota, so that nobody is counted as having missed it.

    Raises
    ------
    DataError
        If the shapes differ or a quota is negative.

    Notes
    -----
    For a team, divide the sums (:func:`team_attainment`); the mean of the ratios answers
    another question.

    Source: performio.co/insight/sales-commission-glossary.
    """
    c = np.asarray(credited, dtype=np.float64)
    q = np.asarray(quota, dtype=np.float64)
    if c.shape != q.shape:
        raise DataError(f"{c.shape} credited amounts for {q.shape} quotas.")
    if (q < 0).any():
        raise DataError("A quota is negative; quota relief may only take it to zero.")
    return np.divide(c, q, out=np.full_like(c, np.nan), where=q > 0)


def team_attainment(credited: ArrayLike, quota: ArrayLike) -> float:
    """Attainment of the team as a whole, a decimal; ``nan`` if it carries no quota."""
    return float(attainment([np.sum(credited)], [np.sum(quota)])[0])


def median_attainment(attained: ArrayLike) -> float:
    """Middle of the attainments that there are; ``nan`` if there is none."""
    a = _present(attained)
    return float(np.median(a)) if a.size else float("nan")


def participation(attained: ArrayLike, at_least: float = 1.0) -> float:
    """Share of reps at or above an attainment; ``nan`` if nobody carries a quota."""
    a = _present(attained)
    return float(np.mean(a >= at_least)) if a.size else float("nan")


def share_between(attained: ArrayLike, low: float, high: float) -> float:
    """Share of reps with attainment from ``low`` to ``high``, both ends included."""
    a = _present(attained)
    return float(np.mean((a >= low) & (a <= high))) if a.size else float("nan")


def median_gap(credited: ArrayLike, quota: ArrayLike) -> dict[str, float]:
    """
    Split what the middle rep is short of 100 % into three parts that add up exactly.

    Parameters
    ----------
    credited, quota : array_like, shape (n,)
        Reps with a quota only.

    Returns
    -------
    dict
        ``level`` (team attainment - 1: too much handed out), ``weighting`` (mean - team: big
        patches count more) and ``skew`` (median - mean: a few carry the number), in decimals.

    Notes
    -----
    ``median - 1 = level + weighting + skew``, an identity.
    """
    a = attainment(credited, quota)
    team, mean = team_attainment(credited, quota), float(np.mean(a))
    return {
        "level": team - 1.0,
        "weighting": mean - team,
        "skew": median_attainment(a) - mean,
    }


def _present(attained: ArrayLike) -> NDArray[np.float64]:
    a = np.asarray(attained, dtype=np.float64)
    return a[~np.isnan(a)]


def middle_rep(attained: NDArray[np.float64]) -> NDArray[np.float64]:
    """
    Median over reps in each draw, shape (n_draws,).

    Parting rows that lie together in memory at their middle takes a third of the time of
    ``np.median``.
    """
    n, draws = attained.shape
    middle = np.empty(draws)
    for first in range(0, draws, _AT_ONCE):
        by_draw = np.ascontiguousarray(attained[:, first : first + _AT_ONCE].T)
        by_draw.partition(n // 2, axis=1)
        upper = by_draw[:, n // 2]
        lower = upper if n % 2 else by_draw[:, : n // 2].max(axis=1)
        middle[first : first + _AT_ONCE] = (lower + upper) / 2
    return middle
