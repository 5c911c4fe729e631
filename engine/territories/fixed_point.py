"""Millionths: the integers in which problems are stated, so that bounds are exact."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ONE = 1_000_000
"""One, in millionths."""

LARGEST = 10**12
"""Largest number taken, so that no sum or product leaves 64 bits."""

_SAFE = 4e9  # below this a float still tells a millionth from the next


def millionths(number: float | str) -> int:
    """One number in millionths, rounded half to even."""
    exact = Decimal(str(number)) * ONE
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def to_millionths(
    values: NDArray[np.float64], texts: Sequence[str] | None = None
) -> tuple[NDArray[np.int64], int]:
    """
    Bring numbers to millionths, rounded half to even.

    Parameters
    ----------
    values : ndarray, shape (n,)
        The numbers.
    texts : sequence of str, optional
        The same as they were written; where given, digits beyond the sixth decimal are
        rounded by what was written, not by the nearest float.

    Returns
    -------
    ndarray of int64, shape (n,)
        Millionths.
    int
        How many had more than six decimals.
    """
    scaled = values * ONE
    result = np.rint(scaled).astype(np.int64)
    suspect = (np.abs(scaled - result) > 1e-3) | (np.abs(values) > _SAFE)
    if texts is not None:
        suspect |= np.abs(scaled - result) > np.abs(scaled) * 1e-14
    rounded = 0
    for row in np.flatnonzero(suspect).tolist():
        written = texts[row] if texts is not None else repr(float(values[row]))
        exact = Decimal(written) * ONE
        whole = exact.quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
        result[row] = int(whole)
        rounded += whole != exact
    return result, rounded


def exact_sum(values: NDArray[np.int64]) -> int:
    """Sum without overflow, as a whole number of any size."""
    high = int((values >> 32).sum())
    return (high << 32) + int((values & 0xFFFFFFFF).sum())
