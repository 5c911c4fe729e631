"""How activity goes with results, within segments: association, never cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import norm, rankdata

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

FEWEST_REPS = 30
"""Below this many reps the interval is wider than any answer; 'too few to tell' is printed."""


def link_within(
    activity: ArrayLike, result: ArrayLike, group: ArrayLike
) -> tuple[float, float, float, int]:
    """
    Rank correlation of activity and result within groups, with its 95 % interval.

    Parameters
    ----------
    activity, result : array_like, shape (n,)
        One value a rep.
    group : array_like of str, shape (n,)
        Segment; ranks are taken and centred inside it, so that segments that differ in both
        cannot fake a link.

    Returns
    -------
    tuple
        Correlation, lower end, upper end, reps compared; ``nan`` where nothing varies.

    Notes
    -----
    Fisher's z with standard error ``1.06 / sqrt(n - k - 2)`` for ``k`` groups, the usual
    widening for ranks. Groups of fewer than three reps are left aside.
    """
    x, y = np.asarray(activity, dtype=np.float64), np.asarray(result, dtype=np.float64)
    labels = np.asarray(group, dtype=str)
    ranked = [
        (_centred(x[labels == g]), _centred(y[labels == g]))
        for g in np.unique(labels)
        if (labels == g).sum() >= 3
    ]
    nothing = (float("nan"), float("nan"), float("nan"))
    if not ranked:
        return (*nothing, 0)
    a, b = (np.concatenate(side) for side in zip(*ranked, strict=True))
    scale = float(np.sqrt((a @ a) * (b @ b)))
    freedom = a.size - len(ranked) - 2
    if scale == 0 or freedom < 1:
        return (*nothing, int(a.size))
    r = float(np.clip(a @ b / scale, -1.0, 1.0))
    z = np.arctanh(np.clip(r, -0.999999, 0.999999))
    half = norm.ppf(0.975) * 1.06 / np.sqrt(freedom)
    return r, float(np.tanh(z - half)), float(np.tanh(z + half)), int(a.size)


def verdict(lo: float, hi: float, n: int) -> str:
    """Say in a sentence what the interval allows to say."""
    if n < FEWEST_REPS or np.isnan(lo):
        return f"Too few reps to tell ({n})."
    if lo > 0:
        return "Goes with results within segments; not shown to cause them."
    if hi < 0:
        return "Goes against results within segments; not shown to cause it."
    return "No link shown within segments."


def _centred(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks from -0.5 to 0.5 around their middle, so that groups of any size weigh by number."""
    ranks = rankdata(values)
    return np.asarray((ranks - ranks.mean()) / ranks.size, dtype=np.float64)
