"""What each rep's patches hold and are expected to book, by the days that the rep held them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.response.expectation import ELASTICITY, expected_bookings, usual_strength
from engine.scenarios.columns import matched, numbers, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from engine.scenarios.fitted import Fitted


@dataclass(frozen=True, slots=True, eq=False)
class PatchesHeld:
    """Sums over a rep's patches, weighted with the share of the period that they were held."""

    potential: NDArray[np.float64]
    """``nan`` where the potential of a patch is not known, shape (n_reps,)."""
    expected: NDArray[np.float64]
    """Bookings of an average rep in those patches on those days, money, same shape."""
    seat_expected: NDArray[np.float64]
    """Bookings of an average rep in each patch over the whole period, shape (n_seats,)."""


def patches_held(
    rep_ids: Sequence[str | None],
    seats: pa.Table,
    held: pa.Table,
    days: int,
    fit: Fitted | None = None,
    elasticity: float = ELASTICITY,
) -> PatchesHeld:
    """
    Join reps to their patches.

    Parameters
    ----------
    rep_ids : sequence of str, length n_reps
        Whom to answer for.
    seats : pyarrow.Table
        ``engine.store.seat.SCHEMA``.
    held : pyarrow.Table
        ``engine.store.seat_period.SCHEMA``.
    days : int
        Length of the period.
    fit : Fitted, optional
        The response model, which says what seats of a potential book against each other; else
        potential to the power of the elasticity does.
    elasticity : float
        Used where the model does not stand.
    """
    ids, potential = texts(seats, "territory_id"), numbers(seats, "potential")
    place = {seat: index for index, seat in enumerate(ids)}
    seat_of = np.array([place.get(seat, -1) for seat in texts(held, "territory_id")], dtype=int)
    known = seat_of >= 0
    share, booked = numbers(held, "days")[known] / days, numbers(held, "booked")[known]
    filled = np.bincount(seat_of[known], weights=share, minlength=len(ids))
    sold = np.bincount(seat_of[known], weights=booked, minlength=len(ids))
    strength = usual_strength(potential, elasticity)
    if fit is not None and fit.can_forecast:
        strength = np.where(potential > 0, fit.strength(ids), np.nan)
    expected = expected_bookings(strength, texts(seats, "segment"), sold, filled)
    holder = np.array(texts(held, "rep_id"), dtype=object)[known]
    rows = (rep_ids, holder, share, seat_of[known])
    return PatchesHeld(_by_rep(*rows, potential), _by_rep(*rows, expected), expected)


def _by_rep(
    rep_ids: Sequence[str | None],
    holder: NDArray[np.object_],
    share: NDArray[np.float64],
    seat: NDArray[np.int64],
    value: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Sum of share x value of a rep's patches; ``nan`` without a patch or with an unknown one."""
    names, place = np.unique(holder.astype(str), return_inverse=True)
    weights = share * value[seat] if value.size else share
    summed = np.bincount(place, weights=weights, minlength=names.size)
    return matched(rep_ids, names.tolist(), np.asarray(summed, dtype=np.float64))
