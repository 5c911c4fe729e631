"""Curves and matrices as sums of hinges: millions of inputs without a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.incentives.curve import PayoutCurve, paid
from engine.incentives.matrix import PayoutMatrix, paid_by_two

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST = 8
"""Knots up to which hinges are faster than a search."""


@dataclass(frozen=True, slots=True, eq=False)
class Hinges:
    """
    A payout curve as ``base + slope * x + sum of bends * max(x - at, 0) + sum of jumps``.

    The same curve as :class:`PayoutCurve` to within rounding, as long as no input is blank.
    """

    base: float
    slope: float
    bends: tuple[tuple[float, float], ...]
    """(at, change of slope)."""
    jumps: tuple[tuple[float, float], ...]
    """(at, change of value)."""
    is_upper: bool
    """Whether an input equal to a jump is still below it."""

    def at(self, x: Floats) -> Floats:
        """What the curve pays, same shape."""
        out = self.base + self.slope * x if self.slope else np.full_like(x, self.base)
        for start, change in self.bends:
            above = x - start
            np.maximum(above, 0.0, out=above)
            above *= change
            out += above
        for start, change in self.jumps:
            out += (x > start if self.is_upper else x >= start) * change
        return out


def hinges(curve: PayoutCurve) -> Hinges | None:
    """Hinges of a curve, ``None`` where a search is faster."""
    starts = curve.at[1:]
    if len(starts) > MOST:
        return None
    value = curve.intercept[1:] + curve.slope[1:] * starts
    before = curve.intercept[:-1] + curve.slope[:-1] * starts
    bends, jumps = np.diff(curve.slope), value - before
    return Hinges(
        float(curve.intercept[0]),
        float(curve.slope[0]),
        tuple((float(x), float(b)) for x, b in zip(starts, bends, strict=True) if b),
        tuple((float(x), float(j)) for x, j in zip(starts, jumps, strict=True) if abs(j) > 1e-12),
        curve.boundary == "upper",
    )


@dataclass(frozen=True, slots=True, eq=False)
class Slab:
    """
    A bilinear matrix as a sum over how far each input is through each band.

    With ``u`` and ``v`` between 0 and 1: first corner + rises along each side + twists u x v.
    """

    matrix: PayoutMatrix
    corner: float
    along_rows: Floats
    along_cols: Floats
    twist: Floats
    """Shape (n_rows - 1, n_cols - 1)."""

    def at(self, x: Floats, y: Floats) -> Floats:
        """What the matrix pays, same shape."""
        matrix = self.matrix
        through = [_through(y, *matrix.cols[j : j + 2]) for j in range(len(matrix.cols) - 1)]
        out = np.full(np.broadcast_shapes(x.shape, y.shape), self.corner)
        for rise, v in zip(self.along_cols, through, strict=True):
            out += rise * v
        for i, rise in enumerate(self.along_rows):
            slope = np.full(y.shape, rise)
            for twist, v in zip(self.twist[i], through, strict=True):
                slope += twist * v
            out += _through(x, *matrix.rows[i : i + 2]) * slope
        out *= x >= matrix.rows[0]
        return out


def slab(matrix: PayoutMatrix) -> Slab | None:
    """Slab of a matrix, ``None`` where it is looked up or too large to gain by it."""
    n_rows, n_cols = matrix.grid.shape
    if matrix.between != "bilinear" or n_rows * n_cols > MOST * MOST:
        return None
    grid = matrix.grid
    return Slab(
        matrix,
        float(grid[0, 0]),
        np.diff(grid[:, 0]),
        np.diff(grid[0]),
        np.diff(np.diff(grid, axis=0), axis=1),
    )


def _through(x: Floats, start: float, end: float) -> Floats:
    """How far each input is from one line to the next, 0 to 1."""
    part = x - start
    part *= 1.0 / (end - start)
    np.maximum(part, 0.0, out=part)
    return np.minimum(part, 1.0, out=part)


class Fast:
    """The curve of one component, in whichever form is fastest."""

    def __init__(self, curve: PayoutCurve | PayoutMatrix) -> None:
        self._curve = curve
        self._slab = slab(curve) if isinstance(curve, PayoutMatrix) else None
        self._hinges = hinges(curve) if isinstance(curve, PayoutCurve) else None

    def at(self, x: Floats, second: Floats | None = None) -> Floats:
        """What it pays at inputs of which none is blank."""
        if isinstance(self._curve, PayoutMatrix):
            y = np.ones_like(x) if second is None else second
            return self._slab.at(x, y) if self._slab else paid_by_two(self._curve, x, y)
        return self._hinges.at(x) if self._hinges else paid(self._curve, x)
