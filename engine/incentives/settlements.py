"""Settlement periods of deals: whole spans of months from the fiscal start on, numbered."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from engine.model.period import fiscal_year, parse_period, quarter_of, year_period

if TYPE_CHECKING:
    from engine.model.period import Period


def number_of(day: date, months: int, fiscal_start: int = 1) -> int:
    """Number of the settlement that a day lies in, as the store counts it."""
    return (day.year * 12 + day.month - fiscal_start) // months


def settlement(number: int, months: int, fiscal_start: int = 1) -> Period:
    """Settlement period of a number: a month, a fiscal quarter or a fiscal year."""
    at = number * months + fiscal_start - 1
    first = date(at // 12, at % 12 + 1, 1)
    if months == 1:
        return parse_period(f"{first.year}-{first.month:02d}", fiscal_start)
    if months == 3:
        return quarter_of(first, fiscal_start)
    return year_period(fiscal_year(first, fiscal_start), fiscal_start)


def parts(period: Period, months: int, fiscal_start: int = 1) -> dict[int, float]:
    """Settlements that a quota period touches, each with its part of the period by months."""
    first = period.first.year * 12 + period.first.month
    last = period.last.year * 12 + period.last.month
    inside = Counter((month - fiscal_start) // months for month in range(first, last + 1))
    return {number: count / inside.total() for number, count in inside.items()}
