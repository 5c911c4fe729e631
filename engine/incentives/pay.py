"""Pay of many people in many possible years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.incentives.curve import payout_share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.incentives.curve import PayoutCurve


def pay(
    curves: Sequence[PayoutCurve],
    curve_of_rep: NDArray[np.int64],
    attainment: NDArray[np.float64],
    target_incentive: NDArray[np.float64],
) -> NDArray[np.float64]:
    """
    Incentive pay of each rep in each draw.

    Parameters
    ----------
    curves : sequence of PayoutCurve
        The plans in force.
    curve_of_rep : ndarray of int, shape (n_reps,)
        Index into ``curves``.
    attainment : ndarray, shape (n_reps, n_draws)
        Decimals over the whole year.
    target_incentive : ndarray, shape (n_reps,)
        Money a year.

    Returns
    -------
    ndarray, shape (n_reps, n_draws)
        Money a year.
    """
    paid = np.empty_like(attainment)
    for index, curve in enumerate(curves):
        reps = curve_of_rep == index
        if reps.all():
            return payout_share(curve, attainment) * target_incentive[:, None]
        paid[reps] = payout_share(curve, attainment[reps]) * target_incentive[reps, None]
    return paid
