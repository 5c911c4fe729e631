"""Order-free attribution: what each lever contributes, whichever is moved first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.model.quota_levers import QuotaLevers
from engine.model.shapley import shapley
from engine.quotas.propose import propose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from engine.quotas.seats import Seats

_USUAL = QuotaLevers()
_LEVERS = {
    "total": ("growth", "target", "handed_out"),
    "basis": ("basis", "blend"),
    "own_record": ("own_history",),
    "weight": ("weights",),
    "over_assignment": ("over_assignment", "over_assignment_by_level"),
    "limits": ("max_change", "floor", "ceiling", "fairness_band"),
    "commitments": ("commitments",),
    "by_hand": ("overrides",),
}
"""Contributor → the levers that are its doing."""


def attribute(
    seats: Seats, levers: QuotaLevers, expected_total: float = float("nan")
) -> dict[str, NDArray[np.int64]]:
    """
    Share the change of each quota among what changed it, by the Shapley value.

    Each contributor gets the mean of what it adds over every order in which they could have
    been moved, so none gains by coming first. Costs two to the power of their number.

    Returns
    -------
    dict
        Contributor → whole cents, shape (n,). With last year's quota they sum to the quota.
    """
    stated = replace(levers, max_change=levers.largest_change)
    players = _players(seats, stated)

    def amounts(chosen: Iterable[str]) -> NDArray[np.float64]:
        return _amounts(seats, stated, chosen, expected_total)

    if not players:
        return {}
    shares = shapley(players, amounts)
    change = amounts(players) - amounts(())
    exact = np.array([shares[player] for player in players])
    return dict(zip(players, _whole(exact, change.astype(np.int64)), strict=True))


def _players(seats: Seats, levers: QuotaLevers) -> list[str]:
    changed = [
        player
        for player, names in _LEVERS.items()
        if any(getattr(levers, name) != getattr(_neutral(), name) for name in names)
    ]
    return changed + (["relief"] if seats.relief and not levers.keeps else [])


def _neutral() -> QuotaLevers:
    return replace(_USUAL, max_change=None)


def _amounts(
    seats: Seats, levers: QuotaLevers, chosen: Iterable[str], expected_total: float
) -> NDArray[np.float64]:
    """Quotas with the levers of some contributors and none of the others'."""
    there = set(chosen)
    names = {name for player in there if player in _LEVERS for name in _LEVERS[player]}
    some = replace(_neutral(), **{name: getattr(levers, name) for name in names})
    relieved = seats if "relief" in there else replace(seats, relief={})
    return propose(relieved, some, expected_total).amount.astype(np.float64)


def _whole(shares: NDArray[np.float64], change: NDArray[np.int64]) -> NDArray[np.int64]:
    """Shares in whole cents that sum to the change of each seat, by largest remainder."""
    if not len(shares):
        return shares.astype(np.int64)
    exact = shares.round(4)
    whole = np.floor(exact).astype(np.int64)
    left = change - whole.sum(axis=0)
    order = np.argsort(whole - exact, axis=0, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(len(shares))[:, np.newaxis], axis=0)
    return np.asarray(whole + (rank < left))
