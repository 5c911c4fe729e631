"""Whether a history can tell rep and seat apart, in a state and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.model.diagnosis import Identification

if TYPE_CHECKING:
    from engine.response.model import ResponseModel

_SEPARATED, _WEAK = 0.12, 0.35
_FLAT = 1 / 12
"""Variance of a split of which nothing is known, uniform between 0 and 1."""
_HARDLY_LESS = 0.95
"""A variance this near the flat one means that the data say nothing."""


def identify(model: ResponseModel) -> Identification:
    """
    Say how well rep and seat can be told apart.

    Notes
    -----
    The standard error is that of the data alone: the precision of the split's posterior less
    that of the uniform prior.
    """
    panel = model.panel
    pairs = np.unique(panel.rep * panel.n_seats + panel.seat)
    seats_of_rep = np.bincount(pairs // panel.n_seats, minlength=panel.n_reps)
    reps_of_seat = np.bincount(pairs % panel.n_seats, minlength=panel.n_seats)
    movers, shared = int((seats_of_rep > 1).sum()), int((reps_of_seat > 1).sum())
    met = model.moments.same_rep.pairs + model.moments.same_seat.pairs
    mean, deviation = model.split
    se = None
    if met and deviation**2 < _HARDLY_LESS * _FLAT:
        se = float(1 / np.sqrt(1 / deviation**2 - 1 / _FLAT))
    if se is None or se > _WEAK:
        return Identification("C", movers, shared, se, _not_separated(model, movers, shared))
    changes = f"{_number(movers, 'rep')} changed patch, {_number(shared, 'patch')} changed rep"
    if se <= _SEPARATED:
        said = f"Seller and patch can be told apart: {changes}."
        return Identification("A", movers, shared, se, said)
    lo, hi = model.split_ends
    said = (
        f"Seller and patch can only partly be told apart ({changes}): of what lasts and is not "
        f"quota, {100 * mean:.0f} % travels with the seller (likely range {100 * lo:.0f} to "
        f"{100 * hi:.0f} %)."
    )
    return Identification("B", movers, shared, se, said)


def _not_separated(model: ResponseModel, movers: int, shared: int) -> str:
    if not movers and not shared:
        first = "Nobody changed patch"
    else:
        first = (
            f"Too few people changed patch ({_number(movers, 'rep')}, and "
            f"{_number(shared, 'patch')} had more than one rep)"
        )
    return (
        f"{first}, so lasting differences belong to the seller or to the patch and the data "
        "cannot say which. What depends on it is shown with both ends."
    )


def _number(count: int, noun: str) -> str:
    plural = "patches" if noun == "patch" else f"{noun}s"
    return f"1 {noun}" if count == 1 else f"{count} {plural}"
