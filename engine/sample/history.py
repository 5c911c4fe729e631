"""How deals went through the stages, and how their close dates were put off."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.sample.chance import stream
from engine.sample.days import LAST_DAY
from engine.sample.deals import LOST, STAGES, WON

if TYPE_CHECKING:
    from engine.sample.arrays import Ints
    from engine.sample.deals import Deals

WON_STAGE, LOST_STAGE = len(STAGES), len(STAGES) + 1

_PUSH_DAYS = 35
"""By how much a stale deal's close date moves each time."""


class History(NamedTuple):
    """Entries of the stage history, arrays of one length, by deal and then in time."""

    deal: Ints
    stage: Ints
    """Number in ``STAGES``, ``WON_STAGE`` or ``LOST_STAGE``."""
    day: Ints
    close: Ints
    """Expected close at that moment."""


def draw_history(seed: int, deals: Deals) -> History:
    """Write down each stage entered, each decision and each push of a close date."""
    rng = stream(seed, "history")
    planned = _first_plans(rng, deals)
    number, stage = np.nonzero(np.arange(4)[None, :] <= deals.reached[:, None])
    decided = np.flatnonzero(deals.state != 0)
    parts = [
        (number, stage, deals.entered[number, stage], planned[number]),
        (
            decided,
            np.where(deals.state[decided] == WON, WON_STAGE, LOST_STAGE),
            deals.close[decided],
            deals.close[decided],
        ),
        *_pushes(rng, deals),
    ]
    deal, stage, day, close = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((stage, day, deal))
    return History(deal[order], stage[order], day[order], close[order])


def _first_plans(rng: np.random.Generator, deals: Deals) -> Ints:
    """Close date that each deal was first given."""
    slip = rng.integers(-10, 11, deals.close.size)
    planned = deals.close + np.where(deals.state == LOST, slip, 0)
    once = deals.pushes == 1
    planned[once] = LAST_DAY - rng.integers(0, 14, int(once.sum()))
    return np.asarray(planned - np.where(deals.pushes == 2, 2 * _PUSH_DAYS, 0), dtype=np.int64)


def _pushes(rng: np.random.Generator, deals: Deals) -> list[tuple[Ints, Ints, Ints, Ints]]:
    """Entries that change nothing but the close date: late in December, or twice while stale."""
    once = np.flatnonzero(deals.pushes == 1)
    entries = [
        (once, deals.reached[once], LAST_DAY - rng.integers(1, 12, once.size), deals.close[once])
    ]
    twice = np.flatnonzero(deals.pushes == 2)
    since = deals.entered[twice, deals.reached[twice]]
    for turn in (1, 2):
        day = since + (turn * (LAST_DAY - since)) // 3
        close = deals.close[twice] - (2 - turn) * _PUSH_DAYS
        entries.append((twice, deals.reached[twice], day, close))
    return entries
