"""Open deals: most of them moving, some of them stale."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.sample import story
from engine.sample.chance import stream
from engine.sample.days import LAST_DAY
from engine.sample.deals import NEW, RENEWAL
from engine.sample.stages import stage_parts

if TYPE_CHECKING:
    from engine.sample.arrays import Flags, Floats, Ints
    from engine.sample.patches import Patches
    from engine.sample.seating import Seating

_OPEN = 4_600
_STAGE_SHARES = (0.30, 0.30, 0.27, 0.13)
_KIND_SHARES = (0.50, 0.34, 0.16)
_OVERDUE = 0.6
"""Part of the stale deals whose close date has passed."""
_PUSHED = 0.6
"""Part of those whose date was put off twice before."""
_VARIATION = 0.8


class Pipeline(NamedTuple):
    """Open deals, arrays of one length."""

    seat: Ints
    kind: Ints
    amount: Floats
    close: Ints
    reached: Ints
    entered: Ints
    """Shape (n, 4)."""
    last_activity: Ints
    pushes: Ints


def draw_pipeline(seed: int, patches: Patches, seating: Seating, stay: Floats) -> Pipeline:
    """
    Draw the open deals as of the last day.

    ``stay`` is the usual stay in each stage by segment, days, shape (3, 4).

    Notes
    -----
    A stale deal is so by every sign at once: long in its stage, long without activity, and
    often past its close date. All others show none, except that seats without a rep hold
    stale deals only.
    """
    rng = stream(seed, "pipeline")
    seat = rng.choice(len(patches.ids), _OPEN, p=_deal_flow(patches))
    segment = patches.segment[seat]
    mean = np.array([s.mean_deal for s in story.SEGMENTS])[segment]
    amount = rng.gamma(_VARIATION**-2, mean * _VARIATION**2)
    stale = _choose_stale(rng, amount, _vacant(seating)[seat])
    reached = rng.choice(4, _OPEN, p=_STAGE_SHARES)
    usual = stay[segment, reached]
    age = np.where(
        stale,
        60 + usual * rng.uniform(1.5, 2.5, _OPEN),
        1 + (0.85 * usual - 1) * rng.random(_OPEN),
    ).astype(np.int64)
    since = LAST_DAY - np.maximum(age, 1)
    quiet = (rng.uniform(46, 60, _OPEN) + 0.3 * usual * rng.random(_OPEN)).astype(np.int64)
    latest = np.where(stale, LAST_DAY - quiet, LAST_DAY - rng.integers(0, 25, _OPEN))
    close = _close_days(rng, stale, segment, reached)
    entered = _entries(rng, since, segment, reached)
    return Pipeline(
        seat=seat,
        kind=rng.choice([NEW, 1, RENEWAL], _OPEN, p=_KIND_SHARES),
        amount=amount,
        close=close,
        reached=reached,
        entered=entered,
        last_activity=np.maximum(latest, entered[:, 0]),
        pushes=np.where((close <= LAST_DAY) & (rng.random(_OPEN) < _PUSHED), 2, 0),
    )


def _deal_flow(patches: Patches) -> Floats:
    """Part of all open deals that each patch holds."""
    kinds = story.SEGMENTS
    yearly = np.array([s.yearly_bookings / s.mean_deal for s in kinds])[patches.segment]
    flow = yearly * patches.relative_potential() ** story.POTENTIAL_EXPONENT
    return np.asarray(flow / flow.sum(), dtype=np.float64)


def _vacant(seating: Seating) -> Flags:
    """Whether each seat is empty on the last day."""
    last = np.zeros(120, dtype=np.int64)
    for stint in seating.stints:
        last[stint.seat] = max(last[stint.seat], stint.last)
    return last < LAST_DAY


def _choose_stale(rng: np.random.Generator, amount: Floats, abandoned: Flags) -> Flags:
    """Abandoned deals, and others at random until the stale dollars are reached."""
    order = rng.permutation(amount.size)
    order = order[np.argsort(~abandoned[order], kind="stable")]
    total = np.cumsum(amount[order])
    stale = np.zeros(amount.size, dtype=np.bool_)
    stale[order[total <= story.STALE_SHARE * total[-1]]] = True
    return stale


def _close_days(rng: np.random.Generator, stale: Flags, segment: Ints, reached: Ints) -> Ints:
    """Expected close: later for early stages and long cycles, past for most stale deals."""
    cycle = np.array([s.cycle_days for s in story.SEGMENTS])[segment]
    ahead = 4 + cycle * (1.0 - 0.2 * reached) * rng.uniform(0.1, 1.2, stale.size)
    overdue = stale & (rng.random(stale.size) < _OVERDUE)
    return np.asarray(
        LAST_DAY + np.where(overdue, -rng.integers(5, 45, stale.size), ahead), dtype=np.int64
    )


def _entries(rng: np.random.Generator, since: Ints, segment: Ints, reached: Ints) -> Ints:
    """Day of entering each stage up to the present one, which was entered on ``since``."""
    cycle = np.array([s.cycle_days for s in story.SEGMENTS])[segment]
    before = stage_parts(rng, np.full(since.size, 3)) * cycle[:, None]
    before[np.arange(4)[None, :] >= reached[:, None]] = 0.0
    begun = np.cumsum(before, axis=1) - before
    return np.asarray(
        since[:, None] - np.ceil(before.sum(axis=1, keepdims=True) - begun), dtype=np.int64
    )
