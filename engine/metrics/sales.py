"""The sales process: winning, pipeline, time to close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def win_rate(won: int, lost: int) -> float:
    """Won over won and lost, by number; ``nan`` where nothing was decided."""
    decided = won + lost
    return won / decided if decided else float("nan")


def pipeline_coverage(open_pipeline: float, quota_left: float) -> float:
    """Open pipeline over the quota still to be made (x times); ``inf`` once quota is met."""
    return open_pipeline / quota_left if quota_left > 0 else float("inf")


def median_cycle(
    days: ArrayLike,
    won: ArrayLike,
    entered: ArrayLike | None = None,
    weight: ArrayLike | None = None,
) -> float:
    """
    Kaplan-Meier median of days from opened to won, with delayed entry.

    Parameters
    ----------
    days : array_like, shape (n,)
        Age of each deal: days to the close, or days so far while it is open.
    won : array_like of bool, shape (n,)
        Whether the deal was won at that age; open ones are censored there.
    entered : array_like, shape (n,), optional
        Age at which each deal came under watch, at most ``days``; 0 where not given.
    weight : array_like, shape (n,), optional
        How many deals each row stands for; 1 where not given.

    Returns
    -------
    float
        First age at which at most half are still not won; ``nan`` if half never are, or if
        that age is reached only because everyone watched so far was won while others came
        under watch later.

    Notes
    -----
    Counting closed deals alone makes the cycle look shorter than it is, because long ones
    are still open. Counting deals that were old when the period began as if they had been
    watched from their first day makes it look longer, the more so the shorter the period.

    Source: Kaplan and Meier, Journal of the American Statistical Association 53 (1958);
    delayed entry: Klein and Moeschberger, Survival Analysis (2003), section 4.6.
    """
    age = np.asarray(days, dtype=np.float64)
    event = np.asarray(won, dtype=bool)
    start = np.zeros_like(age) if entered is None else np.asarray(entered, dtype=np.float64)
    count = np.ones_like(age) if weight is None else np.asarray(weight, dtype=np.float64)
    ages, place = np.unique(age[event], return_inverse=True)
    events = np.bincount(place, weights=count[event], minlength=ages.size)
    watched = _sum_below(start, count, ages, "right") - _sum_below(age, count, ages, "left")
    survival = np.cumprod(1.0 - events / watched)
    below = np.flatnonzero(survival <= 0.5)
    if not below.size or (survival[below[0]] == 0.0 and (start > ages[below[0]]).any()):
        return float("nan")
    return float(ages[below[0]])


def _sum_below(
    values: NDArray[np.float64],
    count: NDArray[np.float64],
    ages: NDArray[np.float64],
    side: Literal["left", "right"],
) -> NDArray[np.float64]:
    """Sum of ``count`` whose value is under each age; ``right`` counts those at it as well."""
    order = np.argsort(values)
    summed = np.concatenate(([0.0], np.cumsum(count[order])))
    return np.asarray(summed[np.searchsorted(values[order], ages, side=side)])
