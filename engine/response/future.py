"""Bookings to come of any rep in any seat, with draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.response.crossed import Effects
    from engine.response.deals import DealSizes
    from engine.response.model import ResponseModel

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_A_YEAR = 4
COMMON = {True: 0.10, False: 0.15}
"""Standard deviation of what moves everyone's next quarter, with and without a year before."""
LEAST_CV = 1e-6
"""Squared coefficient of variation of deals that are all alike."""
_GROWTH_TRUSTED, _SEASON_TRUSTED = 0.7, 0.75
"""Parts of an observed change over a year, and of an observed season, that come again."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Who is to sit where in a quarter to come, arrays of shape (n,)."""

    rep: Ints
    """-1 for somebody new, whose skill is not known."""
    seat: Ints
    exposure: Floats
    ramp: Floats
    """Shape (n, 3), as in the history."""


def next_quarter(model: ResponseModel, drawn: Effects, rng: np.random.Generator) -> Floats:
    """
    Common effect of the quarter after the history, log scale, shape (draws,).

    Notes
    -----
    Level of the last four quarters, carried on by the mean change over a year, plus how the
    same quarter of the year before stood out from its year. Of both, one noisy sight each,
    only a part is trusted. The mean of all quarters where the history is shorter than five.
    """
    draws = drawn.beta.shape[1]
    effects = np.vstack([np.zeros((1, draws)), drawn.beta[model.design.quarters]])
    has_year = len(effects) > _A_YEAR
    if has_year:
        growth = _GROWTH_TRUSTED / _A_YEAR * (effects[_A_YEAR:] - effects[:-_A_YEAR]).mean(axis=0)
        level = effects[-_A_YEAR:].mean(axis=0)
        season = effects[-_A_YEAR] + 1.5 * growth - level
        level = level + 2.5 * growth + _SEASON_TRUSTED * season
    else:
        level = effects.mean(axis=0)
    return np.asarray(level + rng.normal(0.0, COMMON[has_year], draws))


def expected(
    model: ResponseModel, drawn: Effects, placed: Placed, common: Floats, rng: np.random.Generator
) -> Floats:
    """
    Mean bookings of each placed rep in each draw, money, shape (n, draws).

    Parameters
    ----------
    model : ResponseModel
        What the history says.
    drawn : Effects
        Draws of its effects.
    placed : Placed
        Who sits where.
    common : ndarray, shape (draws,)
        Common effect of the quarter, log scale.
    rng : numpy.random.Generator
        Gives people without a record their skill.
    """
    seats, draws = model.panel.seats, common.size
    rows = model.design.rows(
        seats.segment[placed.seat],
        np.zeros(placed.seat.size, dtype=np.int64),
        placed.ramp,
        seats.log_potential[placed.seat],
    )
    push = rows @ drawn.beta + common + drawn.seat[placed.seat]
    new = placed.rep < 0
    push[~new] += drawn.rep[placed.rep[~new]]
    push[new] += rng.normal(0.0, np.sqrt(model.spread.rep), (int(new.sum()), draws))
    return np.asarray(np.exp(push) * placed.exposure[:, None])


def play(
    mean: Floats, segment: Ints, shock: float, deals: DealSizes, rng: np.random.Generator
) -> Floats:
    """
    Let a quarter pass: what was expected, a rep's own quarter, and the luck of deals.

    Parameters
    ----------
    mean : ndarray, shape (n, draws)
        Expected bookings, money.
    segment : ndarray, shape (n,)
        Segment of each row.
    shock : float
        Variance of a rep's quarter, log scale.
    deals : DealSizes
        Mean and lumpiness of deals by segment.
    rng : numpy.random.Generator
        The luck.

    Returns
    -------
    ndarray, shape (n, draws)
        Bookings: a Poisson number of gamma deals (compound Poisson).
    """
    moved = mean * np.exp(rng.normal(-shock / 2, np.sqrt(shock), mean.shape))
    return deals_of(moved, segment, deals, rng)


def deals_of(mean: Floats, segment: Ints, deals: DealSizes, rng: np.random.Generator) -> Floats:
    """The luck of deals: a Poisson number of gamma sizes of this mean, money, (n, draws)."""
    return counted_deals_of(mean, segment, deals, rng)[0]


def counted_deals_of(
    mean: Floats, segment: Ints, deals: DealSizes, rng: np.random.Generator
) -> tuple[Floats, Ints]:
    """Money of the deals and how many they are, (n, draws) each; see :func:`deals_of`."""
    size = deals.mean[segment][:, None]
    number = rng.poisson(mean / size)
    cv = np.maximum(deals.squared_cv[segment], LEAST_CV)[:, None]
    shape = number / cv
    drawn = np.zeros_like(mean)
    some = shape > 0
    drawn[some] = rng.standard_gamma(shape[some])
    return np.asarray(drawn * size * cv), number
