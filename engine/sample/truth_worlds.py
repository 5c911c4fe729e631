"""Sales forces whose truth is known: what the response model is held against."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.sample.arrays import Flags, Floats, Ints

SEGMENT_SHARES = (0.40, 0.35, 0.25)
BASE = np.array([120e3, 200e3, 300e3])
"""Bookings of a ramped, average rep a quarter, by segment."""
MEAN_DEAL = np.array([8e3, 30e3, 100e3])
DEAL_CV = 0.8
RAMP = np.array([0.25, 0.60, 0.85, 1.0])
SEASON = np.array([-0.10, 0.0, -0.05, 0.15])
_POTENTIAL_SPREAD = 0.4
_QUARTER_NOISE = 0.05
_GROWTH = 0.01
_QUOTA_RISE = 1.05


@dataclass(frozen=True, slots=True)
class WorldSpec:
    """What a world is made from; the defaults are the plain world."""

    seats: int = 200
    quarters: int = 8
    """Quarters of history; one more is played and held out."""
    moves: float = 0.10
    """Part of the reps that change seat in a year, by swapping inside the segment."""
    turnover: float = 0.20
    skill_spread: float = 0.30
    seat_spread: float = 0.25
    elasticity: float = 0.70
    quota_exponent: float = 0.30
    stretch: float = 0.10
    shock: float = 0.15
    sorting: float = 0.0
    """Correlation of skill and log potential."""
    measurement_error: float = 0.0
    """Standard deviation of the error in log potential as it is known."""
    deal_scale: float = 1.0
    """Multiple of the size of deals, their sum unchanged."""
    drift: float = 0.0
    """Standard deviation by which a skill wanders each quarter; its spread stays the same."""
    windfall: bool = False
    """Whether one rep in fifty wins one deal as large as half a year."""

    def with_system_share(self, share: float) -> WorldSpec:
        """Same variance of what is not luck, of which the system makes up so much."""
        fit = ((self.elasticity - self.quota_exponent) * _POTENTIAL_SPREAD) ** 2 + self.stretch**2
        system, total = fit + self.seat_spread**2, fit + self.seat_spread**2 + self.skill_spread**2
        scale = float(np.sqrt(share * total / system))
        return replace(
            self,
            skill_spread=float(np.sqrt((1 - share) * total)),
            seat_spread=self.seat_spread * scale,
            stretch=self.stretch * scale,
            quota_exponent=self.elasticity - (self.elasticity - self.quota_exponent) * scale,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """A rep in a seat for a quarter, arrays of shape (n_cells,)."""

    rep: Ints
    seat: Ints
    quarter: Ints
    tenure: Ints
    """Quarters since the hire."""
    mean: Floats
    """Expected bookings given skill, seat and the quarter's common effect."""
    booked: Floats
    squares: Floats
    """Sum of squared deal sizes."""
    deals: Floats
    """Number of deals."""
    quota: Floats

    def of(self, kept: Flags) -> Cells:
        """Some of the cells."""
        return Cells(*(getattr(self, name)[kept] for name in self.__slots__))


@dataclass(frozen=True, slots=True, eq=False)
class TruthWorld:
    """A world, its history and two next quarters."""

    spec: WorldSpec
    segment: Ints
    """Of each seat."""
    potential: Floats
    """As measured, of each seat."""
    true_potential: Floats
    skill: Floats
    """Logarithm at the end of the history, of each rep; everybody who ever was there."""
    seat_effect: Floats
    """Logarithm, of each seat."""
    history: Cells
    stay: Cells
    """The quarter after the history, everyone where they were."""
    moved: Cells
    """The same quarter with 30 % of the reps put into each other's seats."""


def make_world(spec: WorldSpec, seed: int) -> TruthWorld:
    """Draw a world; the same spec and seed give the same."""
    rng = np.random.default_rng(np.random.SeedSequence([seed, spec.seats, spec.quarters]))
    segment = rng.choice(3, spec.seats, p=SEGMENT_SHARES)
    log_potential = rng.normal(0.0, _POTENTIAL_SPREAD, spec.seats)
    seat_effect = rng.normal(0.0, spec.seat_spread, spec.seats)
    holders, hired = _careers(rng, spec, segment)
    skill = _skills(rng, spec, holders, log_potential)
    quarters = np.arange(spec.quarters + 1)
    common = (
        SEASON[quarters % 4] + _GROWTH * quarters + rng.normal(0, _QUARTER_NOISE, quarters.size)
    )
    stretch = rng.normal(0.0, spec.stretch, spec.seats)
    facts = _Facts(spec, segment, log_potential, seat_effect, skill, hired, common, stretch)
    parts = [facts.play(rng, holders[q], q) for q in range(spec.quarters)]
    history = Cells(*(np.concatenate([getattr(p, f) for p in parts]) for f in Cells.__slots__))
    seen = log_potential + rng.normal(0.0, 1.0, spec.seats) * spec.measurement_error
    return TruthWorld(
        spec=spec,
        segment=segment,
        potential=np.exp(seen),
        true_potential=np.exp(log_potential),
        skill=skill[-1],
        seat_effect=seat_effect,
        history=history,
        stay=facts.play(rng, holders[-1], spec.quarters),
        moved=facts.play(rng, _permuted(rng, holders[-1], segment), spec.quarters),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Facts:
    """What a quarter is played from."""

    spec: WorldSpec
    segment: Ints
    log_potential: Floats
    seat_effect: Floats
    skill: Floats
    hired: Ints
    common: Floats
    stretch: Floats

    def play(self, rng: np.random.Generator, holder: Ints, quarter: int) -> Cells:
        """Let one quarter pass with these holders of the seats."""
        spec, seat = self.spec, np.arange(holder.size)
        tenure = quarter - self.hired[holder]
        ramp = RAMP[np.minimum(tenure, 3)]
        average = BASE[self.segment] * np.exp(spec.elasticity * self.log_potential)
        push = self.seat_effect + self.skill[quarter][holder] + self.common[quarter]
        mean = average * ramp * np.exp(push)
        shock = np.exp(rng.normal(0.0, spec.shock, seat.size) - spec.shock**2 / 2)
        booked, squares, deals = _deals(
            rng, mean * shock, MEAN_DEAL[self.segment] * spec.deal_scale
        )
        if spec.windfall:
            deal = np.where(rng.random(seat.size) < 0.02 / 8, 2 * BASE[self.segment], 0.0)
            booked, squares, deals = booked + deal, squares + deal**2, deals + (deal > 0)
        asked = BASE[self.segment] * ramp * _QUOTA_RISE
        asked = asked * np.exp(spec.quota_exponent * self.log_potential + self.stretch)
        quota = np.round(asked, -2)
        now = np.full(seat.size, quarter)
        return Cells(holder, seat, now, tenure, mean, booked, squares, deals, quota)


def _deals(rng: np.random.Generator, mean: Floats, size: Floats) -> tuple[Floats, Floats, Floats]:
    """Sum, sum of squares and number of Poisson-many gamma deals in each cell."""
    number = rng.poisson(mean / size)
    cell = np.repeat(np.arange(mean.size), number)
    shape = 1 / DEAL_CV**2
    amount = rng.gamma(shape, size[cell] / shape)
    return (
        np.bincount(cell, amount, mean.size).astype(np.float64),
        np.bincount(cell, amount**2, mean.size).astype(np.float64),
        number.astype(np.float64),
    )


def _careers(rng: np.random.Generator, spec: WorldSpec, segment: Ints) -> tuple[Ints, Ints]:
    """Holder of each seat in each quarter, (quarters + 1, seats), and each rep's first quarter."""
    holders = np.empty((spec.quarters + 1, spec.seats), dtype=np.int64)
    holders[0] = np.arange(spec.seats)
    hired = [-12] * spec.seats
    for quarter in range(1, spec.quarters + 1):
        now = holders[quarter - 1].copy()
        for seat in np.flatnonzero(rng.random(spec.seats) < spec.turnover / 4):
            now[seat] = len(hired)
            hired.append(quarter)
        movers = np.flatnonzero(rng.random(spec.seats) < spec.moves / 4)
        for kind in range(3):
            seats = rng.permutation(movers[segment[movers] == kind])
            for one, other in zip(seats[::2], seats[1::2], strict=False):
                now[[one, other]] = now[[other, one]]
        holders[quarter] = now
    return holders, np.array(hired, dtype=np.int64)


def _skills(
    rng: np.random.Generator, spec: WorldSpec, holders: Ints, log_potential: Floats
) -> Floats:
    """Skill of each rep in each quarter, logarithms, shape (quarters + 1, reps)."""
    n_reps = int(holders.max()) + 1
    first_seat = np.empty(n_reps, dtype=np.int64)
    for now in holders[::-1]:
        first_seat[now] = np.arange(now.size)
    sorted_by = log_potential[first_seat] / _POTENTIAL_SPREAD
    own = rng.normal(size=n_reps)
    skill = spec.sorting * sorted_by + np.sqrt(1 - spec.sorting**2) * own
    path = [skill * spec.skill_spread]
    keep = float(np.sqrt(1 - (spec.drift / spec.skill_spread) ** 2)) if spec.drift else 1.0
    for _ in range(spec.quarters):
        path.append(path[-1] * keep + spec.drift * rng.normal(size=n_reps))
    return np.array(path)


def _permuted(rng: np.random.Generator, holder: Ints, segment: Ints) -> Ints:
    """Holders after 30 % of the reps of each segment have changed places."""
    now = holder.copy()
    for kind in range(3):
        seats = np.flatnonzero(segment == kind)
        chosen = rng.permutation(seats)[: round(0.3 * seats.size)]
        now[chosen] = now[np.roll(chosen, 1)]
    return now
