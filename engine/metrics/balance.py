"""Balance: how alike patches are in what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def coefficient_of_variation(load: ArrayLike) -> float:
    """Standard deviation over mean (divisor n); ``nan`` where the mean is not positive."""
    x = np.asarray(load, dtype=np.float64)
    if not x.size or x.mean() <= 0:
        return float("nan")
    return float(x.std() / x.mean())


def share_within(load: ArrayLike, tolerance: float = 0.15) -> float:
    """Share of patches within ``tolerance`` (a decimal) of the mean patch, ends included."""
    x = np.asarray(load, dtype=np.float64)
    if not x.size or x.mean() <= 0:
        return float("nan")
    slack = tolerance * x.mean() * (1 + 1e-12)  # a patch exactly on the edge is inside
    return float(np.mean(np.abs(x - x.mean()) <= slack))
