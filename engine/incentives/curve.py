"""A payout curve: what share of target incentive an attainment earns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.model.scenario import KEEP

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from engine.model.scenario import CurveChange

Boundary = Literal["lower", "upper"]


@dataclass(frozen=True, slots=True, eq=False)
class PayoutCurve:
    """
    Straight pieces: from ``at[k]`` on, the payout share is ``intercept[k] + slope[k] * x``.

    Marginal, whole, lookup and interpolated schedules all take this form, so that pay for
    millions of attainments is one search and one multiplication.
    """

    at: NDArray[np.float64]
    """Attainments where pieces start, ascending, the first minus infinity, shape (n,)."""
    intercept: NDArray[np.float64]
    """Payout share, shape (n,)."""
    slope: NDArray[np.float64]
    """Payout share for each unit of attainment, shape (n,)."""
    boundary: Boundary = "lower"
    """Whether an attainment equal to a start is in the piece that starts (``lower``) or before."""
    threshold: float | None = None
    """Attainment below which nothing is paid."""
    cap: float | None = None
    """Largest payout share."""


FROM_THE_FIRST_DOLLAR = PayoutCurve(np.array([-np.inf, 0.0]), np.zeros(2), np.array([0.0, 1.0]))
"""Target incentive x attainment, uncapped: what is paid where no plan is known."""


def payout_share(curve: PayoutCurve, attainment: ArrayLike) -> NDArray[np.float64]:
    """
    Incentive earned as a share of target incentive.

    Parameters
    ----------
    curve : PayoutCurve
        The compiled plan.
    attainment : array_like, any shape
        Decimals; below zero pays nothing, as a clawback is settled elsewhere.

    Returns
    -------
    ndarray, same shape
        Payout shares; ``nan`` where the attainment is.
    """
    x = np.asarray(attainment, dtype=np.float64)
    side: Literal["left", "right"] = "right" if curve.boundary == "lower" else "left"
    piece = np.maximum(np.searchsorted(curve.at, x, side=side) - 1, 0)
    share = curve.intercept[piece] + curve.slope[piece] * x
    if curve.threshold is not None:
        share = np.where(x < curve.threshold, 0.0, share)
    if curve.cap is not None:
        share = np.minimum(share, curve.cap)
    return share


def change(curve: PayoutCurve, levers: CurveChange) -> PayoutCurve:
    """
    Curve with a steeper (or flatter) slope above 100 %, another threshold, another cap.

    A jump above 100 % keeps its size; only slopes are multiplied. No change returns the curve
    itself.
    """
    if levers.accelerator != 1.0:
        curve = _accelerate(curve, levers.accelerator)
    if levers.threshold != KEEP:
        curve = replace(curve, threshold=levers.threshold)
    if levers.cap != KEEP:
        curve = replace(curve, cap=levers.cap)
    return curve


def _accelerate(curve: PayoutCurve, multiple: float) -> PayoutCurve:
    split = _with_start_at_target(curve)
    at, intercept = split.at, split.intercept.copy()
    slope = np.where(at >= 1.0, multiple * split.slope, split.slope)
    for k in range(int(np.searchsorted(at, 1.0)), len(at)):
        before = split.intercept[k - 1] + split.slope[k - 1] * at[k]
        jump = split.intercept[k] + split.slope[k] * at[k] - before
        value = intercept[k - 1] + slope[k - 1] * at[k] + jump
        intercept[k] = value - slope[k] * at[k]
    return replace(split, intercept=intercept, slope=slope)


def _with_start_at_target(curve: PayoutCurve) -> PayoutCurve:
    """Same curve with a piece that starts at 100 %."""
    if 1.0 in curve.at:
        return curve
    k = int(np.searchsorted(curve.at, 1.0))
    return replace(
        curve,
        at=np.insert(curve.at, k, 1.0),
        intercept=np.insert(curve.intercept, k, curve.intercept[k - 1]),
        slope=np.insert(curve.slope, k, curve.slope[k - 1]),
    )
