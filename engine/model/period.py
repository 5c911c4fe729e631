"""Fiscal periods: ``FY2026``, ``FY2026-Q1`` and the calendar month ``2026-01``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from engine.errors import DataError

ALL = "all"
PLANNING_LEAD_DAYS = 270
"""The planning period holds the day this long after ``as_of``."""

_YEAR = re.compile(r"FY(\d{4})(?:-Q([1-4]))?")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Period:
    """A named span of days, both ends included."""

    label: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.last - self.first).days + 1

    def __str__(self) -> str:
        """Label as people write it."""
        return self.label


def _month_start(year: int, month: int) -> date:
    """First day of a month; ``month`` may run past 12 or below 1."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def fiscal_year(day: date, fiscal_start: int = 1) -> int:
    """Fiscal year of a day, named for the calendar year in which it ends."""
    return day.year + (1 if fiscal_start > 1 and day.month >= fiscal_start else 0)


def year_period(year: int, fiscal_start: int = 1) -> Period:
    """Fiscal year as a period."""
    first_year = year if fiscal_start == 1 else year - 1
    first = date(first_year, fiscal_start, 1)
    last = _month_start(first_year, fiscal_start + 12) - timedelta(days=1)
    return Period(f"FY{year}", first, last)


def quarter_period(year: int, quarter: int, fiscal_start: int = 1) -> Period:
    """One fiscal quarter, three months."""
    start = year_period(year, fiscal_start).first
    first = _month_start(start.year, start.month + 3 * (quarter - 1))
    last = _month_start(start.year, start.month + 3 * quarter) - timedelta(days=1)
    return Period(f"FY{year}-Q{quarter}", first, last)


def quarters(year: int, fiscal_start: int = 1) -> tuple[Period, ...]:
    """The four quarters of a fiscal year."""
    return tuple(quarter_period(year, q, fiscal_start) for q in (1, 2, 3, 4))


def quarter_of(day: date, fiscal_start: int = 1) -> Period:
    """Fiscal quarter that a day lies in."""
    months_in = (day.month - fiscal_start) % 12
    return quarter_period(fiscal_year(day, fiscal_start), months_in // 3 + 1, fiscal_start)


def parse_period(text: str, fiscal_start: int = 1) -> Period:
    """
    Read ``FY2026``, ``FY2026-Q1`` or ``2026-01``.

    Raises
    ------
    DataError
        If the text is none of these.
    """
    if match := _YEAR.fullmatch(text.strip()):
        year, quarter = int(match[1]), match[2]
        if quarter:
            return quarter_period(year, int(quarter), fiscal_start)
        return year_period(year, fiscal_start)
    if match := _MONTH.fullmatch(text.strip()):
        year, month = int(match[1]), int(match[2])
        last = _month_start(year, month + 1) - timedelta(days=1)
        return Period(text.strip(), date(year, month, 1), last)
    raise DataError(f"{text!r} is not a period.", "Write FY2026, FY2026-Q1 or 2026-01.")


def planning_period(as_of: date, fiscal_start: int = 1) -> Period:
    """Fiscal year that holds ``as_of`` + 270 days: what is planned when nobody says otherwise."""
    day = as_of + timedelta(days=PLANNING_LEAD_DAYS)
    return year_period(fiscal_year(day, fiscal_start), fiscal_start)
