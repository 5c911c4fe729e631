"""Pay: what selling costs and what a quota stands to pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def quota_to_ote(quota: ArrayLike, base_pay: ArrayLike, target_incentive: ArrayLike) -> float:
    """
    Quota over on-target earnings, the sums of those for whom all three are known.

    Parameters
    ----------
    quota, base_pay, target_incentive : array_like, shape (n,)
        Money a year; ``nan`` where not known.

    Returns
    -------
    float
        How many times on-target earnings the quota is; ``nan`` if nobody has all three.
    """
    q, base, incentive = (
        np.asarray(x, dtype=np.float64) for x in (quota, base_pay, target_incentive)
    )
    ote = base + incentive
    known = (q > 0) & (ote > 0)
    return float(q[known].sum() / ote[known].sum()) if known.any() else float("nan")


def ccos(base_pay: float, variable_pay: float, booked: float) -> float:
    """
    Compensation cost of sales: cash pay over the bookings it earned, a decimal.

    Source: worldatwork.org, "Why compensation cost of sales is a metric that deserves your
    attention".
    """
    return (base_pay + variable_pay) / booked if booked > 0 else float("nan")
