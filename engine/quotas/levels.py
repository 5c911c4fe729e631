"""Over-assignment by level: what each manager carries, below the sum of their team's quotas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.quotas.seats import TOP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.quotas.seats import Managers


def heights(managers: Managers) -> NDArray[np.int64]:
    """Levels below each manager, 1 where only seats report to them, shape (n_managers,)."""
    levels = np.zeros(len(managers.above), dtype=np.int64)
    for node in managers.deepest_first():
        above = managers.above[node]
        if above != TOP:
            levels[above] = max(levels[above], levels[node] + 1)
    return levels[managers.n_seats :]


def carried(
    managers: Managers, amounts: NDArray[np.int64], by_level: Sequence[float]
) -> NDArray[np.int64]:
    """
    What each manager carries, whole cents, shape (n_managers,).

    Parameters
    ----------
    managers : Managers
        Who reports to whom.
    amounts : ndarray of int, shape (n_seats,)
        Quotas, cents.
    by_level : sequence of float
        Over-assignment at each level from the top, decimals; the last is that of seats over
        whom they report to. A manager's own number is the sum below without the cushions of
        the levels below them.
    """
    below = np.concatenate([[1.0], np.cumprod(1.0 + np.array(by_level[::-1], dtype=np.float64))])
    cushion = below[np.minimum(heights(managers), len(by_level))]
    return np.asarray(np.rint(managers.sums(amounts)[managers.n_seats :] / cushion), dtype=np.int64)
