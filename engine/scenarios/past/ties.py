"""Does it tie? Figures beside the analyst's own control totals, with the rows behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.model.period import fiscal_year, quarters, year_period
from engine.scenarios.past import commission
from engine.store import tie_rows
from engine.store.deal_outcome import deal_outcome
from engine.store.quota_total import quota_total

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engine.model.period import Period
    from engine.store.warehouse import Warehouse


@dataclass(frozen=True, slots=True)
class Tie:
    """A figure beside a control total."""

    key: str
    """Names the figure and its control, such as ``bookings FY2025-Q1``."""
    label: str
    figure: float
    control: float | None
    """The analyst's number, or for recomputed commission what was paid; ``None`` without one."""

    @property
    def difference(self) -> float | None:
        """Figure less control."""
        return None if self.control is None else self.figure - self.control

    @property
    def ties(self) -> bool:
        """Whether the two agree to half a unit."""
        return self.difference is not None and abs(self.difference) <= 0.5


def ties(
    warehouse: Warehouse, year: Period, controls: Mapping[str, float] | None = None
) -> tuple[Tie, ...]:
    """
    Bookings by quarter, headcount, quotas and commission of a fiscal year.

    Parameters
    ----------
    warehouse : Warehouse
        The snapshot.
    year : Period
        A fiscal year; of any other period, the fiscal year that its last day lies in.
    controls : mapping, optional
        The analyst's totals by key.

    Returns
    -------
    tuple of Tie
        Only what the snapshot carries; nothing is shown as zero for want of a file.
    """
    year = _whole_year(warehouse, year)
    given = controls or {}
    found = [
        *_bookings(warehouse, year, given),
        *_headcount(warehouse, year, given),
        *_quotas(warehouse, year, given),
        *_commission(warehouse, year, given),
    ]
    return tuple(found)


def rows_behind(warehouse: Warehouse, year: Period, key: str) -> pa.Table:
    """Rows that the figure of a tie was made from, by the tie's key."""
    year = _whole_year(warehouse, year)
    kind, label = key.rsplit(" ", 1)
    periods = {quarter.label: quarter for quarter in _quarters(warehouse, year)}
    period = periods.get(label, year)
    if kind == "bookings":
        return tie_rows.booking_rows(warehouse, period)
    if kind == "headcount":
        return tie_rows.headcount_rows(warehouse, period)
    if kind == "quota":
        return tie_rows.quota_rows(warehouse, period)
    _, spellings = commission.registered(warehouse).get(label, (0.0, []))
    return tie_rows.commission_rows(warehouse, spellings)


def _bookings(warehouse: Warehouse, year: Period, given: Mapping[str, float]) -> list[Tie]:
    found = []
    for period in _quarters(warehouse, year):
        outcome = deal_outcome(warehouse, period)
        if outcome.won or f"bookings {period}" in given:
            found.append(_tie("bookings", f"Booked in {period}", period, outcome.bookings, given))
    return found


def _headcount(warehouse: Warehouse, year: Period, given: Mapping[str, float]) -> list[Tie]:
    if not warehouse.snapshot.has("rep"):
        return []
    people = tie_rows.headcount_rows(warehouse, year).num_rows
    day = min(year.last, warehouse.snapshot.as_of)
    return [_tie("headcount", f"People employed on {day}", year, people, given)]


def _quotas(warehouse: Warehouse, year: Period, given: Mapping[str, float]) -> list[Tie]:
    total = quota_total(warehouse, year)
    label = f"Quota handed out for {year}, roll-ups not added"
    return [] if total is None else [_tie("quota", label, year, total, given)]


def _commission(warehouse: Warehouse, year: Period, given: Mapping[str, float]) -> list[Tie]:
    paid = commission.registered(warehouse)
    if not paid:
        return []
    recomputed = commission.recomputed(warehouse, year)
    found = []
    for period in _quarters(warehouse, year):
        if period.label not in paid:
            continue
        amount, _ = paid[period.label]
        found.append(_tie("paid", f"Commission paid for {period}", period, amount, given))
        if period.label in recomputed:
            again = {"recomputed " + period.label: amount, **given}
            label = f"Commission recomputed for {period}, against what was paid"
            found.append(_tie("recomputed", label, period, recomputed[period.label], again))
    if commission.OTHER in paid:
        amount, spellings = paid[commission.OTHER]
        key, label = f"paid {commission.OTHER}", f"Commission paid for {', '.join(spellings)}"
        found.append(Tie(key, label, amount, given.get(key)))
    return found


def _tie(kind: str, label: str, period: Period, figure: float, given: Mapping[str, float]) -> Tie:
    key = f"{kind} {period.label}"
    return Tie(key, label, float(figure), given.get(key))


def _whole_year(warehouse: Warehouse, period: Period) -> Period:
    start = warehouse.snapshot.fiscal_start
    return year_period(fiscal_year(period.last, start), start)


def _quarters(warehouse: Warehouse, year: Period) -> tuple[Period, ...]:
    start = warehouse.snapshot.fiscal_start
    return quarters(fiscal_year(year.last, start), start)
