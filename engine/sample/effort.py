"""What each rep brings: skill, shocks, meetings and time, quarter by quarter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.sample import characters as cast
from engine.sample import story
from engine.sample.chance import even_normals, stream
from engine.sample.days import QUARTER_STARTS, QUARTERS
from engine.sample.seating import weak_team

if TYPE_CHECKING:
    from engine.sample.arrays import Floats, Ints
    from engine.sample.patches import Patches
    from engine.sample.seating import Seating

SHOCK = 0.18
"""Standard deviation of what moves one rep for one quarter, logarithm."""
QUARTER_NOISE = 0.05
MEETING_HABIT = 0.25
"""Standard deviation of log meetings between reps, and as much from quarter to quarter."""


@dataclass(frozen=True, slots=True, eq=False)
class Shifts:
    """One entry for each rep, patch and quarter that met, all of shape (n_shifts,)."""

    rep: Ints
    seat: Ints
    quarter: Ints
    first: Ints
    last: Ints
    share: Floats
    """Part of the quarter's days that the rep sat there and was not on leave."""
    ramp: Floats
    """What tenure lets the rep book in that time, a share."""
    policy: Floats
    """What the quota takes tenure to allow, a share."""


@dataclass(frozen=True, slots=True, eq=False)
class Effort:
    """Skill of each rep and what each shift adds to it, logarithms."""

    skill: Floats
    """Shape (n_reps,)."""
    habit: Floats
    """Log meetings over the usual number that each rep keeps to, shape (n_reps,)."""
    meetings: Floats
    """Log meetings over the usual number, shape (n_shifts,)."""
    shock: Floats
    """Rep-by-quarter and company-wide shocks, shape (n_shifts,)."""


def lay_shifts(seating: Seating) -> Shifts:
    """Cut the stints at quarter ends and weigh each part by days and tenure."""
    stints = np.array(seating.stints, dtype=np.int64)
    parts = []
    for quarter in range(QUARTERS):
        first = np.maximum(stints[:, 2], QUARTER_STARTS[quarter])
        last = np.minimum(stints[:, 3], QUARTER_STARTS[quarter + 1] - 1)
        met = first <= last
        number = np.full(int(met.sum()), quarter)
        parts.append(np.column_stack([stints[met, :2], number, first[met], last[met]]))
    rep, seat, quarter_of, first, last = np.concatenate(parts).T
    length = np.diff(QUARTER_STARTS)[quarter_of]
    away = _days_away(seating, rep, first, last)
    tenure = first - seating.hired[rep]
    return Shifts(
        rep=rep,
        seat=seat,
        quarter=quarter_of,
        first=first,
        last=last,
        share=(last - first + 1 - away) / length,
        ramp=ramped(story.RAMP, tenure, last - first + 1),
        policy=ramped(story.RAMP_POLICY, tenure, last - first + 1),
    )


def draw_effort(seed: int, patches: Patches, seating: Seating, shifts: Shifts) -> Effort:
    """Draw skills, habits and shocks."""
    rng = stream(seed, "effort")
    n_reps = seating.hired.size
    skill = story.SKILL_SPREAD * even_normals(rng, n_reps)
    skill[patches.team[seating.first_seat] == weak_team(patches)] += story.WEAK_TEAM
    for person, rep in seating.character.items():
        if person.skill is not None:
            skill[rep] = person.skill
    habit = rng.normal(0.0, MEETING_HABIT, n_reps)
    of_quarter = rng.normal(0.0, QUARTER_NOISE, QUARTERS) + np.tile(story.QUARTER_EFFECT, 2)
    n_shifts = shifts.rep.size
    return Effort(
        skill=skill,
        habit=habit,
        meetings=habit[shifts.rep] + rng.normal(0.0, MEETING_HABIT, n_shifts),
        shock=of_quarter[shifts.quarter] + rng.normal(0.0, SHOCK, n_shifts),
    )


def _days_away(seating: Seating, rep: Ints, first: Ints, last: Ints) -> Ints:
    """Days of long leave inside each shift; only one seller took one."""
    start, end = cast.TOMAS_AWAY
    overlap = np.minimum(last, end) - np.maximum(first, start) + 1
    return np.where(rep == seating.character[cast.TOMAS], np.maximum(overlap, 0), 0)


def ramped(ramp: tuple[float, ...], tenure: Ints, days: Ints) -> Floats:
    """Mean of a quarterly ramp over the days that begin at a tenure, a share."""
    knots = np.arange(len(ramp) + 1) * (365.25 / 4)
    knots[-1] = 100_000
    area = np.concatenate([[0.0], np.cumsum(np.diff(knots) * ramp)])
    done = np.interp(tenure + days, knots, area) - np.interp(tenure, knots, area)
    return np.asarray(done / days, dtype=np.float64)
