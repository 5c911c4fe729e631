"""Worlds of known truth as the response model reads them, and what is true of their year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.response.future import Placed
from engine.response.panel import Panel, Seats
from engine.response.shares import Year

if TYPE_CHECKING:
    from engine.sample.truth_worlds import Cells, TruthWorld

_YEAR = 4


def ramp_rows(tenure: np.ndarray) -> np.ndarray:
    """Whole quarters of tenure as parts of the first three."""
    return np.eye(4)[np.minimum(tenure, 3)][:, :3]


def panel_of(world: TruthWorld) -> Panel:
    """History of a world."""
    cells = world.history
    return Panel(
        cells.rep,
        cells.seat,
        cells.quarter,
        np.ones(cells.rep.size),
        ramp_rows(cells.tenure),
        cells.booked,
        cells.squares,
        cells.deals,
        Seats(world.segment, np.log(world.potential)),
        world.skill.size,
    )


def placed(cells: Cells) -> Placed:
    """Who sits where in a quarter to come."""
    return Placed(cells.rep, cells.seat, np.ones(cells.rep.size), ramp_rows(cells.tenure))


def year_of(world: TruthWorld) -> Year:
    """The last four quarters, and quotas of those there for half of them."""
    history, n_reps = world.history, world.skill.size
    quarters = tuple(range(max(0, world.spec.quarters - _YEAR), world.spec.quarters))
    inside = np.isin(history.quarter, quarters)
    quota = np.bincount(history.rep[inside], history.quota[inside], n_reps)
    there = np.bincount(history.rep[inside], minlength=n_reps)
    return Year(quarters, np.where(there >= len(quarters) / 2, quota, np.nan))


@dataclass(frozen=True)
class TrueShares:
    """Parts of what is not luck in a world's year."""

    fit: float
    territory: float
    rep: float

    @property
    def system(self) -> float:
        return self.fit + self.territory


def true_shares(world: TruthWorld, year: Year) -> TrueShares:
    """Covariance shares of the true parts, by the definition of the answer."""
    history, n_reps = world.history, world.skill.size
    inside = np.isin(history.quarter, year.quarters) & ~np.isnan(year.quota[history.rep])
    cells = history.of(inside)
    here = cells.mean / np.exp(world.skill[cells.rep])
    average = here / np.exp(world.seat_effect[cells.seat])
    reps = np.unique(cells.rep)
    of_average = np.bincount(cells.rep, average, n_reps)[reps]
    of_seat = np.bincount(cells.rep, here, n_reps)[reps]
    parts = [np.log(of_average / year.quota[reps]), np.log(of_seat / of_average), world.skill[reps]]
    whole = sum(parts) - np.mean(sum(parts))
    return TrueShares(*(float(np.mean(part * whole) / np.mean(whole**2)) for part in parts))
