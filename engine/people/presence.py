"""How much of a year each seat is held by somebody productive, in each possible year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.people.cohorts import monthly
from engine.people.ramp import MONTHS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.people.ramp import Ramp

_DAYS_A_MONTH = 365.25 / MONTHS
_QUARTER = 3
_FIRSTS = range(0, MONTHS, _QUARTER)
"""First month of each quarter."""
FATES = (np.arange(1_000) + 0.5) / 1_000
"""Fates spread evenly, whose mean presence is that of a seat."""


def presence(
    fate: NDArray[np.float64], *, attrition: float, days_to_fill: float, ramp: Ramp
) -> NDArray[np.float64]:
    """
    Productive share of the year of each seat.

    A holder leaves after an exponential time; the seat is vacant until a successor starts, who
    ramps. A second change within the same year is left aside.

    Parameters
    ----------
    fate : ndarray, shape (n_seats, n_draws)
        Uniform random numbers, the same for every scenario: whoever leaves at 10 % a year also
        leaves at 20 %, and no later.
    attrition : float
        Share that leaves in a year, a decimal.
    days_to_fill : float
        Days from a leaver's last to a successor's first.
    ramp : Ramp
        The successor's.

    Returns
    -------
    ndarray, shape (n_seats, n_draws)
        Decimals; 1 where nobody leaves.
    """
    return np.asarray(
        sum(stay_and_successor(fate, attrition=attrition, days_to_fill=days_to_fill, ramp=ramp))
    )


def stay_and_successor(
    fate: NDArray[np.float64], *, attrition: float, days_to_fill: float, ramp: Ramp
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """
    Share of the year that a seat's holder stays, and the productive share of a successor.

    Parameters are those of :func:`presence`, whose result is the sum of the two.
    """
    rate = -np.log1p(-monthly(attrition))
    if rate == 0.0:
        return np.ones_like(fate), np.zeros_like(fate)
    stays = np.minimum(-np.log1p(-fate) / rate, MONTHS)
    left_over = MONTHS - stays - days_to_fill / _DAYS_A_MONTH
    return stays / MONTHS, ramp.months(left_over) / MONTHS


def by_quarter(
    fate: NDArray[np.float64], *, attrition: float, days_to_fill: float, ramp: Ramp
) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """
    As :func:`stay_and_successor` for each quarter, as shares of the year.

    The four sum to the year's.
    """
    rate = -np.log1p(-monthly(attrition))
    stays = np.full_like(fate, MONTHS) if rate == 0.0 else -np.log1p(-fate) / rate
    start = np.minimum(stays, MONTHS) + days_to_fill / _DAYS_A_MONTH
    own = [np.clip(stays - first, 0.0, _QUARTER) / MONTHS for first in _FIRSTS]
    return list(zip(own, _productive(start, ramp), strict=True))


def after_vacancy_by_quarter(days_to_fill: float, ramp: Ramp) -> list[float]:
    """As :func:`after_vacancy` for each quarter, as shares of the year; they sum to it."""
    return [float(part) for part in _productive(days_to_fill / _DAYS_A_MONTH, ramp)]


def after_vacancy(days_to_fill: float, ramp: Ramp) -> float:
    """Productive share of a year that begins with a vacancy of so many days."""
    return float(ramp.months(MONTHS - days_to_fill / _DAYS_A_MONTH)) / MONTHS


def _productive(start: NDArray[np.float64] | float, ramp: Ramp) -> list[NDArray[np.float64]]:
    """Productive share of the year, quarter by quarter, of who starts after so many months."""
    return [
        (ramp.months(first + _QUARTER - start) - ramp.months(first - start)) / MONTHS
        for first in _FIRSTS
    ]
