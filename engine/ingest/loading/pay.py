"""Pay and working time brought to a year and to full time."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from engine.ingest.loading.words import UNITS_A_YEAR, units_a_year

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = dict[str, Any]

_FULL_TIME_HOURS = 40.0


def complete_pay(rows: Sequence[Row], notes: dict[str, int]) -> None:
    """
    Fill yearly pay, target incentive and working time of people in place.

    Parameters
    ----------
    rows : sequence of dict
        People as staged: canonical columns and ``_`` source fields.
    notes : dict
        What was done to how many people, added to.
    """
    full_week = _full_week(rows)
    for row in rows:
        _pay_a_year(row, notes)
        together = row.get("_on_target_earnings")
        if None not in (together, row["base_pay"]) and row["target_incentive"] is None:
            row["target_incentive"] = together - row["base_pay"]
            _note(notes, "on-target earnings less base pay made the target incentive")
        if row.get("_weekly_hours") is not None and row["fte"] is None:
            row["fte"] = row["_weekly_hours"] / full_week
            _note(notes, f"weekly hours were divided by {full_week:g} to make working time")


def _pay_a_year(row: Row, notes: dict[str, int]) -> None:
    for unit in ("hour", "month"):
        pay = row.get(f"_{'hourly' if unit == 'hour' else 'monthly'}_pay")
        if pay is not None and row["base_pay"] is None:
            row["base_pay"] = pay * UNITS_A_YEAR[unit]
            _note(notes, f"pay a {unit} was multiplied by {UNITS_A_YEAR[unit]:,}")
            return
    times = units_a_year(row.get("_pay_frequency") or "")
    if times > 1 and row["base_pay"] is not None:
        row["base_pay"] = Decimal(row["base_pay"]) * times
        _note(notes, f"pay was multiplied by {times:,} as its frequency says")


def _full_week(rows: Sequence[Row]) -> float:
    """Hours of a full week: the most frequent contract of 30 hours or more."""
    hours = Counter(h for row in rows if (h := row.get("_weekly_hours")) and h >= 30)
    return float(hours.most_common(1)[0][0]) if hours else _FULL_TIME_HOURS


def _note(notes: dict[str, int], what: str) -> None:
    notes[what] = notes.get(what, 0) + 1
