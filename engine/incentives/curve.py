"""A payout curve: straight pieces, whatever the method that a plan writes it in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

Boundary = Literal["lower", "upper"]


@dataclass(frozen=True, slots=True, eq=False)
class PayoutCurve:
    """
    Straight pieces: from ``at[k]`` on, what is paid is ``intercept[k] + slope[k] * x``.

    Marginal, whole, lookup and interpolated schedules all take this form, so that pay for
    millions of attainments is one search and one multiplication.
    """

    at: NDArray[np.float64]
    """Inputs where pieces start, ascending, the first minus infinity, shape (n,)."""
    intercept: NDArray[np.float64]
    """Payout share (money for an amount), shape (n,)."""
    slope: NDArray[np.float64]
    """The same for each unit of input, shape (n,)."""
    boundary: Boundary = "lower"
    """Whether an input equal to a start is in the piece that starts (``lower``) or before."""


FROM_THE_FIRST_DOLLAR = PayoutCurve(np.array([-np.inf, 0.0]), np.zeros(2), np.array([0.0, 1.0]))
"""Target incentive x attainment, uncapped: what is paid where no plan is known."""


def paid(curve: PayoutCurve, x: ArrayLike) -> NDArray[np.float64]:
    """
    What a curve pays.

    Parameters
    ----------
    curve : PayoutCurve
        The compiled schedule.
    x : array_like, any shape
        Inputs: attainments as decimals, or money. Below the first tier nothing is paid, so a
        negative input pays nothing; a clawback is what a year to date takes back.

    Returns
    -------
    ndarray, same shape
        Payout shares, or money; ``nan`` where the input is.
    """
    inputs = np.asarray(x, dtype=np.float64)
    k = piece(curve, inputs)
    return curve.intercept[k] + curve.slope[k] * inputs


def piece(curve: PayoutCurve, x: NDArray[np.float64]) -> NDArray[np.int64]:
    """Index of the piece that each input lies in, same shape."""
    side: Literal["left", "right"] = "right" if curve.boundary == "lower" else "left"
    return np.maximum(np.searchsorted(curve.at, x, side=side) - 1, 0)


def accelerate(curve: PayoutCurve, multiple: float) -> PayoutCurve:
    """
    Curve with slopes above an input of 1 multiplied; a jump above it keeps its size.

    One times is the curve itself.
    """
    if multiple == 1.0:
        return curve
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
