"""Deals, open and closed, as arrays; and who wins or loses how many of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.sample import story
from engine.sample.chance import stream
from engine.sample.days import QUARTER_STARTS, on_weekday
from engine.sample.seating import weak_team

if TYPE_CHECKING:
    from engine.sample.arrays import Flags, Floats, Ints
    from engine.sample.effort import Shifts
    from engine.sample.patches import Patches

OPEN, WON, LOST = range(3)
NEW, EXPANSION, RENEWAL = range(3)
STAGES = ("Discovery", "Qualification", "Proposal", "Negotiation")
QUALIFICATION, PROPOSAL, NEGOTIATION = range(1, 4)

DEAL_VARIATION = 0.8
"""Coefficient of variation of won amounts."""
_LAST_DAYS = 10
_RUSH = 0.30
"""Part of the deals that close in a quarter's last ten days, over those that fall there anyway."""
_EXITS_NEW = (0.80, 0.774, 0.34, 0.925)
_EXITS_NEW_WEAK_TEAM = (0.80, 0.774, 0.224, 0.925)
_EXITS_RENEWAL = (0.97, 0.97, 0.90, 0.97)
"""Part of the deals in each stage that go on; over all types Proposal lets 44 % through, and
31 % in the weak team."""


class Closed(NamedTuple):
    """Deals that were decided, arrays of one length."""

    shift: Ints
    """Shift in which each was decided."""
    kind: Ints
    """``NEW``, ``EXPANSION`` or ``RENEWAL``."""
    amount: Floats
    close: Ints
    reached: Ints
    """Furthest stage; won deals reached ``NEGOTIATION``."""


@dataclass(frozen=True, slots=True, eq=False)
class Deals:
    """All deals, arrays of shape (n_deals,) unless said otherwise."""

    state: Ints
    seat: Ints
    rep: Ints
    account: Ints
    kind: Ints
    amount: Floats
    close: Ints
    """Day decided, or expected to be while open."""
    reached: Ints
    """Furthest stage."""
    entered: Ints
    """Day of entering each stage, shape (n_deals, 4); past ``reached`` without meaning."""
    last_activity: Ints
    pushes: Ints
    """How often the close date was put off."""

    @property
    def created(self) -> Ints:
        """Day each deal was opened."""
        return self.entered[:, 0]

    @property
    def won(self) -> Flags:
        """Whether each deal was won."""
        return np.asarray(self.state == WON)


def draw_won(seed: int, patches: Patches, shifts: Shifts, expected: Floats) -> Closed:
    """Draw the won deals: a Poisson number in each shift, gamma amounts, a rush at quarter end."""
    rng = stream(seed, "won")
    mean = np.array([s.mean_deal for s in story.SEGMENTS])[patches.segment[shifts.seat]]
    shift = np.repeat(np.arange(expected.size), rng.poisson(expected / mean))
    shape = DEAL_VARIATION**-2
    kind = rng.choice(3, shift.size, p=_type_shares())
    return Closed(
        shift=shift,
        kind=kind,
        amount=rng.gamma(shape, mean[shift] / shape),
        close=_close_days(rng, shifts, shift),
        reached=np.full(shift.size, NEGOTIATION),
    )


def draw_lost(seed: int, patches: Patches, shifts: Shifts, expected: Floats) -> Closed:
    """Draw the lost deals by the odds of each type against winning, and where each got stuck."""
    rng = stream(seed, "lost")
    mean = np.array([s.mean_deal for s in story.SEGMENTS])[patches.segment[shifts.seat]]
    weak = patches.team[shifts.seat] == weak_team(patches)
    parts = []
    for kind, share in enumerate(_type_shares()):
        for is_weak in (False, True):
            exits = np.array(_exits(kind, is_weak=is_weak))
            rate = np.where(weak == is_weak, expected / mean * share / exits.prod(), 0.0)
            shift = np.repeat(np.arange(expected.size), rng.poisson(rate * (1 - exits.prod())))
            stuck = np.concatenate([[1.0], np.cumprod(exits)[:-1]]) * (1 - exits)
            reached = rng.choice(4, shift.size, p=stuck / stuck.sum())
            parts.append((shift, np.full(shift.size, kind), reached))
    shift, kinds, reached = (np.concatenate(column) for column in zip(*parts, strict=True))
    shape = DEAL_VARIATION**-2
    return Closed(
        shift=shift,
        kind=kinds,
        amount=rng.gamma(shape, mean[shift] / shape),
        close=_close_days(rng, shifts, shift),
        reached=reached,
    )


def _type_shares() -> tuple[float, float, float]:
    """Part of the won deals that is new, expansion and renewal."""
    new = 0.6 * (1 - story.RENEWAL_SHARE)
    return new, 1 - story.RENEWAL_SHARE - new, story.RENEWAL_SHARE


def _exits(kind: int, *, is_weak: bool) -> tuple[float, ...]:
    """Part of the deals of a type that goes on from each stage."""
    if kind == RENEWAL:
        return _EXITS_RENEWAL
    return _EXITS_NEW_WEAK_TEAM if is_weak else _EXITS_NEW


def _close_days(rng: np.random.Generator, shifts: Shifts, shift: Ints) -> Ints:
    """Weekday on which each deal of a shift closes, crowded into the quarter's last ten days."""
    first, last = shifts.first[shift], shifts.last[shift]
    end = QUARTER_STARTS[shifts.quarter[shift] + 1] - 1
    rushed = (rng.random(shift.size) < _RUSH) & (last == end)
    first = np.where(rushed, np.maximum(first, end - _LAST_DAYS + 1), first)
    day = first + (rng.random(shift.size) * (last - first + 1)).astype(np.int64)
    return np.maximum(on_weekday(day), first)
