"""Least change: move quotas as little as the total and the limits allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Amounts = NDArray[np.float64]

_STEPS = 12
"""Corrections before the ends of all pieces are sorted; four are usual."""
_NIL = 1e-14
"""Part of the total that rounding leaves of a sum."""


def least_change(
    target: Amounts, scale: Amounts, lower: Amounts, upper: Amounts, total: float
) -> Amounts:
    """
    Quotas closest to their targets that sum to a total and stay within their limits.

    Minimises ``sum((q - target)**2 / scale)``. The answer is ``clip(target + level * scale)``,
    and the sum over seats rises with the level in straight pieces whose ends are where a seat
    leaves its lower limit or meets its upper one. Stepping along the piece at hand ends exactly
    once no seat changes sides; where it does not end soon, the ends are sorted and the piece is
    looked up, so the answer is exact in ``O(n log n)`` at worst. Every dollar moves in the
    direction of the total, so no other answer moves fewer dollars either.

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
    if np.count_nonzero(lower > upper):
        raise DataError("A lower limit lies above its upper one.")
    moves = scale > 0
    if np.count_nonzero(moves) == moves.size:
        return _water_level(target, scale, lower, upper, total)
    amounts = _between(target, lower, upper)
    rest = total - float(amounts[~moves].sum())
    t, s, low, high = (column[moves] for column in (target, scale, lower, upper))
    amounts[moves] = _water_level(t, s, low, high, rest)
    return amounts


def _water_level(t: Amounts, s: Amounts, low: Amounts, high: Amounts, total: float) -> Amounts:
    """Amounts where every seat gives way."""
    leaves, meets = low - t, high - t
    leaves /= s
    meets /= s
    rest = total - float(t.sum())
    nil = _NIL * abs(total)
    level, is_met = _step_from(0.0, s, leaves, meets, rest, nil)
    if not is_met:
        _check_total(float(low.sum()), float(high.sum()), total)
        level = sorted_level(t, s, low, high, total)
        level, _ = _step_from(level, s, leaves, meets, rest, nil)
    amounts = s * level
    amounts += t
    return _between(amounts, low, high, out=amounts)


def _step_from(
    level: float, s: Amounts, leaves: Amounts, meets: Amounts, rest: float, nil: float
) -> tuple[float, bool]:
    """
    Level after steps, each to where its piece meets the total; and whether it is met.

    A seat's own level follows the common one between where it leaves its lower limit and where
    it meets its upper one. Kept in levels, a step is five passes; of two thousand seats most of
    their time goes into calling them, so none is spent on a copy or a check.
    """
    own = np.empty_like(s)
    for _ in range(_STEPS):
        np.maximum(leaves, level, out=own)
        np.minimum(own, meets, out=own)
        gap = rest - float(s.dot(own))
        if abs(gap) <= nil:
            return level, True
        gives = float(s.dot(own == level))
        if gives <= 0:
            break
        level += gap / gives
    return level, False


def sorted_level(t: Amounts, s: Amounts, low: Amounts, high: Amounts, total: float) -> float:
    """
    Level at which the clipped amounts sum to the total, looked up among the sorted ends.

    Parameters
    ----------
    t, s, low, high : ndarray, shape (n,)
        Targets, positive scales and limits.
    total : float
        Between the sums of the limits.
    """
    leaves, meets = (low - t) / s, (high - t) / s
    ends = np.concatenate([leaves, meets[np.isfinite(meets)]])
    order = np.argsort(ends)
    ends = ends[order]
    rising = np.cumsum(np.concatenate([s, -s[np.isfinite(meets)]])[order])
    sums = float(low.sum()) + np.concatenate([[0.0], np.cumsum(np.diff(ends) * rising[:-1])])
    k = max(int(np.searchsorted(sums, total, side="right")) - 1, 0)
    nobody_left = k == len(ends) - 1 and bool(np.isfinite(meets).all())
    further = 0.0 if nobody_left or rising[k] <= 0 else (total - sums[k]) / rising[k]
    return float(ends[k] + further)


def _between(amounts: Amounts, low: Amounts, high: Amounts, out: Amounts | None = None) -> Amounts:
    return np.minimum(np.maximum(amounts, low, out=out), high, out=out)


def _check_total(least: float, most: float, total: float) -> None:
    slack = 1e-9 * max(abs(least), abs(total), 1.0)
    if not least - slack <= total <= most + slack:
        raise DataError(
            f"The limits sum to {least:,.2f} to {most:,.2f}, the total is {total:,.2f}."
        )
