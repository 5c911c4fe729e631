"""Relief: what share of a full year's quota a person can carry, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

USUAL_RAMP = (0.25, 0.60, 0.85)
"""Share of a ramped rep's bookings in the first, second and third quarter of tenure: a usual
ramp, taken until a company's own is measured."""
_MONTHS_A_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Person:
    """Terms of whoever sits in a seat."""

    hired: date | None = None
    fte: float = 1.0
    """Share of full time."""
    absences: tuple[tuple[date, date], ...] = ()
    """Spans of days off that are known, both ends included."""


@dataclass(frozen=True, slots=True, eq=False)
class Year:
    """The year planned, day by day."""

    first: date
    months: NDArray[np.int64]
    """Month count of each day since year 0, shape (n_days,)."""
    of_month: NDArray[np.int64]
    """Day of the month, same shape."""
    weight: NDArray[np.float64]
    """Season: the share of the year's bookings that each day has, summing to 1."""

    @classmethod
    def of(cls, first: date, last: date, season: Sequence[float] = (1.0,)) -> Year:
        """
        Days of a year with the season's weight of each.

        Parameters
        ----------
        first, last : date
            Both included.
        season : sequence of float
            Shares of equal parts of the year (12 months, 4 quarters, or 1), in its order; each
            month of a part has an equal share, each day of a month as well.
        """
        days = [first + timedelta(n) for n in range((last - first).days + 1)]
        months = np.array([day.year * 12 + day.month for day in days], dtype=np.int64)
        nth = months - months[0]
        n_months = int(nth[-1]) + 1
        part = np.minimum(nth * len(season) // n_months, len(season) - 1)
        months_of_part = np.bincount(np.unique(nth) * len(season) // n_months)
        share = np.array(season, dtype=np.float64)[part] / months_of_part[part]
        weight = share / np.bincount(nth)[nth]
        total = float(weight.sum())
        even = np.full(len(days), 1 / len(days))
        return cls(
            first,
            months,
            np.array([day.day for day in days], dtype=np.int64),
            weight / total if total > 0 else even,
        )

    def since(self, day: date) -> NDArray[np.int64]:
        """Whole months from a day to each day of the year, negative before it."""
        return self.months - (day.year * 12 + day.month) - (self.of_month < day.day)

    def within(self, first: date, last: date) -> NDArray[np.bool_]:
        """Days of the year that lie in a span, both ends included."""
        nth = np.arange(len(self.weight))
        return (nth >= (first - self.first).days) & (nth <= (last - self.first).days)


def relief(
    people: Sequence[Person | None], year: Year, ramp: Sequence[float] = USUAL_RAMP
) -> dict[str, NDArray[np.float64]]:
    """
    Share of a full quota that each person carries, as factors that multiply.

    ``Q = annual x sum over days of season(day) x ramp(tenure(day)) x FTE``, over the days on
    which the person is there.

    Parameters
    ----------
    people : sequence of Person, length n
        ``None`` for a vacant seat, which carries a full quota.
    year : Year
        The year planned.
    ramp : sequence of float
        Share of a ramped rep's bookings in each quarter of tenure until fully ramped.

    Returns
    -------
    dict
        start, ramp, leave and part_time → shape (n,), 0 to 1; those that spare nobody are absent.
    """
    factors = np.array([_factors(person, year, ramp) for person in people]).reshape(-1, 4)
    steps = ("start", "ramp", "leave", "part_time")
    return {name: factors[:, n] for n, name in enumerate(steps) if (factors[:, n] != 1).any()}


def _factors(
    person: Person | None, year: Year, ramp: Sequence[float]
) -> tuple[float, float, float, float]:
    """Start, ramp, leave and part-time factor of one person."""
    if person is None:
        return 1.0, 1.0, 1.0, 1.0
    there = np.ones(len(year.weight), dtype=bool)
    pace = np.ones(len(year.weight))
    if person.hired is not None and (year.first - person.hired).days < 366 * len(ramp) / 4 + 31:
        there = ~year.within(date.min, person.hired - timedelta(1))
        quarter = np.maximum(year.since(person.hired), 0) // _MONTHS_A_QUARTER
        pace = np.array([*ramp, 1.0])[np.minimum(quarter, len(ramp))]
    present = there.copy()
    for first, last in person.absences:
        present &= ~year.within(first, last)
    weight = year.weight
    start = float(weight @ there)
    ramped = float(weight @ (there * pace)) / start if start > 0 else 1.0
    worked = float(weight @ (present * pace))
    leave = worked / (ramped * start) if ramped * start > 0 else 1.0
    part_time = person.fte if 0 < person.fte < 1 else 1.0
    return round(start, 9), round(ramped, 9), round(leave, 9), part_time
