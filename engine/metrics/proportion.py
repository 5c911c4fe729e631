"""Shares of small numbers, with the interval that they deserve."""

from __future__ import annotations

import numpy as np
from scipy.stats import beta, norm


def wilson(hits: float, number: float, level: float = 0.80) -> tuple[float, float]:
    """
    Wilson interval of a share.

    Parameters
    ----------
    hits, number : float
        How many of how many; ``number`` above 0.
    level : float
        Part of the time that the interval holds the truth.

    Returns
    -------
    tuple
        Lower and upper end, decimals. Three of ten at 80 %: 0.15 to 0.50 by the exact rule,
        0.16 to 0.49 by this one.

    Notes
    -----
    Source: Wilson (1927), Probable inference, J. Am. Stat. Assoc. 22.
    """
    z = float(norm.ppf(0.5 + level / 2))
    share, extra = hits / number, z * z / number
    middle = (share + extra / 2) / (1 + extra)
    half = z / (1 + extra) * np.sqrt(share * (1 - share) / number + extra / (4 * number))
    return max(float(middle - half), 0.0), min(float(middle + half), 1.0)


def difference(
    hits: float, number: float, other_hits: float, other_number: float, level: float = 0.80
) -> tuple[float, float, float]:
    """
    Difference of two shares, first less second, with its interval.

    Returns
    -------
    tuple
        Difference, lower and upper end, decimals.

    Notes
    -----
    Source: Newcombe (1998), Interval estimation for the difference between independent
    proportions, Stat. Med. 17, method 10.
    """
    one, other = hits / number, other_hits / other_number
    low, high = wilson(hits, number, level)
    other_low, other_high = wilson(other_hits, other_number, level)
    below = np.hypot(one - low, other_high - other)
    above = np.hypot(high - one, other - other_low)
    gap = one - other
    return gap, gap - float(below), gap + float(above)


def shrunk(
    hits: float, number: float, usual: float, weight: float, level: float
) -> tuple[float, float, float]:
    """
    Share drawn towards the usual one by the weight of so many cases, with its interval.

    Returns
    -------
    tuple
        Mean, lower and upper end of the beta posterior, decimals.

    Notes
    -----
    ``(hits + weight x usual) / (number + weight)``.
    """
    a, b = hits + weight * usual, number - hits + weight * (1 - usual)
    lo, hi = beta.ppf([0.5 - level / 2, 0.5 + level / 2], a, b)
    return a / (a + b), float(lo), float(hi)
