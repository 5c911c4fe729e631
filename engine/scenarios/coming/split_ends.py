"""Both ends of what nobody's moves can split: all the patch's, or all the person's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.response.year import seat_strength

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.scenarios.coming.forecast import Forecast
    from engine.scenarios.fitted import Fitted

PATCH, PERSON = "patch", "person"
_REP_PART = {PATCH: 0.01, PERSON: 0.99}
"""Rep part of the variance of rep and seat at each end; at 0 or 1 it could not be solved."""


@dataclass(frozen=True, slots=True, eq=False)
class SplitEnd:
    """What patches are worth, should all that lasts be theirs, or none of it."""

    patch_effect: Mapping[str, float]
    """What a patch books beyond its potential, a multiple."""
    expected: NDArray[np.float64]
    """Bookings of an average rep in the row's patches, money, ``nan`` where not known."""


def split_ends(fit: Fitted, expected: NDArray[np.float64], coming: Forecast) -> dict[str, SplitEnd]:
    """
    Ends of the split, for a history that cannot tell seller and patch apart.

    Parameters
    ----------
    fit : Fitted
        The model and its history.
    expected : ndarray, shape (n_rows,)
        Expectations of the rows under the likeliest split, money.
    coming : Forecast
        Which patches make up which row.

    Returns
    -------
    dict
        ``patch`` and ``person`` → what patches are worth then. The rows together are expected
        the same at both ends: who sits where they sat books what they booked, whatever the
        reason.
    """
    seat, row, middle = coming.team.seat, coming.row, fit.model.effects.seat
    weight = seat_strength(fit.model)[seat]
    ends = {}
    for name, part in _REP_PART.items():
        effect = fit.model.at_split(part).seat
        moved = weight * np.exp(effect[seat] - middle[seat])
        ratio = np.bincount(row, moved, expected.size) / np.bincount(row, weight, expected.size)
        there = expected * ratio
        there *= np.nansum(expected) / np.nansum(there)
        effects = np.exp(effect).tolist()
        ends[name] = SplitEnd(dict(zip(fit.history.seat_ids, effects, strict=True)), there)
    return ends
