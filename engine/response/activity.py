"""Elasticity of results on what people do, patch, people and season held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.response.crossed import solve
from engine.response.layout import gather, lay_out
from engine.response.mean import fit_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.response.crossed import Solution
    from engine.response.model import ResponseModel
    from engine.response.panel import Panel

    Floats = NDArray[np.float64]

_WIDE = 1e-4
_SETTLED = 0.2
"""Part of a quarter that a rep has to be there for its activity to count."""


@dataclass(frozen=True, slots=True)
class Elasticity:
    """Per cent more booked for one per cent more activity, and what a placebo shows."""

    middle: float
    deviation: float
    placebo: float
    """The same of the quarter after, which cannot have brought the deals."""
    placebo_deviation: float


def activity_elasticity(
    model: ResponseModel, counts: Mapping[str, Floats]
) -> dict[str, Elasticity]:
    """
    Fit all kinds of activity together.

    Parameters
    ----------
    model : ResponseModel
        Gives segment, quarter, ramp and potential, and the variances of reps and seats.
    counts : mapping of str to ndarray, shape (n_reps, n_quarters)
        Activities by kind; at least two quarters.

    Returns
    -------
    dict
        By kind, in the order given.

    Notes
    -----
    The window is fixed beforehand: the quarter of the deals and the one before. The placebo is
    the activity of the quarter after, in one regression with the window: what a person always
    does stands in the window, so that only what the deals themselves attract is left for it.
    """
    panel = model.panel
    held = np.zeros((panel.n_reps, model.design.n_quarters))
    np.add.at(held, (panel.rep, panel.quarter), panel.exposure)
    window = np.column_stack([_window(panel, held, each) for each in counts.values()])
    after = np.column_stack([_after(panel, held, each) for each in counts.values()])
    solution = _with_columns(model, panel, window, np.ones(panel.rep.size, dtype=bool))
    kept = np.asarray(~np.isnan(after).any(axis=1), dtype=np.bool_)
    placebo = _with_columns(model, panel, np.column_stack([window, after]), kept)
    n = len(counts)
    ends = [_last(solution, n), _last(placebo, n)]
    return {
        kind: Elasticity(*(float(each[at]) for pair in ends for each in pair))
        for at, kind in enumerate(counts)
    }


def _window(panel: Panel, held: Floats, counts: Floats) -> Floats:
    """Log activity a day of this quarter and the one before, as far as the rep was there."""
    done, days = counts.copy(), held.copy()
    done[:, 1:] += counts[:, :-1]
    days[:, 1:] += held[:, :-1]
    return _log_rate(done, days)[panel.rep, panel.quarter]


def _after(panel: Panel, held: Floats, counts: Floats) -> Floats:
    """Log activity a day of the next quarter, ``nan`` where the rep was not there."""
    rate = np.full_like(held, np.nan)
    rate[:, :-1] = np.where(
        held[:, 1:] > _SETTLED, _log_rate(counts[:, 1:], np.maximum(held[:, 1:], 1e-9)), np.nan
    )
    return np.asarray(rate[panel.rep, panel.quarter])


def _log_rate(counts: Floats, days: Floats) -> Floats:
    return np.asarray(np.log(np.maximum(counts, 0.5) / np.maximum(days, 1e-9)))


def _with_columns(
    model: ResponseModel, panel: Panel, columns: Floats, kept: NDArray[np.bool_]
) -> Solution:
    cells, more = panel.of(kept), columns[kept]
    rows = np.column_stack([model.design.fitted_rows(cells), more - more.mean(axis=0)])
    mean, precision = model.design.prior()
    extra = np.zeros(more.shape[1])
    prior = np.r_[mean, extra], np.r_[precision, extra + _WIDE]
    eta = rows @ fit_mean(rows, cells.exposure, cells.booked, prior)
    expected = np.exp(eta) * cells.exposure
    weight = 1 / (model.deals.phi[cells.segment] / expected + model.shock)
    response = eta + cells.booked / expected - 1
    return solve(gather(lay_out(cells, rows, prior), weight, response), model.spread)


def _last(solution: Solution, n: int) -> tuple[Floats, Floats]:
    """Last coefficients and their standard deviations."""
    deviation = np.sqrt(np.diag(solution.fixed_covariance))
    return solution.effects.beta[-n:], deviation[-n:]
