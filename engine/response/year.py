"""A coming year of people in their seats, drawn from the response model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.response.future import COMMON, LEAST_CV, counted_deals_of, deals_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from engine.response.crossed import Effects
    from engine.response.model import ResponseModel

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

QUARTERS = 4
_QUARTER_STREAM = 3
"""Keeps the luck of which quarter a deal falls in apart from the luck of deals."""
_MEAN_DRAWS = 400
"""Draws of the effects whose mean is what to expect; no deal is drawn for it."""


@dataclass(frozen=True, slots=True, eq=False)
class Team:
    """Who starts the year in which seat, arrays of shape (n,) where nothing else is said."""

    rep: Ints
    """-1 for somebody without a record, and where nobody sits."""
    seat: Ints
    ramp: Floats
    """Parts of each quarter in the rep's first, second and third quarter, shape (4, n, 3)."""

    @property
    def size(self) -> int:
        """Places."""
        return self.rep.size


@dataclass(frozen=True, slots=True, eq=False)
class Manned:
    """Parts of the year, decimals, each of shape (n, draws) or (n, 1)."""

    own: Floats
    """That who starts it is there."""
    successor: Floats
    """That a successor is there, counted as a ramped one."""


def seat_strength(model: ResponseModel) -> Floats:
    """
    What an average rep books in each seat against other seats, shape (n_seats,).

    Segment, potential to the power of the elasticity, and the seat's own effect; any unit.
    """
    seats = model.panel.seats
    nobody = np.zeros((seats.segment.size, 3))
    rows = model.design.rows(
        seats.segment, np.zeros(seats.segment.size, dtype=np.int64), nobody, seats.log_potential
    )
    effects = model.effects
    return np.asarray(np.exp(rows @ effects.beta + effects.seat))


def mean_year(model: ResponseModel, team: Team, manned: Manned) -> Floats:
    """
    What each place is expected to book in a year like the last four quarters, money, (n,).

    Parameters
    ----------
    model : ResponseModel
        What the history says.
    team : Team
        Who starts the year where.
    manned : Manned
        Mean parts of the year, shape (n, 1).
    """
    drawn = model.draw(0, _MEAN_DRAWS)
    own, new = _rates(model, drawn, team)
    level = np.exp(_last_quarters(model, drawn))
    ramp = _ramped(model, team)
    whole = level.sum(axis=0)
    held = np.einsum("qn,qd->nd", ramp, level)
    newcomer = np.exp(model.spread.rep / 2)
    booked = own * held * manned.own + new * newcomer * whole * manned.successor
    return np.asarray(booked.mean(axis=1))


def year_ahead(model: ResponseModel, team: Team, manned: Manned, draws: int, seed: int) -> Floats:
    """
    Possible years of each place, money, shape (n, draws).

    The market is that of the last four quarters, give or take what moves everyone's quarter;
    then come who stays and who follows, a rep's own quarters, and the luck of deals.

    Parameters
    ----------
    model : ResponseModel
        What the history says.
    team : Team
        Who starts the year where.
    manned : Manned
        Parts of the year in each draw, shape (n, draws).
    draws, seed : int
        Number of possible years, and where their luck starts.
    """
    luck = _Luck.of(model, team, draws, seed)
    mean, *_ = luck.mean(model, team, luck.quarters(model, team), manned)
    return deals_of(mean, model.panel.seats.segment[team.seat], model.deals, luck.rng)


def quarters_ahead(
    model: ResponseModel,
    team: Team,
    manned: Manned,
    by_quarter: Sequence[Manned],
    draws: int,
    seed: int,
) -> Floats:
    """
    The years of :func:`year_ahead`, quarter by quarter, money, shape (4, n, draws).

    Parameters
    ----------
    model, team, manned, draws, seed
        As for the year; its quarters sum to it.
    by_quarter : sequence of Manned, length 4
        Parts of each quarter in each draw, shape (n, draws).

    Notes
    -----
    Exact given the year: the deals of a Poisson year fall into its quarters in proportion to
    what each is expected to book (multinomial), and their gamma sizes with them (Dirichlet).
    """
    luck = _Luck.of(model, team, draws, seed)
    passed = list(luck.quarters(model, team))
    mean, own, new = luck.mean(model, team, passed, manned)
    segment = model.panel.seats.segment[team.seat]
    booked, number = counted_deals_of(mean, segment, model.deals, luck.rng)
    weight = np.stack(
        [
            moved * (own * ramped[:, None] * part.own + new * part.successor)
            for (moved, ramped), part in zip(passed, by_quarter, strict=True)
        ],
        axis=-1,
    )
    chance = weight / np.maximum(weight.sum(axis=-1, keepdims=True), 1e-300)
    rng = np.random.default_rng([seed, _QUARTER_STREAM])
    split = rng.multinomial(number, chance)
    cv = np.maximum(model.deals.squared_cv[segment], LEAST_CV)[:, None, None]
    sizes = rng.standard_gamma(split / cv)
    parts = sizes / np.maximum(sizes.sum(axis=-1, keepdims=True), 1e-300)
    return np.moveaxis(booked[..., None] * parts, -1, 0)


@dataclass(frozen=True, slots=True, eq=False)
class _Luck:
    """What a possible year brings, drawn in one order whoever asks."""

    rng: np.random.Generator
    drawn: Effects
    common: Floats
    draws: int

    @classmethod
    def of(cls, model: ResponseModel, team: Team, draws: int, seed: int) -> _Luck:
        """Start the year: effects, and what moves everyone's quarters."""
        rng = np.random.default_rng([seed, 1])
        drawn = model.draw(seed, draws)
        sd = COMMON[len(_quarters(model, drawn)) > QUARTERS]
        common = _last_quarters(model, drawn) + rng.normal(-(sd**2) / 2, sd, (QUARTERS, draws))
        return cls(rng, drawn, common, draws)

    def quarters(self, model: ResponseModel, team: Team) -> Iterator[tuple[Floats, Floats]]:
        """Each quarter's multiple, (n, draws), and what tenure leaves of it, (n,)."""
        for quarter, ramped in zip(self.common, _ramped(model, team), strict=True):
            shock = self.rng.normal(-model.shock / 2, np.sqrt(model.shock), (team.size, self.draws))
            yield np.exp(shock + quarter), ramped

    def mean(
        self,
        model: ResponseModel,
        team: Team,
        passed: Iterable[tuple[Floats, Floats]],
        manned: Manned,
    ) -> tuple[Floats, Floats, Floats]:
        """Expected of the year once its quarters have passed, and both rates; (n, draws)."""
        held, whole = np.zeros((team.size, self.draws)), np.zeros((team.size, self.draws))
        for moved, ramped in passed:
            held += moved * ramped[:, None]
            whole += moved
        own, new = self.rates(model, team)
        return own * held * manned.own + new * whole * manned.successor, own, new

    def rates(self, model: ResponseModel, team: Team) -> tuple[Floats, Floats]:
        """A ramped quarter of who sits there, and of the newcomer of the draw; (n, draws)."""
        own, new = _rates(model, self.drawn, team)
        spread = np.sqrt(model.spread.rep)
        return own, new * np.exp(self.rng.normal(0.0, spread, (team.size, self.draws)))


def _rates(model: ResponseModel, drawn: Effects, team: Team) -> tuple[Floats, Floats]:
    """A ramped quarter of who sits there and of a typical newcomer, money, (n, draws) each."""
    seats = model.panel.seats
    rows = model.design.rows(
        seats.segment[team.seat],
        np.zeros(team.size, dtype=np.int64),
        np.zeros((team.size, 3)),
        seats.log_potential[team.seat],
    )
    push = rows @ drawn.beta + drawn.seat[team.seat]
    new = np.exp(push)
    known = team.rep >= 0
    push[known] += drawn.rep[team.rep[known]]
    push[~known] += model.spread.rep / 2
    return np.exp(push), new


def _quarters(model: ResponseModel, drawn: Effects) -> Floats:
    """Common effect of each quarter of the history, log scale, shape (n_quarters, draws)."""
    first = np.zeros((1, drawn.beta.shape[1]))
    return np.vstack([first, drawn.beta[model.design.quarters]])


def _last_quarters(model: ResponseModel, drawn: Effects) -> Floats:
    """Common effects of the last four quarters, or of their mean where there are fewer."""
    effects = _quarters(model, drawn)
    if len(effects) >= QUARTERS:
        return effects[-QUARTERS:]
    return np.repeat(effects.mean(axis=0, keepdims=True), QUARTERS, axis=0)


def _ramped(model: ResponseModel, team: Team) -> Floats:
    """What a rep of that tenure books over what a ramped one would, shape (4, n)."""
    return np.asarray(np.exp(team.ramp @ model.effects.beta[model.design.ramp]))
