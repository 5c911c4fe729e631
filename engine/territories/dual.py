"""The bound and the columns: the prices of a smoothed dual, climbed by L-BFGS.

The least cost of each account is taken softly, so that the dual is smooth; between the
smoothing levels every pair is priced, and the cheapest that were left out join the columns.
Source: Nesterov (2005), smooth minimisation of non-smooth functions; column generation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from engine.territories.columns import Columns, cheapest
from engine.territories.pricing import price_all
from engine.territories.rows import Rows
from engine.territories.smoothed import SmoothedDual

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.territories.prices import Prices
    from engine.territories.problem import Problem

LEVELS = ((10, 15), (3, 20), (1, 30), (0.3, 40), (0.1, 50), (0.03, 60), (0.01, 100))
"""Smoothing as a share of the typical spread of costs, and iterations at it."""

UNPRICED = (0.1,)
"""Smoothings after which pricing every pair shows little that the one before did not."""

UNPRICED_LARGE = (10, 1, 0.1)
"""The same where every pair is so many that pricing them takes as long as a climb."""

BRIEF = ((0.3, 12), (0.1, 12))
"""The same where a linear program over all that is near brings the rest at once."""

WARM = ((0.1, 40), (0.03, 40), (0.01, 50))
"""The same where the search starts from prices of a problem like this one."""

FINE = ((0.003, 100), (0.001, 100))
"""The same where prices of :data:`LEVELS` are brought nearer to the best there are."""

LIGHT = LEVELS[4:6]
"""The same where a bound is wanted that may be a little lower."""


@dataclass(frozen=True, slots=True, eq=False)
class Dual:
    """Prices with the bound they prove, and the columns that were found with them."""

    prices: Prices
    bound: int
    """Proved for the problem as stated, millionths."""
    columns: Columns
    point: NDArray[np.float64]
    """The prices as the search holds them, to start the next search from."""


def climb(
    dual: SmoothedDual,
    point: NDArray[np.float64],
    smoothing: float,
    iterations: int,
    stopped: Callable[[], bool],
) -> NDArray[np.float64]:
    """Raise the smoothed dual from a point; returns the best point reached."""
    rows = dual.rows
    best = point / rows.spread

    def remember(here: NDArray[np.float64]) -> None:
        nonlocal best
        best = here.copy()
        if stopped():
            raise StopIteration

    found = minimize(
        dual.value,
        point / rows.spread,
        args=(smoothing,),
        jac=True,
        method="L-BFGS-B",
        bounds=np.stack([np.zeros(rows.n), rows.ceiling / rows.spread], axis=1),
        callback=remember,
        options={"maxiter": iterations, "maxcor": 20, "ftol": 1e-7, "gtol": 1e-9},
    )
    return (best if stopped() else np.asarray(found.x)) * rows.spread


def solve_dual(
    problem: Problem,
    columns: Columns | None = None,
    point: NDArray[np.float64] | None = None,
    levels: tuple[tuple[float, int], ...] = LEVELS,
    stopped: Callable[[], bool] = lambda: False,
    unpriced: tuple[float, ...] = UNPRICED,
) -> Dual:
    """
    Find prices that prove a good bound, and the pairs that matter.

    Parameters
    ----------
    problem : Problem
        The problem.
    columns, point
        Where an earlier search ended; both may be left out.
    levels
        Smoothing levels to go through.
    stopped
        Asked between iterations.
    unpriced
        Levels after which no pair is priced.

    Returns
    -------
    Dual
        The best of the bounds proved on the way, over all pairs.
    """
    columns = columns if columns is not None else cheapest(problem)
    best: Dual | None = None
    dual = SmoothedDual(Rows(problem, columns))
    for level, iterations in levels:
        if dual.rows.columns is not columns:
            dual = SmoothedDual(Rows(problem, columns))
        rows = dual.rows
        point = climb(dual, rows.clip(point), level, iterations, stopped)
        if level in unpriced and not stopped():
            continue
        prices = rows.prices(point)
        priced = price_all(problem, prices, columns)
        if best is None or priced.bound > best.bound:
            best = Dual(prices, priced.bound, columns, point)
        columns = priced.columns
        if stopped():
            break
    assert best is not None
    return Dual(best.prices, best.bound, columns, best.point)
