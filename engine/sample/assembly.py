"""All deals of the story put together: won, lost and open, in the order they were opened."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.sample.chance import stream
from engine.sample.days import LAST_DAY
from engine.sample.deals import LOST, OPEN, PROPOSAL, WON, Deals, draw_lost, draw_won
from engine.sample.money import round_amounts, settle
from engine.sample.pipeline import draw_pipeline
from engine.sample.placing import place_deals
from engine.sample.stages import closed_entries, usual_stay

if TYPE_CHECKING:
    from engine.sample.accounts import Accounts
    from engine.sample.arrays import Flags, Floats, Ints
    from engine.sample.deals import Closed
    from engine.sample.effort import Shifts
    from engine.sample.patches import Patches
    from engine.sample.seating import Seating

_PUSHERS = 9
_PUSH_FROM = 1.10
"""Attainment from which a rep has reason to keep deals for next year."""
_PUSHED_DEALS = 4


def assemble_deals(
    seed: int,
    patches: Patches,
    accounts: Accounts,
    seating: Seating,
    shifts: Shifts,
    expected: Floats,
    quotas: Floats,
) -> Deals:
    """Draw every deal, place it with an account and sort by the day it was opened."""
    won = draw_won(seed, patches, shifts, expected)
    seat = shifts.seat[won.shift]
    account = place_deals(seed, "won accounts", accounts, seat, won.kind, won.close)
    won = settle(seed, won, account, accounts, shifts, seating, quotas)
    sold = _closed(seed, WON, patches, shifts, won, account)
    lost = draw_lost(seed, patches, shifts, expected)
    seat = shifts.seat[lost.shift]
    account = place_deals(seed, "lost accounts", accounts, seat, lost.kind, lost.close)
    missed = _closed(seed, LOST, patches, shifts, lost, account)
    stay = usual_stay(sold.entered, sold.close, patches.segment[sold.seat])
    parts = (sold, missed, _open(seed, patches, accounts, seating, stay))
    joined = {f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Deals)}
    order = np.argsort(joined["entered"][:, 0], kind="stable")
    return Deals(**{name: values[order] for name, values in joined.items()})


def push_past_year_end(seed: int, deals: Deals, is_corrin: Flags, attainment: Floats) -> Deals:
    """
    Let nine reps who are past 110 % put late deals off into January.

    ``is_corrin`` says which deals lie in HubSpot, which keeps no history of close dates;
    ``attainment`` is that of FY2025 by rep, ``nan`` without quota.
    """
    rng = stream(seed, "pushes")
    late = (deals.state == OPEN) & (deals.reached >= PROPOSAL) & (deals.pushes == 0) & ~is_corrin
    late &= LAST_DAY - deals.last_activity < 30
    busy = np.bincount(deals.rep[late], minlength=attainment.size) >= _PUSHED_DEALS
    able = np.flatnonzero((np.nan_to_num(attainment) >= _PUSH_FROM) & busy)
    close, pushes = deals.close.copy(), deals.pushes.copy()
    for rep in rng.permutation(able)[:_PUSHERS].tolist():
        chosen = rng.choice(np.flatnonzero(late & (deals.rep == rep)), _PUSHED_DEALS, replace=False)
        close[chosen] = LAST_DAY + rng.integers(2, 17, _PUSHED_DEALS)
        pushes[chosen] = 1
    return replace(deals, close=close, pushes=pushes)


def _closed(
    seed: int, state: int, patches: Patches, shifts: Shifts, closed: Closed, account: Ints
) -> Deals:
    """Decided deals with their way through the stages."""
    rng = stream(seed, f"cycles {state}")
    seat = shifts.seat[closed.shift]
    return Deals(
        state=np.full(seat.size, state),
        seat=seat,
        rep=shifts.rep[closed.shift],
        account=account,
        kind=closed.kind,
        amount=round_amounts(closed.amount),
        close=closed.close,
        reached=closed.reached,
        entered=closed_entries(
            rng, closed.close, closed.reached, patches.segment[seat], lost=state == LOST
        ),
        last_activity=closed.close - rng.integers(0, 4, seat.size),
        pushes=np.zeros(seat.size, dtype=np.int64),
    )


def _open(seed: int, patches: Patches, accounts: Accounts, seating: Seating, stay: Floats) -> Deals:
    """Open deals with the rep who holds the patch on the last day, or held it last."""
    open_deals = draw_pipeline(seed, patches, seating, stay)
    holder = np.array([seating.holder(seat, LAST_DAY) for seat in range(len(patches.ids))])
    return Deals(
        state=np.full(open_deals.seat.size, OPEN),
        seat=open_deals.seat,
        rep=holder[open_deals.seat],
        account=place_deals(
            seed, "open accounts", accounts, open_deals.seat, open_deals.kind, open_deals.close
        ),
        kind=open_deals.kind,
        amount=round_amounts(open_deals.amount),
        close=open_deals.close,
        reached=open_deals.reached,
        entered=open_deals.entered,
        last_activity=open_deals.last_activity,
        pushes=open_deals.pushes,
    )
