"""The bench's plan in a plain loop, written without the engine: what it must be faster than."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

TIERS = ((0.0, 0.0), (0.4, 1.6666666667), (1.0, 2.0), (1.5, 1.0))
ROWS, COLS = (0.8, 1.0, 1.2), (0.9, 1.0, 1.1)
GRID = ((0.0, 0.5, 0.8), (0.6, 1.0, 1.3), (0.9, 1.4, 2.0))
STEPS = ((0.0, 0.0), (0.8, 0.5), (1.0, 1.0), (1.3, 1.6))


def pay(
    attained: Mapping[str, NDArray[np.float64]], target: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Pay of each rep in each draw, one at a time."""
    shape = attained["arr"].shape
    arr, margin, logos = (attained[k].tolist() for k in ("arr", "margin", "logos"))
    out = np.empty(shape)
    for rep in range(shape[0]):
        incentive = float(target[rep])
        for draw in range(shape[1]):
            share = one(arr[rep][draw], margin[rep][draw], logos[rep][draw])
            out[rep, draw] = share * incentive
    return out


def one(arr: float, margin: float, logos: float) -> float:
    """Payout share of one rep in one draw."""
    core = 0.0
    for k, (start, rate) in enumerate(TIERS):
        end = TIERS[k + 1][0] if k + 1 < len(TIERS) else float("inf")
        if arr > start:
            core += (min(arr, end) - start) * rate
    if margin * 0.7 < 0.6 - 1e-12:
        core *= 0.5
    core = min(core, 2.5)
    step = 0.0
    for start, value in STEPS:
        if logos >= start:
            step = value
    return 0.6 * core + 0.2 * matrix(arr, margin) + 0.2 * step


def matrix(x: float, y: float) -> float:
    """Bilinear between the grid's lines, flat outside, nothing below its first row."""
    if x < ROWS[0]:
        return 0.0
    i, u = place(ROWS, x)
    j, v = place(COLS, y)
    low = GRID[i][j] * (1 - v) + GRID[i][j + 1] * v
    high = GRID[i + 1][j] * (1 - v) + GRID[i + 1][j + 1] * v
    return low * (1 - u) + high * u


def place(starts: tuple[float, ...], x: float) -> tuple[int, float]:
    """Band of a value and how far into it."""
    k = 0
    while k < len(starts) - 2 and x >= starts[k + 1]:
        k += 1
    return k, min(max((x - starts[k]) / (starts[k + 1] - starts[k]), 0.0), 1.0)
