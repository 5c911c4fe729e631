"""What no account-seat pair costs less than after prices, without the arc of every pair.

The way is taken as the chord, which the arc never falls below; chords and prices of all pairs
are products of matrices. Only pairs whose floor lies below what an account could pay are priced
exactly, so that bounds, and columns that prices bring, are the same to the last bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.territories.fixed_point import ONE
from engine.territories.places import EARTH_RADIUS, Travel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.families import JoinedTravel
    from engine.territories.prices import Prices
    from engine.territories.problem import Problem
    from engine.territories.suitability import SuitedTravel

_MARGIN = 1e-9  # of a cost: far more than floats can be wrong by
_MARGIN_SQUARE = 1e-14  # of a squared chord of the unit sphere: the same


def screenable(problem: Problem) -> bool:
    """Whether costs are made of the way, known for every seat, and are not kept anyway."""
    travel = problem.travel
    if not isinstance(travel, Travel) or problem.keeps_costs or travel.table is not None:
        return False
    return travel.homes is not None and bool(np.isfinite(travel.homes).all())


def floors(problem: Problem, prices: Prices, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """
    Below the cost after prices of each pair, whether the account may have the seat or not.

    Parameters
    ----------
    problem, prices
        A problem that can be screened, and its prices.
    rows : ndarray of int64
        Accounts.

    Returns
    -------
    ndarray of float64, shape (len(rows), seats)
        Millionths; nearer to the exact cost than a billionth of its largest part, but for what
        the arc is longer than its chord.
    """
    scale = 2.0**-prices.bits
    weight = np.stack([m.weight[rows] for m in problem.measures], axis=1).astype(np.float64)
    offer, change = (prices.high - prices.low) * scale, prices.seat_change * scale
    count = problem.counts[rows] * problem.owned[rows]
    held = np.flatnonzero(problem.owned[rows])
    own, leaving = problem.owner[rows[held]], np.zeros(rows.size)
    leaving[held] = problem.move_cost[rows[held]] + count[held] * (
        prices.move * scale + change[own]
    )
    leaving[held] += problem.potential[rows[held]] * (prices.moved_potential * scale)
    error = weight @ np.abs(offer).max(axis=1) + count * change.max(initial=0.0) + leaving
    error *= _MARGIN
    error += problem.travel.per_distance[rows] + 2.0  # costs are rounded, and ways to a millionth
    floor = _ways(problem.travel, rows)
    parts = np.column_stack([weight, count, leaving - error])
    floor += parts @ np.vstack([offer, change, np.ones(problem.n_seats)])
    floor[held, own] -= leaving[held] + count[held] * change[own]
    _cut(problem, prices, rows, floor)
    return floor


def _ways(
    travel: Travel | SuitedTravel | JoinedTravel, rows: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Chord of each pair at what the way costs; zero where an account has no place."""
    assert travel.accounts is not None
    assert travel.homes is not None
    place = travel.accounts[:, rows].T
    known = np.isfinite(place[:, :1])
    left = np.column_stack([np.where(known, -2.0 * place, 0.0), known * (2.0 - _MARGIN_SQUARE)])
    chord: NDArray[np.float64] = left @ np.vstack([travel.homes, np.ones(travel.homes.shape[1])])
    np.maximum(chord, 0.0, out=chord)
    np.sqrt(chord, out=chord)
    chord *= (travel.per_distance[rows] * (ONE * EARTH_RADIUS * (1 - _MARGIN)))[:, None]
    return chord


def _cut(
    problem: Problem, prices: Prices, rows: NDArray[np.int64], floor: NDArray[np.float64]
) -> None:
    """Take in, in place, what bands leave of accounts heavier than the least of them."""
    scale = 2.0**-prices.bits
    for measure, low, high in zip(problem.measures, prices.low, prices.high, strict=True):
        weight = measure.weight[rows]
        heavy = np.flatnonzero(weight > min(measure.low.min(), measure.high.min()))
        weight = weight[heavy, None]
        cut = low * scale * np.maximum(weight - measure.low, 0)
        beyond = np.maximum(weight - measure.high, 0)
        cut -= high * scale * beyond
        if not problem.hard:
            cut += measure.penalty / ONE * beyond
        cut -= _MARGIN * np.abs(cut)
        cut -= _MARGIN * (high + low).max() * scale * weight + 1.0
        floor[heavy] += cut
