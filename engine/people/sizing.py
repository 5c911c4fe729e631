"""How many sellers a workload needs, and what one more sale is worth against one more seller."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_HAIR = 1e-9
"""A head count this close to a whole one is that one."""


def workload(accounts: ArrayLike, touches: ArrayLike, hours: ArrayLike = 1.0) -> float:
    """
    Work that a book of accounts asks for in a year.

    Parameters
    ----------
    accounts : array_like, shape (n_tiers,)
        Number of accounts in each tier.
    touches : array_like, shape (n_tiers,)
        Contacts with each of them in a year.
    hours : array_like, shape (n_tiers,), optional
        Hours of a contact; left out, work is counted in contacts.

    Notes
    -----
    ``W = sum of accounts x touches x hours``.
    """
    counts, often, long = (np.asarray(x, dtype=np.float64) for x in (accounts, touches, hours))
    return float(np.sum(counts * often * long))


def heads(work: float, hours: float, selling_share: float = 1.0) -> int:
    """
    Sellers that a workload needs, rounded up.

    Parameters
    ----------
    work : float
        Work of a year, in hours or contacts.
    hours : float
        What one person has in a year, in the same unit.
    selling_share : float
        Share of it that is left for customers, a decimal.

    Raises
    ------
    DataError
        If nobody has any time.
    """
    each = hours * selling_share
    if each <= 0:
        raise DataError("Nobody has hours for customers, so no number of sellers is enough.")
    return ceil(work / each - _HAIR)


def break_even_ratio(bookings: float, margin: float, cost: float) -> float:
    """
    Margin that one more seller's bookings bring over what the seller costs.

    Above 1 the seller pays for themselves within the year.

    Source: Zoltners, Sinha and Lorimer on sizing a sales force (Harvard Business Review).
    """
    if cost <= 0:
        raise DataError("A seller's cost must be above 0.")
    return bookings * margin / cost
