"""Schedules as plans write them, compiled to straight pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Pieces = tuple["NDArray[np.float64]", "NDArray[np.float64]", "NDArray[np.float64]"]
"""Starts (the first minus infinity), intercepts and slopes."""


def marginal(tiers: Sequence[tuple[float, float]]) -> Pieces:
    """Each tier's rate is paid on the part of x inside it; nothing below the first."""
    start, rate = _columns(tiers)
    paid_before = np.concatenate([[0.0], np.cumsum(np.diff(start) * rate[:-1])])
    return _from_zero(start, paid_before - rate * start, rate)


def whole(tiers: Sequence[tuple[float, float]]) -> Pieces:
    """The rate of the tier that x is in is paid on all of x."""
    start, rate = _columns(tiers)
    return _from_zero(start, np.zeros_like(rate), rate)


def lookup(tiers: Sequence[tuple[float, float]]) -> Pieces:
    """The value of the tier that x is in."""
    start, value = _columns(tiers)
    return _from_zero(start, value, np.zeros_like(value))


def interpolate(
    points: Sequence[tuple[float, float]],
    below: Literal["zero", "flat", "slope"] = "zero",
    above: Literal["flat", "slope"] = "flat",
) -> Pieces:
    """
    Straight lines between points; two points with one x are a jump.

    Parameters
    ----------
    points : sequence of (x, y)
        Ascending in x, at least two different x.
    below, above : str
        What lies outside: nothing, the end's value, or the end's line carried on.
    """
    x, y = _columns(points)
    line = np.flatnonzero(np.diff(x) > 0)
    slope = (y[line + 1] - y[line]) / (x[line + 1] - x[line])
    intercept = y[line] - slope * x[line]
    head = {"zero": (0.0, 0.0), "flat": (y[0], 0.0), "slope": (intercept[0], slope[0])}[below]
    tail = {"flat": (y[-1], 0.0), "slope": (intercept[-1], slope[-1])}[above]
    at = np.concatenate([[-np.inf], x[line], x[-1:]])
    return (
        at,
        np.concatenate([[head[0]], intercept, [tail[0]]]),
        np.concatenate([[head[1]], slope, [tail[1]]]),
    )


def _columns(pairs: Sequence[tuple[float, float]]) -> tuple[NDArray[np.float64], ...]:
    table = np.asarray(pairs, dtype=np.float64)
    return table[:, 0], table[:, 1]


def _from_zero(
    start: NDArray[np.float64], intercept: NDArray[np.float64], slope: NDArray[np.float64]
) -> Pieces:
    """Prepend the piece below the first start, which pays nothing."""
    return (
        np.concatenate([[-np.inf], start]),
        np.concatenate([[0.0], intercept]),
        np.concatenate([[0.0], slope]),
    )
