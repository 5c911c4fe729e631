"""Who is counted in the spread of attainment, and why somebody is not."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from engine.scenarios.columns import numbers, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from engine.model.period import Period

RAMP_MONTHS = 9.0
"""Tenure on the period's first day below which a rep is still ramping: three quarters."""
_DAYS_A_MONTH = 30.4375
_SMALLEST_SHARE = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Eligibility:
    """Marks of each rep, arrays of bool, shape (n,)."""

    no_quota: NDArray[np.bool_]
    """No quota, or less than one unit or 1 % of the role's middle quota."""
    short: NDArray[np.bool_]
    """There for less than half the period."""
    partial: NDArray[np.bool_]
    """Short, or with a quota that counts by days."""
    ramping: NDArray[np.bool_]
    leaver: NDArray[np.bool_]
    roll_up: NDArray[np.bool_]
    """Carries a number that is the sum of others', never added."""
    overlay: NDArray[np.bool_]
    """Credited only on deals that others book."""

    @property
    def counted(self) -> NDArray[np.bool_]:
        """In the spread: with a quota and there half the period, leavers and ramping included."""
        return ~self.no_quota & ~self.short

    def flags(self) -> list[list[str]]:
        """Words of each rep, in a fixed order."""
        words = ("no_quota", "partial", "ramping", "leaver", "roll_up", "overlay")
        rows = zip(*(getattr(self, word) for word in words), strict=True)
        return [[word for word, on in zip(words, row, strict=True) if on] for row in rows]

    def keep(self, rows: NDArray[np.bool_]) -> Eligibility:
        """Marks of some of the reps."""
        return Eligibility(*(getattr(self, mark.name)[rows] for mark in fields(self)))


def eligibility(people: pa.Table, period: Period) -> Eligibility:
    """
    Mark the sellers of a period.

    Parameters
    ----------
    people : pyarrow.Table
        ``engine.store.rep_period.SCHEMA``.
    period : Period
        The period it was asked for.
    """
    short = numbers(people, "active_days") < period.days / 2
    left = [day is not None and day <= period.last for day in people["leave_date"].to_pylist()]
    booked, credited = numbers(people, "booked"), numbers(people, "credited")
    overlay = (booked == 0) & (credited == 0) & (numbers(people, "credited_overlay") != 0)
    return Eligibility(
        no_quota=without_quota(numbers(people, "quota"), texts(people, "role")),
        short=short,
        partial=short | (numbers(people, "is_prorated") > 0),
        ramping=_ramping(people, period),
        leaver=np.array(left, dtype=bool),
        roll_up=~np.isnan(numbers(people, "team_quota")),
        overlay=overlay,
    )


def without_quota(quota: NDArray[np.float64], role: Sequence[str | None]) -> NDArray[np.bool_]:
    """Whether a quota is missing, below one unit, or below 1 % of the role's middle quota."""
    roles = np.array(["" if name is None else name for name in role], dtype=object)
    least = np.ones_like(quota)
    for name in dict.fromkeys(roles.tolist()):
        peers = quota[(roles == name) & (quota >= 1.0)]
        if peers.size:
            least[roles == name] = max(1.0, _SMALLEST_SHARE * float(np.median(peers)))
    return ~(quota >= least)


def _ramping(people: pa.Table, period: Period) -> NDArray[np.bool_]:
    hired = people["hire_date"].to_pylist()
    months = [np.inf if day is None else (period.first - day).days / _DAYS_A_MONTH for day in hired]
    return np.array(months, dtype=np.float64) < RAMP_MONTHS
