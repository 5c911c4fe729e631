"""Rounding as plans ask for it: to a step, with a say on where halves go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from engine.incentives.form.plan import Mode

_NOISE = 1e-9, 1e-13
"""Distance from a half, in steps and relative to the size, that is floating-point noise."""


def steps(values: ArrayLike, step: float, mode: Mode = "half_even") -> NDArray[np.float64]:
    """
    Whole steps that values round to.

    Parameters
    ----------
    values : array_like
        Money or attainments.
    step : float
        What is rounded to, such as 0.01.
    mode : str
        ``half_even``, ``half_up`` and ``half_down`` (away from and towards zero), ``up`` and
        ``down`` (away from and towards zero, whatever lies between).

    Returns
    -------
    ndarray, same shape
        Whole numbers as floats; ``nan`` where a value is.
    """
    scaled = np.asarray(values, dtype=np.float64) / step
    size = np.abs(scaled)
    slack = np.minimum(_NOISE[0] + _NOISE[1] * size, 0.1)
    nearest = np.rint(size)
    below = np.floor(size + slack)
    is_half = np.abs(size - below - 0.5) <= slack
    whole = {
        "half_even": np.where(is_half, 2 * np.rint((below + 0.5) / 2), nearest),
        "half_up": np.where(is_half, below + 1, nearest),
        "half_down": np.where(is_half, below, nearest),
        "up": np.ceil(size - slack),
        "down": below,
    }[mode]
    return np.asarray(np.copysign(whole, scaled) + 0.0)


def to_step(values: ArrayLike, step: float, mode: Mode = "half_even") -> NDArray[np.float64]:
    """Values rounded to a step; exact to the last digit for steps such as 0.01."""
    whole = steps(values, step, mode)
    per_unit = round(1 / step)
    is_exact = abs(per_unit * step - 1) < 1e-12
    scaled = whole / float(per_unit) if is_exact else whole * step
    return np.asarray(scaled, dtype=np.float64)


def settled(values: ArrayLike) -> NDArray[np.float64]:
    """Values without the noise of division, so that 80 % reached is 80 % looked up."""
    exact = np.asarray(values, dtype=np.float64)
    return np.asarray(exact.round(12), dtype=np.float64)
