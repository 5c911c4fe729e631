"""History of a snapshot as the response model reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.model.period import Period, quarter_of
from engine.response.panel import Panel, Seats
from engine.scenarios.columns import numbers, texts
from engine.store.periods import closed_days
from engine.store.potential import potential_of
from engine.store.seat import seats
from engine.store.seat_quarter import seat_quarters

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pyarrow as pa
    from numpy.typing import NDArray

    from engine.store.warehouse import Warehouse

_MOST_QUARTERS = 12
"""Older quarters say little about today's people and patches."""
_LATE_DAYS = 45
"""A first quarter whose deals begin later than this is not a whole one."""
_QUARTER_DAYS = 365.25 / 4
YEAR = 4
"""Quarters in a year."""


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """A panel with the names of what it numbers."""

    panel: Panel
    rep_ids: tuple[str, ...]
    seat_ids: tuple[str, ...]
    segments: tuple[str, ...]
    quarters: tuple[Period, ...]
    patches: pa.Table
    """``engine.store.seat.SCHEMA``, in the order of ``seat_ids``."""
    proxy: str
    """What stands for potential, a clause; empty where it was loaded."""

    @property
    def year(self) -> Period:
        """The last four quarters, or as many as there are."""
        last = self.quarters[-YEAR:]
        return Period(f"{last[0]} to {last[-1]}", last[0].first, last[-1].last)

    @property
    def period(self) -> Period:
        """All quarters."""
        first, last = self.quarters[0], self.quarters[-1]
        return Period(f"{first} to {last}", first.first, last.last)

    @property
    def year_quarters(self) -> tuple[int, ...]:
        """Numbers of those quarters."""
        n = len(self.quarters)
        return tuple(range(max(0, n - YEAR), n))


def read_history(warehouse: Warehouse) -> History | None:
    """
    Read who sat where, quarter by quarter, and what they booked.

    Returns
    -------
    History or None
        ``None`` where nobody can be placed in a seat in any whole quarter with deals.
    """
    spans = whole_quarters(warehouse)
    if not spans:
        return None
    cells = seat_quarters(warehouse, spans)
    patches = seats(warehouse, warehouse.snapshot.as_of)
    if not cells.num_rows or not (numbers(cells, "booked") > 0).any():
        return None
    potential, proxy = _potential(warehouse, patches)
    rep_ids = tuple(sorted(set(cells["rep_id"].to_pylist())))
    seat_ids = tuple(patches["territory_id"].to_pylist())
    names = [name or "" for name in texts(patches, "segment")]
    segments = tuple(sorted(set(names)))
    known = Seats(_places(names, segments), potential)
    return History(
        _panel(cells, spans, rep_ids, seat_ids, known),
        rep_ids, seat_ids, segments, spans, patches, proxy,
    )  # fmt: skip


def whole_quarters(warehouse: Warehouse) -> tuple[Period, ...]:
    """Fiscal quarters with deals that had ended by ``as_of``, the latest twelve at most."""
    days = closed_days(warehouse)
    if not days:
        return ()
    snapshot = warehouse.snapshot
    first = quarter_of(days[0][0], snapshot.fiscal_start)
    late = (days[0][0] - first.first).days > _LATE_DAYS
    found: list[Period] = []
    quarter = first
    while quarter.last <= snapshot.as_of and quarter.first <= days[-1][1]:
        found.append(quarter)
        quarter = _following(quarter, snapshot.fiscal_start)
    return tuple(found[1 if late and len(found) > 1 else 0 :][-_MOST_QUARTERS:])


def _following(quarter: Period, fiscal_start: int) -> Period:
    return quarter_of(date_after(quarter.last), fiscal_start)


def date_after(day: date) -> date:
    """The day after."""
    return type(day).fromordinal(day.toordinal() + 1)


def _potential(warehouse: Warehouse, patches: pa.Table) -> tuple[NDArray[np.float64], str]:
    """
    Log potential of each seat, and words for a proxy.

    Bookings cannot stand for potential here, as they are what is to be explained; the number
    of accounts does.
    """
    basis = potential_of(warehouse.snapshot)
    values, words = numbers(patches, "potential"), basis.basis
    if basis.needs_dates:
        values, words = numbers(patches, "accounts"), "a patch's number of accounts"
    if not (values > 0).any():
        nothing = "patches are taken to be alike, as no account is placed in one"
        return np.full(values.size, np.nan), nothing
    said = f"{words} stands for it" if words else ""
    return np.log(np.where(values > 0, values, np.nan)), said


def _panel(
    cells: pa.Table,
    quarters: tuple[Period, ...],
    rep_ids: tuple[str, ...],
    seat_ids: tuple[str, ...],
    known: Seats,
) -> Panel:
    quarter = numbers(cells, "quarter").astype(np.int64)
    length = np.array([period.days for period in quarters])[quarter]
    return Panel(
        _places(texts(cells, "rep_id"), rep_ids),
        _places(texts(cells, "territory_id"), seat_ids),
        quarter,
        np.minimum(numbers(cells, "days") / length, 1.0),
        _ramp(cells),
        numbers(cells, "booked"),
        numbers(cells, "squares"),
        numbers(cells, "deals"),
        known,
        len(rep_ids),
    )


def _ramp(cells: pa.Table) -> NDArray[np.float64]:
    """Parts of each cell's days in the rep's first, second and third quarter of tenure."""
    return _ramp_between(*(_ordinals(cells, x) for x in ("first_day", "last_day", "hire_date")))


def ramp_parts(first: date, last: date, hired: Sequence[date | None]) -> NDArray[np.float64]:
    """
    Parts of a span that lie in each person's first, second and third quarter of tenure.

    Returns
    -------
    ndarray, shape (n, 3)
        Zeros for people whose first day is not known.
    """
    days = np.array([np.nan if day is None else day.toordinal() for day in hired])
    begin, end = (np.full(days.size, float(day.toordinal())) for day in (first, last))
    return _ramp_between(begin, end, days)


def _ramp_between(
    first: NDArray[np.float64], last: NDArray[np.float64], hired: NDArray[np.float64]
) -> NDArray[np.float64]:
    begins = first - hired
    ends = begins + (last - first) + 1
    edges = np.arange(4) * _QUARTER_DAYS
    overlap = np.minimum(ends[:, None], edges[1:]) - np.maximum(begins[:, None], edges[:-1])
    part = np.maximum(overlap, 0.0) / (ends - begins)[:, None]
    return np.asarray(np.nan_to_num(part))


def _ordinals(cells: pa.Table, column: str) -> NDArray[np.float64]:
    days = (np.nan if day is None else day.toordinal() for day in cells[column].to_pylist())
    return np.array(list(days), dtype=np.float64)


def _places(names: Sequence[str | None], known: tuple[str, ...]) -> NDArray[np.int64]:
    place = {name: n for n, name in enumerate(known)}
    return np.array([place[name or ""] for name in names], dtype=np.int64)
