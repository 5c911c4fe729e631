"""Which fiscal periods carry data, and the one that is meant when nobody says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import DataError
from engine.model.period import ALL, Period, fiscal_year, parse_period, quarters, year_period

if TYPE_CHECKING:
    from datetime import date

    from engine.store.warehouse import Warehouse

_CLOSED_DAYS = """
SELECT DATE_TRUNC('month', close_date)::DATE AS month,
       MIN(close_date) AS first, MAX(close_date) AS last
FROM opportunity
WHERE (is_closed OR is_won) AND close_date IS NOT NULL AND close_date <= $as_of
GROUP BY month
ORDER BY month
"""

_LATEST = """
SELECT MAX(close_date) AS last FROM opportunity
WHERE (is_closed OR is_won) AND close_date <= $as_of
"""

_QUOTA_SPAN = """
SELECT MIN(period_start) AS first, MAX(period_end) AS last
FROM quota
WHERE period_end >= $first AND period_start <= $last
"""


def closed_days(warehouse: Warehouse) -> list[tuple[date, date]]:
    """First and last day on which a deal closed, for each month in which one did."""
    months = warehouse.query(_CLOSED_DAYS, as_of=warehouse.snapshot.as_of)
    return list(zip(months["first"].to_pylist(), months["last"].to_pylist(), strict=True))


def default_period(warehouse: Warehouse) -> Period:
    """Latest fiscal year in which a deal closed; the year of ``as_of`` where none did."""
    snapshot = warehouse.snapshot
    last = warehouse.query(_LATEST, as_of=snapshot.as_of)["last"][0].as_py()
    if last is None:
        return snapshot.current_year
    return year_period(fiscal_year(last, snapshot.fiscal_start), snapshot.fiscal_start)


def periods(warehouse: Warehouse) -> tuple[Period, ...]:
    """Fiscal years in which a deal closed, each followed by its quarters, latest first."""
    start = warehouse.snapshot.fiscal_start
    days = [day for ends in closed_days(warehouse) for day in ends]
    found: list[Period] = []
    for year in sorted({fiscal_year(day, start) for day in days}, reverse=True):
        found.append(year_period(year, start))
        for quarter in reversed(quarters(year, start)):
            if any(quarter.first <= day <= quarter.last for day in days):
                found.append(quarter)
    return tuple(found)


def years_in_words(warehouse: Warehouse) -> str:
    """Fiscal years in which a deal closed, ``FY2022 to FY2025``; empty where none did."""
    start = warehouse.snapshot.fiscal_start
    days = [day for ends in closed_days(warehouse) for day in ends]
    years = sorted({fiscal_year(day, start) for day in days})
    labels = [year_period(year, start).label for year in years]
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{labels[0]} to {labels[-1]}"
    return " and ".join(part for part in (", ".join(labels[:-1]), *labels[-1:]) if part)


def whole_period(warehouse: Warehouse) -> Period:
    """
    Everything: from the first closed deal to the last, widened to the quota periods they touch.

    Raises
    ------
    DataError
        If no deal has closed.
    """
    days = closed_days(warehouse)
    if not days:
        raise DataError(
            "No deal has closed, so there is no history to count.",
            "Load an opportunity extract with opportunity.close_date.",
        )
    first, last = days[0][0], days[-1][1]
    span = warehouse.query(_QUOTA_SPAN, first=first, last=last).to_pylist()[0]
    return Period(ALL, min(first, span["first"] or first), max(last, span["last"] or last))


def find_period(warehouse: Warehouse, text: str | None) -> Period:
    """
    Period that a person named; the default for ``None``, everything for ``all``.

    Raises
    ------
    DataError
        If the text names no period.
    """
    if text is None:
        return default_period(warehouse)
    if text == ALL:
        return whole_period(warehouse)
    return parse_period(text, warehouse.snapshot.fiscal_start)
