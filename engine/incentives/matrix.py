"""A payout matrix: what two inputs pay together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from engine.incentives.curve import Boundary


@dataclass(frozen=True, slots=True, eq=False)
class PayoutMatrix:
    """Payout shares at rows and columns; flat outside, nothing below the first row."""

    rows: NDArray[np.float64]
    """First inputs, ascending, shape (n_rows,)."""
    cols: NDArray[np.float64]
    """Second inputs, ascending, shape (n_cols,)."""
    grid: NDArray[np.float64]
    """Payout shares, shape (n_rows, n_cols)."""
    between: Literal["bilinear", "lookup"] = "bilinear"
    boundary: Boundary = "lower"
    """Whether an input equal to a start is in the band that starts; for ``lookup``."""


def paid_by_two(matrix: PayoutMatrix, x: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
    """
    What a matrix pays.

    Parameters
    ----------
    matrix : PayoutMatrix
        The grid.
    x, y : array_like, shapes that broadcast
        Inputs of rows and columns, decimals.

    Returns
    -------
    ndarray
        Payout shares; ``nan`` where an input is.
    """
    first, second = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(y, np.float64))
    i, u = _place(matrix.rows, first, matrix)
    j, v = _place(matrix.cols, second, matrix)
    grid = matrix.grid
    low = grid[i, j] * (1 - v) + grid[i, np.minimum(j + 1, grid.shape[1] - 1)] * v
    below = np.minimum(i + 1, grid.shape[0] - 1)
    high = grid[below, j] * (1 - v) + grid[below, np.minimum(j + 1, grid.shape[1] - 1)] * v
    share = low * (1 - u) + high * u
    upper = matrix.between == "lookup" and matrix.boundary == "upper"
    nothing = first <= matrix.rows[0] if upper else first < matrix.rows[0]
    return np.asarray(np.where(nothing, 0.0, share) + 0.0 * (first + second))


def accelerate_rows(matrix: PayoutMatrix, multiple: float) -> PayoutMatrix:
    """Matrix whose shares above a first input of 1 rise so many times as fast."""
    rows, grid = matrix.rows, matrix.grid
    if multiple == 1.0 or rows[-1] <= 1.0:
        return matrix
    at_target = paid_by_two(replace(matrix, between="bilinear"), 1.0, matrix.cols)
    if matrix.between == "bilinear" and rows[0] < 1.0 and 1.0 not in rows:
        k = int(np.searchsorted(rows, 1.0))
        rows, grid = np.insert(rows, k, 1.0), np.insert(grid, k, at_target, axis=0)
    steeper = at_target + multiple * (grid - at_target)
    return replace(matrix, rows=rows, grid=np.where(rows[:, None] > 1.0, steeper, grid))


def _place(
    starts: NDArray[np.float64], x: NDArray[np.float64], matrix: PayoutMatrix
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Band of each input, and how far into it as a share (0 for a look-up)."""
    upper = matrix.between == "lookup" and matrix.boundary == "upper"
    band = np.searchsorted(starts, x, side="left" if upper else "right") - 1
    last = len(starts) - 1
    if matrix.between == "lookup":
        return np.clip(band, 0, last), np.zeros_like(x)
    band = np.clip(band, 0, max(last - 1, 0))
    width = np.diff(starts)[band] if last else np.ones_like(x)
    inside = np.nan_to_num((x - starts[band]) / width)
    return band, np.clip(inside, 0.0, 1.0)
