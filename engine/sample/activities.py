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

CALL, EMAIL, MEETING = range(3)
KINDS = ("Call", "Email", "Meeting")

_MEETINGS = 20
"""Meetings a quarter of a rep of usual habits, whatever the segment."""
_EMAILS = 9
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
    """Draw each shift's activities, and one answered e-mail on each open deal that is alive."""
    rng = stream(seed, "activities")
    counts = _counts(rng, patches, shifts, effort)
    shift = np.concatenate([np.repeat(np.arange(shifts.rep.size), c) for c in counts])
    kind = np.repeat(np.arange(len(KINDS)), counts.sum(axis=1))
    alive = np.flatnonzero((deals.state == OPEN) & (LAST_DAY - deals.last_activity < _FRESH_DAYS))
    answered = rng.random(kind.size) < np.array(_ANSWERED)[kind]
    drawn = Activities(
        rep=np.concatenate([shifts.rep[shift], deals.rep[alive]]),
        seat=np.concatenate([shifts.seat[shift], deals.seat[alive]]),
        account=np.concatenate(
            [_accounts(rng, accounts, shifts.seat[shift]), deals.account[alive]]
        ),
        deal=np.concatenate([np.full(shift.size, -1), alive]),
        kind=np.concatenate([kind, np.full(alive.size, EMAIL)]),
        day=np.concatenate([_days(rng, shifts, shift), deals.last_activity[alive]]),
        two_way=np.concatenate([answered, np.ones(alive.size, dtype=np.bool_)]),
    )
    return _in_time(drawn)


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
