"""What sellers did with whom: calls, e-mails and meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.sample import story
from engine.sample.chance import stream
from engine.sample.days import LAST_DAY, on_weekday
from engine.sample.deals import OPEN

if TYPE_CHECKING:
    from engine.sample.accounts import Accounts
    from engine.sample.arrays import Flags, Ints
    from engine.sample.deals import Deals
    from engine.sample.effort import Effort, Shifts
    from engine.sample.patches import Patches

KINDS = ("Call", "Email", "Meeting")

_MEETINGS = 20
"""Meetings a quarter of a rep of usual habits, whatever the segment."""
_EMAILS = 12
_CALL_HABIT = 0.35
"""Standard deviation of log calls between reps; it moves no bookings."""
_ANSWERED = (0.25, 0.40, 1.0)
"""Part of each kind in which the customer took part."""
_FRESH_DAYS = 30


class Activities(NamedTuple):
    """Activities in the order of days, arrays of one length."""

    rep: Ints
    seat: Ints
    account: Ints
    deal: Ints
    """-1 where it concerns no deal in particular."""
    kind: Ints
    day: Ints
    two_way: Flags


def draw_activities(
    seed: int, patches: Patches, accounts: Accounts, shifts: Shifts, effort: Effort, deals: Deals
) -> Activities:
    """Draw each shift's activities; the latest answered ones are about deals that are alive."""
    rng = stream(seed, "activities")
    counts = _counts(rng, patches, shifts, effort)
    shift = np.concatenate([np.repeat(np.arange(shifts.rep.size), c) for c in counts])
    kind = np.repeat(np.arange(len(KINDS)), counts.sum(axis=1))
    drawn = Activities(
        rep=shifts.rep[shift],
        seat=shifts.seat[shift],
        account=_accounts(rng, accounts, shifts.seat[shift]),
        deal=np.full(shift.size, -1),
        kind=kind,
        day=_days(rng, shifts, shift),
        two_way=rng.random(kind.size) < np.array(_ANSWERED)[kind],
    )
    _touch_live_deals(drawn, deals)
    return _in_time(drawn)


def _touch_live_deals(drawn: Activities, deals: Deals) -> None:
    """Give each rep's latest answered activities to the live deals, as far as they go."""
    live = (deals.state == OPEN) & (LAST_DAY - deals.last_activity < _FRESH_DAYS)
    recent = drawn.two_way & (LAST_DAY - drawn.day < _FRESH_DAYS)
    for rep in np.unique(deals.rep[live]).tolist():
        mine = np.flatnonzero(live & (deals.rep == rep))
        spent = np.flatnonzero(recent & (drawn.rep == rep))
        count = min(mine.size, spent.size)
        drawn.deal[spent[:count]] = mine[:count]
        drawn.account[spent[:count]] = deals.account[mine[:count]]
        drawn.day[spent[:count]] = deals.last_activity[mine[:count]]


def _in_time(drawn: Activities) -> Activities:
    """The activities in the order of days."""
    order = np.argsort(drawn.day, kind="stable")
    return Activities(
        rep=drawn.rep[order],
        seat=drawn.seat[order],
        account=drawn.account[order],
        deal=drawn.deal[order],
        kind=drawn.kind[order],
        day=drawn.day[order],
        two_way=drawn.two_way[order],
    )


def _counts(rng: np.random.Generator, patches: Patches, shifts: Shifts, effort: Effort) -> Ints:
    """Calls, e-mails and meetings of each shift, shape (3, n_shifts)."""
    calls = np.array([s.calls for s in story.SEGMENTS])[patches.segment[shifts.seat]]
    habit = rng.normal(0.0, _CALL_HABIT, effort.skill.size)[shifts.rep]
    meetings = np.round(_MEETINGS * np.exp(effort.meetings) * shifts.share)
    return np.stack(
        [
            rng.poisson(calls * np.exp(habit) * shifts.share),
            rng.poisson(_EMAILS * shifts.share),
            meetings.astype(np.int64),
        ]
    )


def _accounts(rng: np.random.Generator, accounts: Accounts, seat: Ints) -> Ints:
    """An account of each activity's patch, the larger ones more often."""
    order = np.argsort(accounts.patch, kind="stable")
    reach = np.cumsum(accounts.weight[order])
    edges = np.searchsorted(accounts.patch[order], np.arange(seat.max() + 2))
    low = np.concatenate([[0.0], reach])[edges]
    point = low[seat] + rng.random(seat.size) * (low[seat + 1] - low[seat])
    place = np.minimum(np.searchsorted(reach, point), edges[seat + 1] - 1)
    return np.asarray(order[place], dtype=np.int64)


def _days(rng: np.random.Generator, shifts: Shifts, shift: Ints) -> Ints:
    """A day of each activity's shift, a weekday wherever the shift has begun by then."""
    first, last = shifts.first[shift], shifts.last[shift]
    day = on_weekday(first + (rng.random(shift.size) * (last - first + 1)).astype(np.int64))
    return np.where(day < first, first, day)
