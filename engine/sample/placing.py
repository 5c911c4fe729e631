"""Which account each deal is with."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from engine.sample.accounts import MOVE_QUARTER
from engine.sample.chance import stream
from engine.sample.days import QUARTER_STARTS
from engine.sample.deals import NEW

if TYPE_CHECKING:
    from engine.sample.accounts import Accounts
    from engine.sample.arrays import Ints

_CUSTOMERS = 0.55
"""Part of the accounts that already buy; renewals and expansions come from them."""
_NEW_FROM_CUSTOMERS = 0.1
"""Pull of a customer on new business, over that of a prospect."""


def place_deals(
    seed: int, room: str, accounts: Accounts, seat: Ints, kind: Ints, close: Ints
) -> Ints:
    """
    Draw the account of each deal from the patch that it was sold in.

    Returns
    -------
    ndarray, shape of ``seat``
        Account numbers; an account that changed patch is found in the old one before.
    """
    buys = stream(seed, "customers").random(accounts.patch.size) < _CUSTOMERS
    rng = stream(seed, room)
    early = close < QUARTER_STARTS[MOVE_QUARTER]
    account = np.empty(seat.size, dtype=np.int64)
    for is_early, patch in ((True, accounts.patch_before), (False, accounts.patch)):
        members = _members(patch)
        for is_new in (True, False):
            pull = np.where(buys != is_new, 1.0, _NEW_FROM_CUSTOMERS if is_new else 0.0)
            pull[accounts.moved()] = 1.0
            weight = accounts.weight * pull
            wanted = (early == is_early) & ((kind == NEW) == is_new)
            for number, pool in enumerate(members):
                deals = np.flatnonzero(wanted & (seat == number))
                chance = weight[pool] / weight[pool].sum()
                account[deals] = rng.choice(pool, deals.size, p=chance)
    return account


def _members(patch: Ints) -> list[Ints]:
    """Numbers of the accounts of each patch."""
    order = np.argsort(patch, kind="stable")
    edges = np.searchsorted(patch[order], np.arange(int(patch.max()) + 2))
    return [order[a:b] for a, b in pairwise(edges.tolist())]
