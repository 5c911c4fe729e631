"""What hires bring: a marginal gain, since their patches are carved out of others'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import DataError
from engine.people.ramp import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.people.ramp import Ramp


@dataclass(frozen=True, slots=True)
class Carved:
    """A pool of seats once hires have been given patches of the same size as everyone's."""

    kept: float
    """What each seat that was there is expected to book, as a multiple of before."""
    hired: float
    """What all hires are expected to book, in average seats' bookings before."""


def carve(
    seats: int, starts: Sequence[float], *, elasticity: float, ramp: Ramp, settled: bool = False
) -> Carved:
    """
    Share a pool's potential with hires.

    Each of ``n + h`` seats holds ``n / (n + h)`` of the potential and books that to the power
    of the elasticity; a settled pool so gains the marginal ``(1 + h / n) ** (1 - a) - 1``.

    Parameters
    ----------
    seats : int
        Seats in the pool today.
    starts : sequence of float
        Month of the year, from 0, in which each hire starts and takes over a patch.
    elasticity : float
        Of bookings to potential.
    ramp : Ramp
        The hires'.
    settled : bool
        A year in which all hires are there throughout and fully ramped.

    Raises
    ------
    DataError
        If there is no seat to carve from, or a hire starts outside the year.
    """
    if seats < 1:
        raise DataError("There is no patch from which hires could be given theirs.")
    if not all(0 <= start <= MONTHS for start in starts):
        raise DataError("A hire starts outside the year planned.")
    smaller = (seats / (seats + len(starts))) ** elasticity
    if settled:
        return Carved(smaller, smaller * len(starts))
    joined = sorted(starts)
    kept, hired, last = 0.0, 0.0, 0.0
    for n, start in enumerate([*joined, float(MONTHS)]):
        kept += (start - last) / MONTHS * (seats / (seats + n)) ** elasticity
        last = start
    for start in joined:
        hired += float(ramp.months(MONTHS - start)) / MONTHS * smaller
    return Carved(kept, hired)
