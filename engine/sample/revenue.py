"""What each account gives now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.sample.chance import stream
from engine.sample.days import year_start

if TYPE_CHECKING:
    from engine.sample.accounts import Accounts
    from engine.sample.arrays import Floats
    from engine.sample.deals import Deals

_MOST = 0.95
"""Largest part of its potential that an account is on file with."""
_UNOWNED_MOST = 0.10


def current_revenue(seed: int, accounts: Accounts, deals: Deals) -> Floats:
    """
    Dollars a year that each account gives: what it bought in FY2025.

    Returns
    -------
    ndarray, shape (n_accounts,)
        Below the account's potential; accounts that nobody owns give little.
    """
    bought = deals.won & (deals.close >= year_start(2025))
    size = accounts.patch.size
    total = np.bincount(deals.account[bought], deals.amount[bought], size)
    little = stream(seed, "revenue").uniform(0.0, _UNOWNED_MOST, size) * accounts.potential
    given = np.where(accounts.patch < 0, little, total)
    most = np.minimum(given, _MOST * accounts.potential)
    return np.asarray(np.round(most), dtype=np.float64)
