"""Whole cents that sum exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_DECIMALS = 4
"""Of a unit; beyond them two remainders are equal, so that the order of sums decides nothing."""


def largest_remainder(amounts: ArrayLike, total: int) -> NDArray[np.int64]:
    """
    Round amounts to whole units that sum to a total.

    Parameters
    ----------
    amounts : array_like, shape (n,)
        Amounts in the unit, summing to about ``total``. Where they do and lie within whole
        bounds, so does the answer.
    total : int
        What the rounded amounts must sum to.

    Returns
    -------
    ndarray of int, shape (n,)
        Each amount rounded down, the units left over going to the largest remainders, among
        equal ones to the larger amount, among equal amounts to the earlier.
    """
    exact = np.asarray(amounts, dtype=np.float64).round(_DECIMALS)
    whole = np.floor(exact)
    left = total - int(whole.sum())
    order = np.lexsort((-exact, (whole - exact).round(_DECIMALS)))
    units = whole.astype(np.int64)
    if units.size:
        rounds, extra = divmod(left, units.size)
        units[order] += rounds
        units[order[:extra]] += 1
    return units
