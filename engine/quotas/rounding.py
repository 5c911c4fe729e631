"""Whole cents that sum exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def largest_remainder(amounts: ArrayLike, total: int) -> NDArray[np.int64]:
    """
    Round amounts to whole units that sum to a total.

    Parameters
    ----------
    amounts : array_like, shape (n,)
        Amounts in the unit, summing to about ``total``.
    total : int
        What the rounded amounts must sum to.

    Returns
    -------
    ndarray of int, shape (n,)
        Each amount rounded down, the units left over going to the largest remainders, the
        earlier first where they tie.
    """
    exact = np.asarray(amounts, dtype=np.float64)
    whole = np.floor(exact)
    left = total - int(whole.sum())
    order = np.argsort(-(exact - whole), kind="stable")
    units = whole.astype(np.int64)
    rounds, extra = divmod(left, len(units))
    units[order] += rounds
    units[order[:extra]] += 1
    return units
