"""Pay mix: base pay and target incentive at the same on-target earnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.errors import LeverError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from engine.incentives.plan import Plan

    Floats = NDArray[np.float64]


def remixed(
    base_pay: Floats, target_incentive: Floats, base_share: float, plans: Iterable[Plan]
) -> tuple[Floats, Floats]:
    """
    Base pay and target incentive at another base share, on-target earnings kept.

    Parameters
    ----------
    base_pay, target_incentive : ndarray, shape (n,)
        Money a year; where either is ``nan`` both stay.
    base_share : float
        Base pay over on-target earnings, a decimal.
    plans : iterable of Plan
        Plans of these people.

    Raises
    ------
    LeverError
        If nobody's on-target earnings are known, or a plan pays rates on money, which do not
        follow target incentive.
    """
    earnings = base_pay + target_incentive
    known = ~np.isnan(earnings)
    if not known.any():
        raise LeverError(
            "incentive.change.base_share needs on-target earnings, and nobody's are known.",
            "Load rep.base_pay and rep.target_incentive, or leave it out.",
        )
    on_money = [p.name for p in plans if any(c.is_money for c in p.components)]
    if on_money:
        raise LeverError(
            f"The plan {on_money[0]} pays rates on money, so another base share would not change "
            "what it pays at quota.",
            "Write it on attainments, or leave incentive.change.base_share out.",
        )
    return (
        np.where(known, base_share * earnings, base_pay),
        np.where(known, (1.0 - base_share) * earnings, target_incentive),
    )
