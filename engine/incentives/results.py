"""What people sold, as a plan's measures by person and settlement period."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from engine.model.period import fiscal_year, year_period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from engine.model.period import Period

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """One measure of everybody in every period, shapes (n_reps, n_periods)."""

    actual: Floats
    """Sum or count, or what stands above the line of a ratio; ``nan`` where nothing is settled."""
    below: Floats | None = None
    """What stands below the line of a ratio."""
    quota: Floats | None = None
    """``nan`` without one; a ratio's own target where it is given by person."""

    def plus(self, more: Measured) -> Measured:
        """Two of shape (n_lines,) behind one another."""
        below = None
        if self.below is not None and more.below is not None:
            below = np.concatenate([self.below, more.below])
        return Measured(np.concatenate([self.actual, more.actual]), below)


@dataclass(frozen=True, slots=True, eq=False)
class DealLines:
    """Deals one by one, for what is read deal by deal; arrays of shape (n_lines,)."""

    rep: NDArray[np.int64]
    """Index into the people."""
    period: NDArray[np.int64]
    """Index into the periods."""
    deal_id: tuple[str, ...]
    measures: Mapping[str, Measured]
    """As :class:`Measured`, shapes (n_lines,)."""
    value: Floats
    """Credited money after deal rules."""

    def plus(self, more: DealLines) -> DealLines:
        """These deals and more of the same people and periods."""
        return DealLines(
            np.concatenate([self.rep, more.rep]),
            np.concatenate([self.period, more.period]),
            (*self.deal_id, *more.deal_id),
            {name: m.plus(more.measures[name]) for name, m in self.measures.items()},
            np.concatenate([self.value, more.value]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """Everything that pay is computed on."""

    reps: tuple[str, ...]
    periods: tuple[Period, ...]
    """In order of their last days, longer ones after."""
    fiscal_start: int
    measures: Mapping[str, Measured]
    target_incentive: Floats
    """Money a year, shape (n_reps, n_periods); ``nan`` where not known."""
    hired: Sequence[date | None] = ()
    """First day of each person, where known."""
    deals: DealLines | None = None
    spifs: Mapping[str, Floats] = field(default_factory=dict)
    """Units that each SPIF pays on, shape (n_reps, n_periods)."""
    prior: Floats | None = None
    """What the earlier plan pays, same shape; ``nan`` where not known."""
    notes: tuple[str, ...] = ()
    """What was left out and why."""


def months_of(period: Period) -> int:
    """Length of a period in whole months."""
    first, last = period.first, period.last
    return (last.year - first.year) * 12 + last.month - first.month + 1


def fiscal_year_of(period: Period, fiscal_start: int) -> int:
    """Fiscal year in which a period ends."""
    return fiscal_year(period.last, fiscal_start)


def ends_year(period: Period, fiscal_start: int) -> bool:
    """Whether a period ends on the last day of its fiscal year."""
    year = year_period(fiscal_year_of(period, fiscal_start), fiscal_start)
    return period.last == year.last


def in_order(periods: Sequence[Period]) -> tuple[Period, ...]:
    """Periods by their last days, a longer one after those that it holds."""
    return tuple(sorted(periods, key=lambda p: (p.last, -p.first.toordinal(), p.label)))
