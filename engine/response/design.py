"""Columns of the mean: segment, quarter, ramp, potential, and where people usually sit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.response.panel import Panel

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

ELASTICITY, ELASTICITY_SD = 0.66, 0.20
"""Prior of the elasticity of potential: one less the published elasticity of personal selling."""
_HELD_SD = 1e-4
"""Of an elasticity that is assumed, not measured."""
_RAMP, _RAMP_SD = np.log([0.35, 0.65, 0.90]), 0.5
"""Prior of what a rep books in the first three quarters, over what a ramped one would."""
_ASSIGNMENT_SD = 0.25
"""Prior of the log skill that goes with one log unit of potential, 0 where seats are given out
without regard to people."""
_WIDE = 1e-4
"""Precision of a prior that says nearly nothing, and keeps a column without data at zero."""


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """
    How a cell becomes a row of numbers.

    Columns: one a segment, one a quarter after the first, three of ramp, log potential less
    its middle, one for seats of unknown potential, and one for the potential of the seats that
    a rep usually had. The last is the rep's and moves along: where good people are given rich
    patches, it keeps their skill out of the elasticity as far as people who changed patch, or
    else what is usual, can tell the two apart (correlated random effects).
    """

    n_segments: int
    n_quarters: int
    centre: float
    """Log potential at which the column is zero."""

    @property
    def width(self) -> int:
        """Number of columns."""
        return self.n_segments + self.n_quarters - 1 + 6

    @property
    def quarters(self) -> slice:
        """Columns of the quarters after the first."""
        return slice(self.n_segments, self.n_segments + self.n_quarters - 1)

    @property
    def ramp(self) -> slice:
        """Columns of the first three quarters of tenure."""
        return slice(self.width - 6, self.width - 3)

    @property
    def potential(self) -> int:
        """Column whose coefficient is the elasticity of potential."""
        return self.width - 3

    @property
    def assignment(self) -> int:
        """Column of the potential of the seats that a rep usually had."""
        return self.width - 1

    def rows(self, segment: Ints, quarter: Ints, ramp: Floats, log_potential: Floats) -> Floats:
        """
        Rows of cells, shape (n, width), for people of the usual assignment.

        Quarter 0 or less has no effect of its own.
        """
        n = segment.size
        out = np.zeros((n, self.width))
        at = np.arange(n)
        out[at, segment] = 1.0
        later = quarter > 0
        out[at[later], self.n_segments + quarter[later] - 1] = 1.0
        out[:, self.ramp] = ramp
        known = ~np.isnan(log_potential)
        out[known, self.potential] = log_potential[known] - self.centre
        out[~known, self.potential + 1] = 1.0
        return out

    def rows_of(self, panel: Panel) -> Floats:
        """Rows of a history."""
        potential = panel.seats.log_potential[panel.seat]
        return self.rows(panel.segment, panel.quarter, panel.ramp, potential)

    def fitted_rows(self, panel: Panel) -> Floats:
        """Rows of a history with what its people's usual seats say of them."""
        rows = self.rows_of(panel)
        rows[:, self.assignment] = usual_potential(panel)[panel.rep]
        return rows

    def prior(self, elasticity: float | None = None) -> tuple[Floats, Floats]:
        """
        Mean and precision of each coefficient before any data, shape (width,).

        An elasticity that is given is held, whatever the data say.
        """
        mean, precision = np.zeros(self.width), np.full(self.width, _WIDE)
        mean[self.ramp], precision[self.ramp] = _RAMP, 1 / _RAMP_SD**2
        mean[self.potential], precision[self.potential] = ELASTICITY, 1 / ELASTICITY_SD**2
        if elasticity is not None:
            mean[self.potential], precision[self.potential] = elasticity, 1 / _HELD_SD**2
        precision[self.assignment] = 1 / _ASSIGNMENT_SD**2
        return mean, precision


def usual_potential(panel: Panel) -> Floats:
    """
    Mean log potential of the seats of each rep against their segments', shape (n_reps,).

    0 for reps whose seats are not known.
    """
    seats = panel.seats
    known = ~np.isnan(seats.log_potential)
    number = np.bincount(seats.segment[known], minlength=seats.n_segments)
    total = np.bincount(seats.segment[known], seats.log_potential[known], seats.n_segments)
    middle = total / np.maximum(number, 1)
    against = np.where(known, seats.log_potential - middle[seats.segment], 0.0)
    weight = panel.exposure * known[panel.seat]
    held = np.bincount(panel.rep, weight, panel.n_reps)
    summed = np.bincount(panel.rep, weight * against[panel.seat], panel.n_reps)
    return np.asarray(np.divide(summed, held, out=np.zeros_like(held), where=held > 0))


def design_of(panel: Panel) -> Design:
    """Design that fits a history."""
    known = panel.seats.log_potential[~np.isnan(panel.seats.log_potential)]
    quarters = int(panel.quarter.max()) + 1 if panel.quarter.size else 1
    return Design(panel.seats.n_segments, quarters, float(known.mean()) if known.size else 0.0)
