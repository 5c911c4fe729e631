"""What the response model expects of the team in the planned year, and its possible years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.people.presence import (
    FATES,
    after_vacancy,
    after_vacancy_by_quarter,
    by_quarter,
    stay_and_successor,
)
from engine.people.ramp import Ramp
from engine.response.redraw import DealCredits, Draws, quantiles, redraw
from engine.response.year import Manned, Team, mean_year, quarters_ahead, year_ahead
from engine.scenarios.history import ramp_parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from engine.model.period import Period
    from engine.response.model import ResponseModel
    from engine.scenarios.coming.seating import Seating
    from engine.scenarios.fitted import Fitted
    from engine.store.turnover import Turnover

    Floats = NDArray[np.float64]

_FATE_STREAM, _STEEP_STREAM = 2, 4
"""Keep the luck of who stays, and what is not known of the elasticity, apart from deals' luck."""


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """Today's people in today's patches, patch by patch."""

    model: ResponseModel
    team: Team
    row: NDArray[np.int64]
    """Row of the plan of each patch."""
    vacant: NDArray[np.bool_]
    """Patches that nobody holds when the year starts."""
    turnover: Turnover
    credit: float
    """Quota credit for each dollar booked, as last year."""
    elsewhere: DealCredits
    """Last year's deals that no patch of the plan is credited with; they are redrawn."""
    n_rows: int

    def mean(self) -> Floats:
        """Quota credit that each row is expected to earn with who sits there, money."""
        each = mean_year(self.model, self.team, self._manned(FATES[None, :], mean=True))
        return self._by_row(each) * self.credit

    def years(self, draws: int, seed: int) -> Draws:
        """
        Possible years of the rows and of the company.

        Parameters
        ----------
        draws, seed : int
            Number of possible years, and where their luck starts.
        """
        manned = self._manned(self._fates(draws, seed), mean=False)
        booked = self._by_row(year_ahead(self.model, self.team, manned, draws, seed))
        beside = redraw(self.elsewhere, draws, seed).booked
        credited = booked * self.credit
        steep = np.random.default_rng([seed, _STEEP_STREAM]).normal(size=draws)
        p10, p50, p90 = quantiles(credited)
        return Draws(seed, credited, booked.sum(axis=0) + beside, p10, p50, p90, steep)

    def quarters(self, draws: int, seed: int) -> Floats:
        """Credit of each row in the quarters of the same years, money, (4, n_rows, draws)."""
        fates = self._fates(draws, seed)
        fill, ramp, empty = self.turnover.days_to_fill, self.ramp, self.vacant[:, None]
        present = by_quarter(fates, attrition=self.turnover.attrition, days_to_fill=fill, ramp=ramp)
        refilled = after_vacancy_by_quarter(fill, ramp)
        parts = [
            Manned(np.where(empty, 0.0, own), np.where(empty, after, successor))
            for (own, successor), after in zip(present, refilled, strict=True)
        ]
        booked = quarters_ahead(
            self.model, self.team, self._manned(fates, mean=False), parts, draws, seed
        )
        return np.stack([self._by_row(one) for one in booked]) * self.credit

    def _fates(self, draws: int, seed: int) -> Floats:
        return np.random.default_rng([seed, _FATE_STREAM]).random((self.team.size, draws))

    def _manned(self, fates: Floats, *, mean: bool) -> Manned:
        fill, ramp = self.turnover.days_to_fill, self.ramp
        parts = stay_and_successor(
            fates, attrition=self.turnover.attrition, days_to_fill=fill, ramp=ramp
        )
        own, successor = (part.mean(axis=1, keepdims=True) if mean else part for part in parts)
        empty = self.vacant[:, None]
        return Manned(
            np.where(empty, 0.0, own), np.where(empty, after_vacancy(fill, ramp), successor)
        )

    @property
    def ramp(self) -> Ramp:
        """Of newcomers, as the history shows it."""
        seen = np.exp(self.model.effects.beta[self.model.design.ramp])
        return Ramp.by_quarter(*np.minimum(seen, 1.0).tolist())

    def _by_row(self, of_patch: Floats) -> Floats:
        if self.row.size == self.n_rows and (self.row == np.arange(self.n_rows)).all():
            return of_patch
        out = np.zeros((self.n_rows, *of_patch.shape[1:]))
        np.add.at(out, self.row, of_patch)
        return out


def forecast(
    fit: Fitted,
    seating: Seating,
    deals: DealCredits,
    hired: Mapping[str, date | None],
    quarters: Sequence[Period],
    turnover: Turnover,
) -> Forecast | None:
    """
    Seat today's people for the planned year.

    Parameters
    ----------
    fit : Fitted
        The model and its history.
    seating : Seating
        Rows of the plan.
    deals : DealCredits
        Last year's deals.
    hired : mapping
        First working day of each person.
    quarters : sequence of Period
        The four of the fiscal year planned.
    turnover : Turnover
        Of last year's sellers, taken to go on.

    Returns
    -------
    Forecast or None
        ``None`` where a row of the plan holds no patch that the history knows.
    """
    place = {name: n for n, name in enumerate(fit.history.seat_ids)}
    held = [(place[s], r) for s, r in seating.row_of_seat.items() if s in place]
    if {row for _, row in held} != set(range(len(seating.rows))):
        return None
    seat, row = (np.array(part, dtype=np.int64) for part in zip(*held, strict=True))
    of_rep = {name: n for n, name in enumerate(fit.history.rep_ids)}
    holders = seating.texts("rep_id")
    rep = np.array([of_rep.get(holders[r] or "", -1) for r in row], dtype=np.int64)
    days = [hired.get(holders[r] or "") for r in row]
    return Forecast(
        fit.model,
        Team(rep, seat, np.stack([ramp_parts(q.first, q.last, days) for q in quarters])),
        row,
        ~seating.held[row],
        turnover,
        *_beside(deals),
        len(seating.rows),
    )


def _beside(deals: DealCredits) -> tuple[float, DealCredits]:
    """Credit for each dollar that rows booked, and the deals that no row is credited with."""
    placed = np.zeros(len(deals.amount), dtype=bool)
    placed[deals.deal] = True
    booked, none = float(deals.amount[placed].sum()), np.zeros(0, dtype=np.int64)
    credit = float(deals.credited.sum()) / booked if booked > 0 else 1.0
    return credit, DealCredits(deals.amount[~placed], none, none, np.zeros(0), 0)
