"""System, people or luck: whose differences between reps the variance of a year is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.model.diagnosis import Estimate, Shares

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.response.crossed import Effects
    from engine.response.model import ResponseModel

    Floats = NDArray[np.float64]

INFLATION = 1.5
"""How much wider the interval is made than the model thinks; tuned on worlds of known truth."""


@dataclass(frozen=True, slots=True, eq=False)
class Year:
    """The four quarters judged and who is."""

    quarters: tuple[int, ...]
    quota: Floats
    """Carried over those quarters, money, shape (n_reps,); ``nan`` for who is left aside."""


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Parts of log expected attainment of each counted rep, shape (n_counted, draws)."""

    reps: NDArray[np.int64]
    """Their numbers."""
    fit: Floats
    """What an average rep in an average seat of that potential would reach of the quota."""
    territory: Floats
    rep: Floats
    luck: Floats
    """Variance of a year's luck on the log scale, shape (n_counted,)."""


def year_parts(model: ResponseModel, drawn: Effects, year: Year) -> Parts:
    """
    Take log expected attainment apart, rep by rep.

    Notes
    -----
    Money is summed over a rep's seats and quarters before the logarithm is taken, so a rep
    who changed seat counts with both.
    """
    panel = model.panel
    inside = np.isin(panel.quarter, year.quarters) & ~np.isnan(year.quota[panel.rep])
    cells = panel.of(inside)
    reps, at = np.unique(cells.rep, return_inverse=True)
    rows = model.design.rows_of(cells)
    average = np.exp(rows @ drawn.beta) * cells.exposure[:, None]
    here = average * np.exp(drawn.seat[cells.seat])
    summed, in_seat = _sum(average, at, reps.size), _sum(here, at, reps.size)
    mean = (here * np.exp(drawn.rep[cells.rep])).mean(axis=1)
    total = np.bincount(at, mean, reps.size)
    deals = np.bincount(at, model.deals.phi[cells.segment] * mean, reps.size) / total**2
    shocks = model.shock * np.bincount(at, mean**2, reps.size) / total**2
    return Parts(
        reps,
        np.log(summed / year.quota[reps][:, None]),
        np.log(in_seat / summed),
        drawn.rep[reps],
        np.log1p(deals + shocks),
    )


def shares_of(parts: Parts, inflation: float = INFLATION) -> Shares:
    """
    Split the variance between reps.

    Parameters
    ----------
    parts : Parts
        Of at least two reps.
    inflation : float
        Multiple of each half interval.

    Returns
    -------
    Shares
        The middles of fit, territory, rep and luck sum to 1; a negative one offsets others.

    Notes
    -----
    The Shapley value of variance of an additive game is the covariance share,
    ``cov(part, sum) / (var(sum) + luck)``; taken inside posterior draws, so that shrinkage
    does not bias it.
    """
    pieces = [parts.fit, parts.territory, parts.rep]
    whole = parts.fit + parts.territory + parts.rep
    centred = whole - whole.mean(axis=0)
    covariance = np.array([(piece * centred).mean(axis=0) for piece in pieces])
    explained = (centred**2).mean(axis=0)
    luck = np.full_like(explained, parts.luck.mean())
    total = explained + luck
    fit, territory, rep = covariance
    system = (fit + territory) / explained
    lowest = float(np.quantile(fit / explained, 0.1))
    shares = [_estimate(piece / total, inflation) for piece in (fit, territory, rep, luck)]
    return Shares(
        shares[0],
        shares[1],
        shares[2],
        shares[3],
        system=_estimate(system, inflation),
        people=_estimate(1 - system, inflation),
        bounds=(min(max(lowest, 0.0), 1.0), 1.0),
    )


def _estimate(draws: Floats, inflation: float) -> Estimate:
    middle = float(draws.mean())
    lo, hi = np.quantile(draws, [0.1, 0.9])
    ends = middle - inflation * (middle - lo), middle + inflation * (hi - middle)
    lo, hi = (float(np.clip(end, 0.0, 1.0)) for end in ends)
    return Estimate(min(lo, middle), middle, max(hi, middle))


def _sum(values: Floats, group: NDArray[np.int64], n: int) -> Floats:
    """Sum rows by group, shape (n, draws)."""
    out = np.zeros((n, values.shape[1]))
    np.add.at(out, group, values)
    return out
