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
    rate = -np.log1p(-monthly(attrition))
    if rate == 0.0:
        return np.ones_like(fate)
    stays = np.minimum(-np.log1p(-fate) / rate, MONTHS)
    left_over = MONTHS - stays - days_to_fill / _DAYS_A_MONTH
    return np.asarray((stays + ramp.months(left_over)) / MONTHS)
