"""One person's year taken apart, the patch first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.response.crossed import Effects
    from engine.response.model import ResponseModel
    from engine.response.panel import Panel
    from engine.response.shares import Year

    Floats = NDArray[np.float64]

STEPS = ("level", "fit", "season", "ramp", "territory", "rep", "luck")
"""From 100 % of quota to what was attained."""


@dataclass(frozen=True, slots=True, eq=False)
class RepEffects:
    """Effects of all reps, arrays of shape (n_reps,)."""

    effect: Floats
    """Logarithm."""
    lo: Floats
    hi: Floats
    credibility: Floats
    """Part of what could be known of a rep that the rep's own record has told, 0 to 1."""


def rep_effects(model: ResponseModel, drawn: Effects) -> RepEffects:
    """
    Effect of each rep with its 80 % interval and how much of it is the rep's own record.

    Notes
    -----
    Credibility is 1 less posterior over prior variance. With the seat's effect known it is
    Buhlmann-Straub's ``Z = M / (M + phi / s^2)``; where seller and patch cannot be told apart
    it is lower, as it should be. Source: rdrr.io/cran/actuaRE/man/buhlmannStraub.html.
    """
    lo, hi = np.quantile(drawn.rep, [0.1, 0.9], axis=1)
    prior = model.spread.rep
    own = 1 - drawn.rep.var(axis=1) / prior
    return RepEffects(drawn.rep.mean(axis=1), lo, hi, np.clip(own, 0.0, 1.0))


def year_steps(
    model: ResponseModel, year: Year, booked: Floats
) -> tuple[NDArray[np.int64], dict[str, Floats], Floats]:
    """
    Steps from 100 % to attainment for each judged rep.

    Parameters
    ----------
    model : ResponseModel
        The fitted model; its means are used.
    year : Year
        Quarters and quotas.
    booked : ndarray, shape (n_reps,)
        Bookings of each rep in those quarters, money.

    Returns
    -------
    tuple
        Numbers of the reps; step → change of attainment in decimals, shape (n,), which sum to
        attainment - 1; and quota over expectation, both as shares of their sums, shape (n,).

    Notes
    -----
    Logarithms of the parts add up; each is brought to attainment by the logarithmic mean of
    1 and the attainment, so that the order of steps does not matter. A rep who booked nothing
    has no logarithm: everything that is not explained is luck, added as it is.
    """
    panel = model.panel
    cells = panel.of(np.isin(panel.quarter, year.quarters) & ~np.isnan(year.quota[panel.rep]))
    reps, at = np.unique(cells.rep, return_inverse=True)
    means = _means(model, cells, at, reps.size)
    quota = year.quota[reps]
    level = float(np.log(means["season"].sum() / quota.sum()))
    logs = {
        "level": np.full(reps.size, level),
        "fit": np.log(means["plain"] / quota) - level,
        "season": np.log(means["season"] / means["plain"]),
        "ramp": np.log(means["ramp"] / means["season"]),
        "territory": np.log(means["territory"] / means["ramp"]),
        "rep": model.effects.rep[reps],
    }
    attained = booked[reps] / quota
    modelled = np.exp(sum(logs.values()))
    scale = _logarithmic_mean(np.where(attained > 0, attained, modelled))
    logs["luck"] = np.log(np.where(attained > 0, attained, modelled) / modelled)
    steps = {name: logs[name] * scale for name in STEPS}
    steps["luck"] = steps["luck"] + np.where(attained > 0, 0.0, attained - modelled)
    share = means["territory"] / means["territory"].sum()
    return reps, steps, (quota / quota.sum()) / share


def _means(model: ResponseModel, cells: Panel, at: NDArray[np.int64], n: int) -> dict[str, Floats]:
    """Expected bookings of the year, one part of the model after the other, shape (n,) each."""
    rows, beta = model.design.rows_of(cells), model.effects.beta
    plain, season = beta.copy(), beta.copy()
    plain[model.design.ramp] = season[model.design.ramp] = 0.0
    effects = np.concatenate([[0.0], beta[model.design.quarters]])
    usual = float(np.log(np.exp(effects[np.unique(cells.quarter)]).mean()))
    plain[model.design.quarters] = 0.0
    logs = {"plain": rows @ plain + usual, "season": rows @ season, "ramp": rows @ beta}
    logs["territory"] = logs["ramp"] + model.effects.seat[cells.seat]
    weighed = {name: np.exp(x) * cells.exposure for name, x in logs.items()}
    return {name: np.bincount(at, x, n).astype(np.float64) for name, x in weighed.items()}


def _logarithmic_mean(attained: Floats) -> Floats:
    """``(a - 1) / ln a``, 1 at 1."""
    log = np.log(attained)
    near = np.abs(log) < 1e-9
    return np.where(near, 1.0, (attained - 1) / np.where(near, 1.0, log))
