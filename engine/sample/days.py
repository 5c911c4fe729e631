"""Calendar of the story: days are counted from 1 January 2024, quarters from its first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.sample.arrays import Ints

FIRST = date(2024, 1, 1)
AS_OF = date(2025, 12, 31)
LAST_DAY = (AS_OF - FIRST).days
QUARTERS = 8


def day_of(when: date) -> int:
    """Day number of a date; 1 January 2024 is 0."""
    return (when - FIRST).days


def to_date(day: int) -> date:
    """Date of a day number."""
    return FIRST + timedelta(days=int(day))


def quarter_start(quarter: int) -> int:
    """First day of a quarter; quarter 0 is FY2024-Q1, and beyond the story it goes on."""
    return day_of(date(FIRST.year + quarter // 4, 1 + 3 * (quarter % 4), 1))


QUARTER_STARTS: Ints = np.array([quarter_start(q) for q in range(QUARTERS + 1)], dtype=np.int64)


def quarter_of(day: Ints) -> Ints:
    """Quarter number of each day, shape as given; days before the story give -1."""
    return np.searchsorted(QUARTER_STARTS, day, side="right") - 1


def year_start(year: int) -> int:
    """First day of a fiscal year, which is the calendar year."""
    return day_of(date(year, 1, 1))


def on_weekday(day: Ints) -> Ints:
    """Bring Saturdays and Sundays forward to the Friday before; day 0 was a Monday."""
    return day - np.maximum(day % 7 - 4, 0)
