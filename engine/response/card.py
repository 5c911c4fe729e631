"""How the model does on a quarter that it was not shown, beside four simple forecasts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.response.future import Placed, expected, next_quarter, play
from engine.response.model import fit_model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.response.panel import Panel

    Floats = NDArray[np.float64]

_A_YEAR = 4
_COVERS = (0.65, 0.92)
"""Coverage of an 80 % band outside which it is said to be off."""


@dataclass(frozen=True, slots=True, eq=False)
class Quotas:
    """What reps carried, money, arrays of shape (n_reps,), ``nan`` without a quota."""

    held_out: Floats
    """In the quarter held out."""
    year_before: Floats
    """In the four quarters before it."""


@dataclass(frozen=True, slots=True)
class Card:
    """Errors by rep, money."""

    mae: float
    naive: Mapping[str, float]
    """quota_x_team, last_quarter, rep_attainment, segment_potential; those that can be made."""
    coverage_80: float
    reps: int

    @property
    def skill(self) -> float:
        """1 less the error over that of the best simple forecast; negative where it is worse."""
        return 1 - self.mae / min(self.naive.values())

    @property
    def banner(self) -> str:
        """What to say where the model should not be relied on, else nothing."""
        best = min(self.naive, key=lambda name: self.naive[name])
        if self.skill <= 0:
            return f"On this data the model is no better than {_WORDS[best]}."
        if not _COVERS[0] <= self.coverage_80 <= _COVERS[1]:
            covered = f"{100 * self.coverage_80:.0f} %"
            return f"On this data the bands are off: {covered} of results lay inside, not 80 %."
        return ""


_WORDS = {
    "quota_x_team": "taking everyone to reach the team's share of quota",
    "last_quarter": "repeating the quarter before",
    "rep_attainment": "taking everyone to repeat their last four quarters",
    "segment_potential": "spreading the segment's bookings by potential",
}


def model_card(panel: Panel, quotas: Quotas, draws: int, seed: int) -> Card | None:
    """
    Hold out the last quarter and forecast it.

    Returns
    -------
    Card or None
        ``None`` where there is no quarter before the last.
    """
    last = int(panel.quarter.max())
    if not (panel.quarter < last).any():
        return None
    before, after = panel.of(panel.quarter < last), panel.of(panel.quarter == last)
    model = fit_model(before)
    drawn, rng = model.draw(seed, draws), np.random.default_rng([seed, 1])
    placed = Placed(after.rep, after.seat, after.exposure, after.ramp)
    mean = expected(model, drawn, placed, next_quarter(model, drawn, rng), rng)
    years = play(mean, after.segment, model.shock, model.deals, rng)
    reps, at = np.unique(after.rep, return_inverse=True)
    booked, by_rep = np.bincount(at, after.booked), np.zeros((reps.size, draws))
    np.add.at(by_rep, at, years)
    # absolute errors are least around the middle of what may come, not around its mean
    lo, forecast, hi = np.quantile(by_rep, [0.1, 0.5, 0.9], axis=1)
    simple = _simple(before, after, quotas)
    return Card(
        float(np.abs(booked - forecast).mean()),
        {name: float(np.abs(booked - each[reps]).mean()) for name, each in simple.items()},
        float(np.mean((booked >= lo) & (booked <= hi))),
        reps.size,
    )


def _simple(before: Panel, after: Panel, quotas: Quotas) -> dict[str, Floats]:
    """Simple forecasts of every rep, shape (n_reps,); those whose data are there."""
    n, last = before.n_reps, int(before.quarter.max())
    year = before.of(before.quarter > last - _A_YEAR)
    quarter = before.of(before.quarter == last)
    booked = np.bincount(year.rep, year.booked, n)
    found: dict[str, Floats] = {
        "last_quarter": np.bincount(quarter.rep, quarter.booked, n).astype(np.float64)
    }
    has_both = (quotas.year_before > 0) & (booked > 0)
    if has_both.any() and (quotas.held_out > 0).any():
        team = booked[has_both].sum() / quotas.year_before[has_both].sum()
        asked = np.nan_to_num(quotas.held_out)
        own = np.divide(booked, quotas.year_before, out=np.full(n, team), where=has_both)
        found["quota_x_team"], found["rep_attainment"] = asked * team, asked * own
    potential = np.exp(before.seats.log_potential)
    if (potential > 0).any():
        share = np.zeros(n)
        for segment in range(before.seats.n_segments):
            here, then = quarter.segment == segment, after.segment == segment
            size = np.nan_to_num(potential[quarter.seat] * quarter.exposure)[here].sum()
            level = quarter.booked[here].sum() / size if size > 0 else 0.0
            each = np.nan_to_num(potential[after.seat] * after.exposure)[then] * level
            share += np.bincount(after.rep[then], each, n)
        found["segment_potential"] = share
    return found
