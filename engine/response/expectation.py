"""What an average rep would be expected to book in a seat, scaled to what was booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

ELASTICITY = 0.66
"""Per cent more booked for one per cent more potential; a usual value, not one measured here."""


def usual_strength(potential: ArrayLike, elasticity: float = ELASTICITY) -> NDArray[np.float64]:
    """
    What seats book against each other where no model says: potential to a power, shape (n,).

    ``nan`` where potential is unknown or not positive.
    """
    p = np.asarray(potential, dtype=np.float64)
    known = p > 0
    strength = np.full_like(p, np.nan)
    strength[known] = p[known] ** elasticity
    return strength


def expected_bookings(
    strength: ArrayLike,
    segment: Sequence[str | None],
    booked: ArrayLike,
    filled: ArrayLike,
) -> NDArray[np.float64]:
    """
    Bookings that an average rep is expected to bring in each seat over a full period.

    Parameters
    ----------
    strength : array_like, shape (n,)
        What an average rep books in each seat against others of its segment, any unit; ``nan``
        where not known.
    segment : sequence of str, length n
        Segments are scaled apart.
    booked : array_like, shape (n,)
        What was booked in each seat in the period, money.
    filled : array_like, shape (n,)
        Share of the period in which somebody held the seat; above 1 where two did.

    Returns
    -------
    ndarray, shape (n,)
        ``k_s * strength``, with ``k_s`` such that expectation x filled sums to
        what the segment's seats booked. ``nan`` where strength is unknown, and
        in a segment that booked nothing.

    Raises
    ------
    DataError
        If the shapes differ.
    """
    s, b, f = (np.asarray(x, dtype=np.float64) for x in (strength, booked, filled))
    labels = np.asarray(segment, dtype=object)
    if not s.shape == b.shape == f.shape == labels.shape:
        raise DataError(f"{s.shape} strengths, {b.shape} bookings, {f.shape} filled shares.")
    known = s > 0
    expected = np.full_like(s, np.nan)
    for name in dict.fromkeys(segment):
        here = known & (labels == name)
        held, total = float(s[here] @ f[here]), float(b[here].sum())
        if held > 0 and total > 0:
            expected[here] = s[here] * total / held
    return expected
