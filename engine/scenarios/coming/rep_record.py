"""What each rep brings by their own record, as the response model reads the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.scenarios.fitted import Fitted


def rep_records(fit: Fitted | None, rep_ids: Sequence[str | None]) -> NDArray[np.float64]:
    """
    Bookings of each rep as a logarithm above those of an average rep in the same seat.

    Shrunk to 0 as far as the record is short or lucky, so nobody's number rests on one deal.

    Returns
    -------
    ndarray, shape (n,)
        ``nan`` where nobody sits or nothing is known of them.
    """
    if fit is None:
        return np.full(len(rep_ids), np.nan)
    effects = fit.model.effects.rep
    place = {name: n for n, name in enumerate(fit.history.rep_ids)}
    return np.array([effects[place[rep]] if rep in place else np.nan for rep in rep_ids])
