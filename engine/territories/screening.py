"""Pairs that can be an account's cheapest after prices, found without the cost of every pair.

A seat is ruled out where its way and its prices, without what a move costs, come to more than
the account's best column. Prices and cosines of all pairs are products of matrices; what is
left is priced exactly, so that the bound is the same to the last bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.territories.fixed_point import ONE
from engine.territories.places import EARTH_RADIUS, Travel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.prices import Prices
    from engine.territories.problem import Problem

_MARGIN = 1e-9  # of a cosine, and of a cost: far more than floats can be wrong by


def screenable(problem: Problem) -> bool:
    """Whether costs are made of the way, known for every seat, and are not kept anyway."""
    travel = problem.travel
    if not isinstance(travel, Travel) or problem.keeps_costs or travel.table is not None:
        return False
    return travel.homes is not None and bool(np.isfinite(travel.homes).all())


def plain(problem: Problem, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which accounts have a place, and no weight that a band would cut."""
    travel = problem.travel
    assert travel.accounts is not None
    found: NDArray[np.bool_] = np.isfinite(travel.accounts[0, rows])
    found &= travel.per_distance[rows] > 0
    for measure in problem.measures:
        found &= measure.weight[rows] <= min(measure.low.min(), measure.high.min())
    return found


def reachable(
    problem: Problem, prices: Prices, rows: NDArray[np.int64], best: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """
    Which seats plain accounts could have for what they pay at best.

    Parameters
    ----------
    problem, prices
        The problem and its prices.
    rows : ndarray of int64
        Plain accounts.
    best : ndarray of float64, shape (len(rows),)
        What each one's best column costs after prices, millionths.

    Returns
    -------
    ndarray of bool, shape (len(rows), seats)
        ``False`` only where a seat costs more than that.
    """
    travel = problem.travel
    assert travel.accounts is not None
    assert travel.homes is not None
    scale = 2.0**-prices.bits
    weight = np.stack([m.weight[rows] for m in problem.measures], axis=1).astype(np.float64)
    offer = weight @ ((prices.high - prices.low) * scale)
    error = _MARGIN * (np.abs(best) + np.abs(offer).max(axis=1))
    error += travel.per_distance[rows] + 1.0  # costs are rounded, and ways to a millionth
    room = np.subtract((best + error)[:, None], offer, out=offer)
    angle = np.maximum(room, 0.0, out=room)
    angle /= (travel.per_distance[rows] * ONE * EARTH_RADIUS)[:, None]
    reach = np.multiply(angle, angle, out=angle)  # no cosine lies below 1 - half of this
    reach *= 0.5
    reach += travel.accounts[:, rows].T @ travel.homes
    near: NDArray[np.bool_] = reach >= 1.0 - _MARGIN
    return near
