"""Concentration: how few carry how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def top_share(amounts: ArrayLike, share_of_people: float = 0.1) -> float:
    """
    Part of the total that the top ``ceil(share x n)`` carry.

    Negative amounts count as zero; ``nan`` where nothing was booked.
    """
    x = np.sort(_clipped(amounts))[::-1]
    total = float(x.sum())
    if total <= 0:
        return float("nan")
    # rounding first keeps 0.1 x 30 = 3.0000000000000004 from becoming four people
    return float(x[: int(np.ceil(round(share_of_people * x.size, 9)))].sum()) / total


def gini(amounts: ArrayLike) -> float:
    """
    Gini coefficient, 0 (all alike) to 1 (one has all).

    Notes
    -----
    ``sum_i (2i - n - 1) x_(i) / (n sum x)`` over ascending amounts, negatives as zero.
    """
    x = np.sort(_clipped(amounts))
    n, total = x.size, float(x.sum())
    if total <= 0:
        return float("nan")
    return float((2 * np.arange(1, n + 1) - n - 1) @ x) / (n * total)


def _clipped(amounts: ArrayLike) -> NDArray[np.float64]:
    return np.clip(np.asarray(amounts, dtype=np.float64), 0.0, None)
