"""Least change: move quotas as little as the total and the limits allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Amounts = NDArray[np.float64]


def least_change(
    target: Amounts, scale: Amounts, lower: Amounts, upper: Amounts, total: float
) -> Amounts:
    """
    Quotas closest to their targets that sum to a total and stay within their limits.

    Minimises ``sum((q - target)**2 / scale)``. The answer is ``clip(target + level * scale)``,
    and the sum over seats rises with the level in straight pieces whose ends are where a seat
    leaves its lower limit or meets its upper one. So the level is found exactly on the sorted
    ends, in ``O(n log n)``, without iterating. Every dollar moves in the direction of the total,
    so no other answer moves fewer dollars either.

    Parameters
    ----------
    target, scale, lower, upper : ndarray, shape (n,)
        Wished amounts; how readily each gives way (0: not at all within its limits), limits.
        ``lower`` is finite; ``upper`` may be infinite.
    total : float
        What the answer must sum to, between the sums of the limits.

    Returns
    -------
    ndarray, shape (n,)

    Raises
    ------
    DataError
        If limits cross, or their sums do not hold the total between them.
    """
    if (lower > upper).any():
        raise DataError("A lower limit lies above its upper one.")
    start = np.clip(target, lower, upper)
    moves = scale > 0
    if not moves.any():
        _check_total(start.sum(), start.sum(), total)
        return start
    fixed = float(start[~moves].sum())
    t, s, low, high = (x[moves] for x in (target, scale, lower, upper))
    _check_total(fixed + float(low.sum()), fixed + float(high.sum()), total)
    level = _level(t, s, low, high, total - fixed)
    start[moves] = _settle(t, s, low, high, total - fixed, level)
    return start


def _level(t: Amounts, s: Amounts, low: Amounts, high: Amounts, total: float) -> float:
    """Level at which the clipped amounts sum to the total."""
    ends = np.concatenate([(low - t) / s, (high - t) / s])
    slopes = np.concatenate([s, -s])
    order = np.argsort(ends, kind="stable")
    ends, rising = ends[order], np.cumsum(slopes[order])
    finite = np.isfinite(ends)
    ends, rising = ends[finite], rising[finite]
    sums = float(low.sum()) + np.concatenate([[0.0], np.cumsum(np.diff(ends) * rising[:-1])])
    k = int(np.searchsorted(sums, total, side="right")) - 1
    if k < 0:
        return float(ends[0])
    if rising[k] <= 0 or (k == len(ends) - 1 and finite.all()):
        return float(ends[k])
    return float(ends[k] + (total - sums[k]) / rising[k])


def _settle(
    t: Amounts, s: Amounts, low: Amounts, high: Amounts, total: float, level: float
) -> Amounts:
    """Amounts at a level, the free ones solved again so that sums carry no rounding of ends."""
    amounts = np.clip(t + level * s, low, high)
    free = (amounts > low) & (amounts < high)
    if free.any():
        rest = total - float(amounts[~free].sum()) - float(t[free].sum())
        again = t[free] + s[free] * (rest / float(s[free].sum()))
        amounts[free] = np.clip(again, low[free], high[free])
    return np.asarray(amounts)


def _check_total(least: float, most: float, total: float) -> None:
    slack = 1e-9 * max(abs(least), abs(total), 1.0)
    if not least - slack <= total <= most + slack:
        raise DataError(
            f"The limits sum to {least:,.2f} to {most:,.2f}, the total is {total:,.2f}."
        )
