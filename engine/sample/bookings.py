"""What a rep in a patch is expected to book, and what it is asked to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.sample import story
from engine.sample.days import QUARTERS

if TYPE_CHECKING:
    from engine.sample.arrays import Floats
    from engine.sample.effort import Effort, Shifts
    from engine.sample.patches import Patches

_ROUNDING = 100
"""Quotas are written in whole hundreds of dollars."""


def average_bookings(patches: Patches, shifts: Shifts) -> Floats:
    """What an average rep of the same tenure would book in each shift, dollars."""
    yearly = np.array([s.yearly_bookings for s in story.SEGMENTS])[patches.segment]
    of_patch = yearly * patches.relative_potential() ** story.POTENTIAL_EXPONENT
    of_patch = of_patch * np.exp(patches.effect)
    return of_patch[shifts.seat] / 4 * shifts.share * shifts.ramp


def expected_bookings(patches: Patches, shifts: Shifts, effort: Effort) -> Floats:
    """What this rep is expected to book in each shift, the quarter's shocks known, dollars."""
    push = effort.skill[shifts.rep] + effort.shock + story.MEETING_ELASTICITY * effort.meetings
    return average_bookings(patches, shifts) * np.exp(push)


def shift_quotas(patches: Patches, shifts: Shifts) -> Floats:
    """
    Quota carried in each shift, whole hundreds of dollars.

    Notes
    -----
    Cascaded from the top line: a number for the segment, which follows the patch's
    potential by an exponent of 0.18 only, and rises for everyone alike from year to year.
    Ramp policy and long leave are in it.
    """
    yearly = np.array([s.yearly_bookings for s in story.SEGMENTS])[patches.segment]
    of_patch = yearly * patches.relative_potential() ** story.QUOTA_EXPONENT
    of_patch = of_patch * np.exp(patches.stretch)
    rise = np.where(shifts.quarter >= QUARTERS // 2, story.QUOTA_RISE, 1.0)
    season = np.array(story.SEASON)[shifts.quarter % 4]
    raw = of_patch[shifts.seat] * season * rise * shifts.share * shifts.policy
    second_year = shifts.quarter >= QUARTERS // 2
    scale = story.HANDED_OUT / raw[second_year].sum()
    return np.asarray(np.round(raw * scale / _ROUNDING) * _ROUNDING, dtype=np.float64)
