"""The sales process: winning, pipeline, time to close."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def win_rate(won: int, lost: int) -> float:
    """Won over won and lost, by number; ``nan`` where nothing was decided."""
    decided = won + lost
    return won / decided if decided else float("nan")


def pipeline_coverage(open_pipeline: float, quota_left: float) -> float:
    """Open pipeline over the quota still to be made (x times); ``inf`` once quota is met."""
    return open_pipeline / quota_left if quota_left > 0 else float("inf")


def median_cycle(days: ArrayLike, won: ArrayLike, weight: ArrayLike | None = None) -> float:
    """
    Kaplan-Meier median of days from opened to won.

    Parameters
    ----------
    days : array_like, shape (n,)
        Age of each deal: days to the close, or days so far while it is open.
    won : array_like of bool, shape (n,)
        Whether the deal was won at that age; open ones are censored there.
    weight : array_like, shape (n,), optional
        How many deals each row stands for; 1 where not given.

    Returns
    -------
    float
        First age at which at most half are still not won; ``nan`` if half never are.

    Notes
    -----
    Counting closed deals alone makes the cycle look shorter than it is, because long ones
    are still open.

    Source: Kaplan and Meier, Journal of the American Statistical Association 53 (1958).
    """
    age = np.asarray(days, dtype=np.float64)
    event = np.asarray(won, dtype=bool)
    count = np.ones_like(age) if weight is None else np.asarray(weight, dtype=np.float64)
    ages, place = np.unique(age, return_inverse=True)
    total = np.bincount(place, weights=count, minlength=ages.size)
    events = np.bincount(place, weights=count * event, minlength=ages.size)
    at_risk = total[::-1].cumsum()[::-1]
    survival = np.cumprod(1.0 - events / at_risk)
    below = np.flatnonzero(survival <= 0.5)
    return float(ages[below[0]]) if below.size else float("nan")
