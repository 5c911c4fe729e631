"""Keep last year's quotas, scaled all alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.quotas.rounding import largest_remainder

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.model.scenario import QuotaLevers

CENTS = 100


def kept_quotas(
    previous: NDArray[np.float64], expected_total: float, levers: QuotaLevers
) -> NDArray[np.float64]:
    """
    Quotas of the coming period: last year's by patch, scaled to what is handed out.

    Parameters
    ----------
    previous : ndarray, shape (n_seats,)
        Quota of each patch in its latest year, money; 0 where it had none.
    expected_total : float
        What the patches together are expected to book, money; ``nan`` where not known.
    levers : QuotaLevers
        Growth, or a target, or a multiple of what is expected; and over-assignment.

    Returns
    -------
    ndarray, shape (n_seats,)
        Money to whole cents. They sum to the cent to what is handed out.
    """
    cents = np.rint(previous * CENTS)
    base = float(cents.sum())
    if base <= 0:
        return np.zeros_like(previous)
    target = base * (1.0 + levers.growth)
    if levers.target is not None:
        target = levers.target * CENTS
    elif levers.handed_out is not None:
        target = levers.handed_out * expected_total * CENTS
    handed_out = target * (1.0 + levers.over_assignment)
    return largest_remainder(cents * (handed_out / base), round(handed_out)) / CENTS
