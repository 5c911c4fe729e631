"""Top-down meets bottom-up: a total handed down through managers to the cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.quotas.least_change import least_change
from engine.quotas.rounding import largest_remainder
from engine.quotas.seats import TOP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.quotas.limits import Limits
    from engine.quotas.seats import Managers

    Amounts = NDArray[np.float64]


def hand_down(
    managers: Managers,
    amounts: Amounts,
    wish: Amounts,
    limits: Limits,
    total: int,
    committed: Amounts,
    top_down: float,
) -> NDArray[np.int64]:
    """
    Hand a total down from the top; at every node what is below sums exactly to it.

    Parameters
    ----------
    managers : Managers
        Who reports to whom.
    amounts : ndarray, shape (n_seats,)
        Quotas that the cascade would give, cents.
    wish : ndarray, shape (n_seats,)
        What each seat would have without limits, cents; it gives way in proportion to it.
    limits : Limits
        Of each seat, whole cents; a manager's are the sums of those below.
    total : int
        What is handed down, cents, within the limits.
    committed : ndarray, shape (n_seats + n_managers,)
        What each node has committed to, cents; ``nan`` without.
    top_down : float
        Weight of the cascade against a commitment, 0 to 1.

    Returns
    -------
    ndarray of int, shape (n_seats,)
        Whole cents. Each node's number is its part of the cascade, or lies between that and its
        commitment; siblings then give way in proportion until they sum to what is above.
    """
    order = managers.deepest_first()
    columns = (amounts, wish, limits.lower, limits.upper)
    want, ready, low, high = (_upwards(managers, order, column) for column in columns)
    below = _children(managers)
    given = np.zeros(len(managers.above), dtype=np.int64)
    for node in [TOP, *reversed(order)]:
        at = below.get(node)
        if at is None:
            continue
        whole = total if node == TOP else int(given[node])
        target = _meet(want[at], committed[at], top_down, whole)
        scale = np.maximum(target, ready[at])
        given[at] = largest_remainder(least_change(target, scale, low[at], high[at], whole), whole)
    return given[: managers.n_seats]


def _meet(want: Amounts, said: Amounts, top_down: float, whole: int) -> Amounts:
    """Each one's part of the whole, or between that and what they have committed to."""
    base = float(want.sum())
    cascade = want * (whole / base) if base > 0 else want
    between = top_down * cascade + (1 - top_down) * np.nan_to_num(said)
    return np.where(np.isnan(said), cascade, between)


def _upwards(managers: Managers, order: Sequence[int], column: Amounts) -> Amounts:
    """Sums over the seats below each node."""
    total = np.concatenate([column, np.zeros(len(managers.ids))])
    for node in order:
        above = managers.above[node]
        if above != TOP:
            total[above] += total[node]
    return total


def _children(managers: Managers) -> dict[int, NDArray[np.int64]]:
    order = np.argsort(managers.above, kind="stable")
    nodes, first = np.unique(managers.above[order], return_index=True)
    return dict(zip(nodes.tolist(), np.split(order, first[1:]), strict=True))
