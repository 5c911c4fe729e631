"""Who is judged over which year, and what they carried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.model.period import Period
from engine.response.card import Quotas
from engine.response.shares import Year
from engine.scenarios.columns import matched, numbers, texts
from engine.scenarios.past.eligibility import eligibility
from engine.store.rep_period import rep_period

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.scenarios.history import History
    from engine.store.warehouse import Warehouse

_YEAR = 4


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The year and the quotas of the people in a history."""

    year: Year
    quotas: Quotas
    booked: NDArray[np.float64]
    """Bookings of the year by rep of the history, money."""
    names: dict[str, str]
    """Name of each rep."""
    left_aside: int
    """People with a quota who are not judged: there for less than half the year."""
    seatless: int
    """People with a quota and no patch."""


def judge(warehouse: Warehouse, history: History) -> Judged:
    """Read quotas of the four quarters judged, of the last, and of the four before it."""
    people = rep_period(warehouse, history.year)
    marks = eligibility(people, history.year)
    ids = texts(people, "rep_id")
    own = np.where(marks.counted & ~marks.overlay, numbers(people, "quota"), np.nan)
    known = set(history.rep_ids)
    seatless = [
        rep not in known and bool(on)
        for rep, on in zip(ids, marks.counted & ~marks.overlay & ~marks.roll_up, strict=True)
    ]
    panel = history.panel
    inside = np.isin(panel.quarter, history.year_quarters)
    booked = np.bincount(panel.rep[inside], panel.booked[inside], panel.n_reps).astype(np.float64)
    names = zip(ids, texts(people, "name"), strict=True)
    return Judged(
        Year(history.year_quarters, matched(history.rep_ids, ids, own)),
        _card_quotas(warehouse, history),
        booked,
        {rep or "": name or rep or "" for rep, name in names},
        int((~marks.no_quota & marks.short & ~marks.overlay).sum()),
        sum(seatless),
    )  # fmt: skip


def _card_quotas(warehouse: Warehouse, history: History) -> Quotas:
    """Quotas of the quarter held out, and of the four before it or as many as there are."""
    last = history.quarters[-1]
    before = history.quarters[-1 - _YEAR : -1] or (last,)
    span = Period(f"{before[0]} to {before[-1]}", before[0].first, before[-1].last)
    return Quotas(*(_quotas(warehouse, history, period) for period in (last, span)))


def _quotas(warehouse: Warehouse, history: History, period: Period) -> NDArray[np.float64]:
    people = rep_period(warehouse, period)
    return matched(history.rep_ids, texts(people, "rep_id"), numbers(people, "quota"))
