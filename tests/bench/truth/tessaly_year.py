"""What is true of Tessaly's coming year: the planted response, and nothing that was fitted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from engine.sample import effort, story
from engine.sample.bookings import expected_bookings
from engine.sample.days import LAST_DAY, QUARTERS, quarter_start
from engine.sample.deals import DEAL_VARIATION
from engine.sample.seating import DAYS_TO_FILL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.sample.world import World

    Floats = NDArray[np.float64]

NOBODY = -1
_A_YEAR, _DAYS = 4, 365
_FILL_SPREAD = 0.35
"""Of the days to fill, logarithm, as the story draws them."""


@dataclass(frozen=True, slots=True, eq=False)
class TrueYear:
    """The coming year of each patch as it is planted, patches in the order of the world's."""

    world: World
    booked: Floats
    """Possible years of today's patches, money, shape (n_patches, n_years)."""
    mean: Floats
    """What each patch is expected to book with who sits there, money, shape (n_patches,)."""
    holder: NDArray[np.int64]
    """Who sits in each patch when the year starts, ``NOBODY`` where none does."""

    def factor(self, before: Floats, after: Floats, good: Floats, lost: Floats) -> Floats:
        """
        Bookings of patches redrawn as multiples of today's, shape (n_patches,).

        Parameters
        ----------
        before, after
            Potential of each patch, money.
        good
            Its accounts' own effects, weighted by their potential and summed, money.
        lost
            Share of the new patch's potential that is lost to hand-overs, a decimal.
        """
        growth = after / before
        better = good / after / np.exp(self.world.patches.effect)
        return np.asarray(growth**story.POTENTIAL_EXPONENT * better * (1.0 - lost))


def true_year(world: World, years: int) -> TrueYear:
    """
    Draw the year after the story with its own parameters.

    Market, season, turnover, ramp and days to fill go on as they were planted for FY2025; who
    comes has an average skill. The level is that which brought FY2025's bookings.
    """
    rng = np.random.default_rng([world.seed, years])
    holder = np.array([world.seating.holder(s, LAST_DAY) for s in range(len(world.patches.ids))])
    holder[[n for n, rep in enumerate(holder) if 0 <= world.seating.left[rep] <= LAST_DAY]] = NOBODY
    rate, newcomer = _rates(world, holder, rng, years)
    own, successor = _presence(world, holder, rng, years)
    common = np.array(story.QUARTER_EFFECT)[:, None, None] + rng.normal(
        0.0, effort.QUARTER_NOISE, (_A_YEAR, 1, years)
    )
    noise = np.hypot(effort.SHOCK, story.MEETING_ELASTICITY * effort.MEETING_HABIT)
    pushes = common + rng.normal(0.0, noise, (_A_YEAR, holder.size, years))
    present = (rate * own + newcomer * successor) * _level(world) / _A_YEAR
    mean = (present * np.exp(pushes)).sum(axis=0)
    return TrueYear(world, _deals(world, mean, rng), mean.mean(axis=1), holder)


def _rates(
    world: World, holder: NDArray[np.int64], rng: np.random.Generator, years: int
) -> tuple[Floats, Floats]:
    """A ramped year of who sits in each patch and of who would follow, (n_patches, 1 or years)."""
    patches, brings = world.patches, world.effort
    yearly = np.array([s.yearly_bookings for s in story.SEGMENTS])[patches.segment]
    of_patch = yearly * patches.relative_potential() ** story.POTENTIAL_EXPONENT
    of_patch = (of_patch * np.exp(patches.effect))[:, None]
    person = brings.skill + story.MEETING_ELASTICITY * brings.habit
    spread = np.hypot(story.SKILL_SPREAD, story.MEETING_ELASTICITY * effort.MEETING_HABIT)
    held = np.where(holder == NOBODY, 0.0, np.exp(person[holder]))[:, None]
    return of_patch * held, of_patch * np.exp(rng.normal(0.0, spread, (holder.size, years)))


def _presence(
    world: World, holder: NDArray[np.int64], rng: np.random.Generator, years: int
) -> tuple[Floats, Floats]:
    """Ramped parts of each quarter of the holder and of a successor, (4, n_patches, years)."""
    size = (holder.size, years)
    stays = rng.exponential(_DAYS / -np.log1p(-_turnover(world)), size)
    stays[holder == NOBODY] = 0.0
    fill = DAYS_TO_FILL * np.exp(rng.normal(0.0, _FILL_SPREAD, size))
    tenure = np.where(holder == NOBODY, 0, LAST_DAY + 1 - world.seating.hired[holder])
    starts = np.array([quarter_start(QUARTERS + q) for q in range(_A_YEAR + 1)]) - LAST_DAY - 1
    area = _ramp_area
    own, successor = [], []
    for first, last in pairwise(starts):
        until = np.clip(stays, first, last)
        held = area(tenure[:, None] + until) - area(tenure[:, None] + float(first))
        own.append(held / (last - first))
        joined = stays + fill
        came = area(last - joined) - area(first - joined)
        successor.append(came / (last - first))
    return np.stack(own), np.stack(successor)


def _ramp_area(tenure: Floats) -> Floats:
    """Days' worth of a ramped rep in so many days since the start."""
    knots = np.arange(len(story.RAMP) + 1) * (365.25 / 4)
    knots[-1] = 100_000
    done = np.concatenate([[0.0], np.cumsum(np.diff(knots) * np.array(story.RAMP))])
    return np.asarray(np.interp(np.maximum(tenure, 0.0), knots, done))


def _turnover(world: World) -> float:
    """Leavers of FY2025 over the mean number of sellers."""
    hired, left = world.seating.hired, world.seating.left
    first = LAST_DAY + 1 - _DAYS
    there = [np.sum((hired <= day) & ((left < 0) | (left >= day))) for day in (first, LAST_DAY + 1)]
    return float(np.sum(left >= first) / np.mean(there))


def _level(world: World) -> float:
    """What FY2025 booked over what its shifts would have been expected to, without their luck."""
    shifts, brings = world.shifts, world.effort
    second = shifts.quarter >= QUARTERS // 2
    usual = np.array(story.QUARTER_EFFECT)[shifts.quarter % _A_YEAR]
    noise = effort.QUARTER_NOISE**2 + effort.SHOCK**2
    noise += (story.MEETING_ELASTICITY * effort.MEETING_HABIT) ** 2
    quiet = effort.Effort(brings.skill, brings.habit, brings.habit[shifts.rep], usual + noise / 2)
    expected = expected_bookings(world.patches, shifts, quiet)
    return float(story.BOOKED[1] / expected[second].sum())


def _deals(world: World, mean: Floats, rng: np.random.Generator) -> Floats:
    """The luck of deals: a Poisson number of gamma amounts."""
    size = np.array([s.mean_deal for s in story.SEGMENTS])[world.patches.segment][:, None]
    shape = DEAL_VARIATION**-2
    return np.asarray(rng.gamma(np.maximum(rng.poisson(mean / size) * shape, 1e-9)) * size / shape)
