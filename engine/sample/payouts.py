"""What was paid: the plan of the year applied to each rep's year to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.sample import story
from engine.sample.days import QUARTERS, quarter_of, quarter_start

if TYPE_CHECKING:
    from engine.sample.arrays import Floats, Ints
    from engine.sample.world import World

_CAP = 1.5
"""Largest payout over the year's target incentive."""
_PAYDAY = 29
"""Days after a quarter's end on which it is paid."""


class Payouts(NamedTuple):
    """Payouts by quarter and rep, arrays of one length."""

    rep: Ints
    quarter: Ints
    amount: Floats
    """Dollars and cents."""
    paid: Ints


def settle_payouts(world: World) -> Payouts:
    """
    Pay each closed quarter but the last, which is paid after the story ends.

    Notes
    -----
    Linear from the first dollar: the year's target incentive, pro rata to the days
    served, times credited to date over the year's quota, at most one and a half times;
    less what earlier quarters of the year paid.
    """
    shifts, deals = world.shifts, world.deals
    n_reps, in_year = world.seating.hired.size, QUARTERS // 2
    pay = np.array([s.pay for s in story.SEGMENTS])[world.patches.segment[shifts.seat]]
    quota, target, credited = (np.zeros((QUARTERS, n_reps)) for _ in range(3))
    np.add.at(quota, (shifts.quarter, shifts.rep), world.quotas)
    np.add.at(target, (shifts.quarter, shifts.rep), pay / in_year * shifts.share)
    won = deals.won
    np.add.at(credited, (quarter_of(deals.close[won]), deals.rep[won]), deals.amount[won])
    paid = np.zeros((QUARTERS, n_reps))
    for first in (0, in_year):
        year = slice(first, first + in_year)
        carried = np.maximum(quota[year].sum(axis=0), 1.0)
        reached = np.minimum(np.cumsum(credited[year], axis=0) / carried, _CAP)
        earned = np.round(reached * target[year].sum(axis=0), 2)
        paid[year] = np.diff(earned, axis=0, prepend=0.0)
    quarter, rep = np.nonzero((np.round(paid, 2) > 0) & (quota > 0))
    due = np.array([quarter_start(q + 1) for q in range(QUARTERS)])[quarter] + _PAYDAY
    closed = quarter < QUARTERS - 1
    return Payouts(rep[closed], quarter[closed], paid[quarter, rep][closed], due[closed])
