"""What an average rep would be expected to book in a seat.

Until the response model stands, expectation is potential to a usual power, scaled by segment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

ELASTICITY = 0.66
"""Per cent more booked for one per cent more potential; a usual value, not one measured here."""


def expected_bookings(
    potential: ArrayLike,
    segment: Sequence[str | None],
    booked: ArrayLike,
    filled: ArrayLike,
    elasticity: float = ELASTICITY,
) -> NDArray[np.float64]:
    """
    Bookings that an average rep is expected to bring in each seat over a full period.

    Parameters
    ----------
    potential : array_like, shape (n,)
        Money a year that the seat's accounts could give; ``nan`` where not known.
    segment : sequence of str, length n
        Segments are scaled apart.
    booked : array_like, shape (n,)
        What was booked in each seat in the period, money.
    filled : array_like, shape (n,)
        Share of the period in which somebody held the seat; above 1 where two did.
    elasticity : float
        Power of potential.

    Returns
    -------
    ndarray, shape (n,)
        ``k_s * potential ** elasticity``, with ``k_s`` such that expectation x filled sums to
        what the segment's seats booked. ``nan`` where potential is unknown or not positive, and
        in a segment that booked nothing.

    Raises
    ------
    DataError
        If the shapes differ.
    """
    p, b, f = (np.asarray(x, dtype=np.float64) for x in (potential, booked, filled))
    labels = np.asarray(segment, dtype=object)
    if not p.shape == b.shape == f.shape == labels.shape:
        raise DataError(f"{p.shape} potentials, {b.shape} bookings, {f.shape} filled shares.")
    known = p > 0
    strength = np.zeros_like(p)
    strength[known] = p[known] ** elasticity
    expected = np.full_like(p, np.nan)
    for name in dict.fromkeys(segment):
        here = known & (labels == name)
        held, total = float(strength[here] @ f[here]), float(b[here].sum())
        if held > 0 and total > 0:
            expected[here] = strength[here] * total / held
    return expected
