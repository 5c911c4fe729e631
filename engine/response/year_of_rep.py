"""The year of some people as patch, person and luck, in each draw of the effects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.response.crossed import Effects
    from engine.response.model import ResponseModel
    from engine.response.shares import Year

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class YearsOfReps:
    """Logarithms of parts of attainment, shape (n, n_draws) each, in the order asked for."""

    ground: Floats
    """Potential, segment and season of the patches held against the quota."""
    seat: Floats
    """What the patches give beyond that."""
    rep: Floats
    """What the person brings."""
    ramp: Floats
    """What tenure leaves of it."""
    attained: Floats
    """Attainment as it was, decimals, shape (n,)."""


def years_of(
    model: ResponseModel, drawn: Effects, year: Year, booked: Floats, reps: Sequence[int]
) -> YearsOfReps:
    """
    Take the year of some people apart.

    Parameters
    ----------
    model : ResponseModel
        The fitted model.
    drawn : Effects
        Draws of its effects.
    year : Year
        Quarters and quotas.
    booked : ndarray, shape (n_reps,)
        Bookings of each rep in those quarters, money.
    reps : sequence of int
        Numbers of the people; each held a patch in those quarters and carries a quota.
    """
    each = [_logs(model, drawn, year, rep) for rep in reps]
    ground, seat, ramp = (np.stack(part) for part in zip(*each, strict=True))
    at = list(reps)
    return YearsOfReps(ground, seat, drawn.rep[at], ramp, booked[at] / year.quota[at])


def _logs(
    model: ResponseModel, drawn: Effects, year: Year, rep: int
) -> tuple[Floats, Floats, Floats]:
    panel = model.panel
    cells = panel.of((panel.rep == rep) & np.isin(panel.quarter, year.quarters))
    rows = model.design.rows_of(cells)
    bare = rows.copy()
    bare[:, model.design.ramp] = 0.0
    seat = drawn.seat[cells.seat]

    def booked(log_mean: Floats) -> Floats:
        return np.log(cells.exposure @ np.exp(log_mean))

    ground, seated = booked(bare @ drawn.beta), booked(bare @ drawn.beta + seat)
    ramped = booked(rows @ drawn.beta + seat)
    return ground - np.log(year.quota[rep]), seated - ground, ramped - seated
