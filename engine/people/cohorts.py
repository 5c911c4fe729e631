"""Capacity month by month: hires ramp, people leave, the vacancies are filled after a while."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.people.ramp import Ramp


@dataclass(frozen=True, slots=True, eq=False)
class Capacity:
    """What a team can carry in each month, shape (n_months,) each."""

    productive: NDArray[np.float64]
    """Sellers as productive as fully ramped ones."""
    people: NDArray[np.float64]
    """Sellers employed, leavers of the month included."""
    leavers: NDArray[np.float64]


def monthly(annual: float) -> float:
    """
    Share that leaves in a month when ``annual`` leave in a year, decimals.

    Raises
    ------
    DataError
        If it is no share below 1.
    """
    if not 0.0 <= annual < 1.0:
        raise DataError(f"An attrition of {annual:g} a year is no share below 1.")
    return float(1.0 - (1.0 - annual) ** (1.0 / 12.0))


def capacity(
    ramped: float, hires: Sequence[float], *, attrition: float, months_to_fill: int, ramp: Ramp
) -> Capacity:
    """
    Expected capacity of a team (cohort recursion).

    Parameters
    ----------
    ramped : float
        Fully ramped sellers at the start.
    hires : sequence of float
        Planned hires at the start of each month; its length is the horizon.
    attrition : float
        Share that leaves in a year, a decimal, the same at any tenure.
    months_to_fill : int
        Months until a leaver's successor starts, at tenure 0.
    ramp : Ramp
        Productive share by month of tenure.

    Returns
    -------
    Capacity
        In each month people start, are productive, and then some leave.
    """
    leaving, length = monthly(attrition), len(ramp.by_month)
    shares = np.array([*ramp.by_month, 1.0])
    by_tenure = np.zeros(length + 1)
    by_tenure[-1] = ramped
    productive, people, leavers = (np.zeros(len(hires)) for _ in range(3))
    for month, planned in enumerate(hires):
        filled = leavers[month - months_to_fill] if month >= months_to_fill > 0 else 0.0
        by_tenure[0] += planned + filled
        productive[month], people[month] = by_tenure @ shares, by_tenure.sum()
        leavers[month] = leaving * by_tenure.sum()
        staying = (1.0 - leaving) * by_tenure
        by_tenure = np.concatenate([[0.0], staying[:-1]])
        by_tenure[-1] += staying[-1]
    return Capacity(productive, people, leavers)
