"""Credited deals and quotas, put in the order of people and settlements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.errors import DataError
from engine.incentives.results import DealLines, Measured, Results
from engine.incentives.settlements import settlement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from engine.incentives.people import People
    from engine.incentives.plan import Plan

    Floats = NDArray[np.float64]
    Cells = tuple[NDArray[np.int64], NDArray[np.int64]]


class QuotaRow(NamedTuple):
    """Quota of one person in one settlement."""

    rep_id: str
    number: int
    measure: str
    amount: float


@dataclass(frozen=True, slots=True, eq=False)
class Credited:
    """What the store made of deals under a plan."""

    by_period: pa.Table
    """``rep_id, period_no, m0, m1, ...``"""
    by_deal: pa.Table | None = None
    spifs: Mapping[str, pa.Table] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    """Role of people as their deals state it."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """People and settlements, in order."""

    reps: tuple[str, ...]
    numbers: range

    @property
    def shape(self) -> tuple[int, int]:
        """Number of people and of settlements."""
        return len(self.reps), len(self.numbers)

    def cells(self, table: pa.Table) -> tuple[NDArray[np.bool_], Cells]:
        """Rows of a table that belong here, and where."""
        place = {rep: n for n, rep in enumerate(self.reps)}
        reps = np.array([place.get(rep, -1) for rep in table["rep_id"].to_pylist()], dtype=int)
        periods = np.asarray(table["period_no"], dtype=np.int64) - self.numbers.start
        inside = (reps >= 0) & (periods >= 0) & (periods < len(self.numbers))
        return inside, (reps[inside], periods[inside])

    def spread(self, table: pa.Table, column: str) -> Floats:
        """A column over people and settlements, 0 where there is no row."""
        inside, cells = self.cells(table)
        out = np.zeros(self.shape)
        out[cells] = np.asarray(table[column], dtype=np.float64)[inside]
        return out

    def measures(self, plan: Plan, table: pa.Table) -> dict[str, Measured]:
        """Every measure of a plan over people and settlements."""
        found = {}
        for n, measure in enumerate(plan.deals.measures):
            below = self.spread(table, f"m{n}_below") if measure.kind == "ratio" else None
            found[measure.name] = Measured(self.spread(table, f"m{n}"), below)
        return found


def assemble(
    plan: Plan,
    credited: Credited,
    quotas: Sequence[QuotaRow],
    people: People,
    *,
    fiscal_start: int,
    through: int,
) -> Results:
    """
    Results of a plan from credited deals.

    A person is settled where they have a quota or anything credited; in a plan that needs no
    quota, in every settlement.

    Parameters
    ----------
    plan, credited, quotas, people
        What is paid by, on, against and to.
    fiscal_start : int
        Month in which a fiscal year starts, 1 to 12.
    through : int
        Number of the last settlement.

    Raises
    ------
    DataError
        If nobody is paid.
    """
    frame, notes = _frame(plan, credited, quotas, people, through)
    quota = _quotas(frame, plan, quotas)
    measures = frame.measures(plan, credited.by_period)
    is_settled = _settled(plan, measures, quota, frame, through)
    periods = tuple(settlement(n, plan.settles_months, fiscal_start) for n in frame.numbers)
    return Results(
        reps=frame.reps,
        periods=periods,
        fiscal_start=fiscal_start,
        measures={
            name: Measured(np.where(is_settled, m.actual, np.nan), m.below, quota[name])
            for name, m in measures.items()
        },
        target_incentive=np.repeat(people.target(frame.reps, plan)[:, None], len(periods), 1),
        hired=tuple(people.hired.get(rep) for rep in frame.reps),
        deals=None if credited.by_deal is None else measured_lines(frame, plan, credited.by_deal),
        spifs={name: frame.spread(table, "units") for name, table in credited.spifs.items()},
        notes=(*credited.notes, *notes),
    )


def _frame(
    plan: Plan, credited: Credited, quotas: Sequence[QuotaRow], people: People, through: int
) -> tuple[Frame, tuple[str, ...]]:
    found = {*credited.by_period["rep_id"].to_pylist(), *(row.rep_id for row in quotas)}
    roles = {**credited.roles, **{rep: role for rep, role in people.role.items() if role}}
    reps = tuple(sorted(rep for rep in found if plan.applies_to(roles.get(rep))))
    numbers = [*credited.by_period["period_no"].to_pylist(), *(row.number for row in quotas)]
    if not reps or not numbers:
        raise DataError(
            "The plan pays nobody in these deals.",
            "Compare its applies_to and effective with the roles and close dates.",
        )
    left_out = len(found) - len(reps)
    notes = (f"{left_out:,} people have a role that the plan does not pay.",) if left_out else ()
    return Frame(reps, range(min(numbers), max(*numbers, through) + 1)), notes


def _quotas(frame: Frame, plan: Plan, rows: Sequence[QuotaRow]) -> dict[str, Floats]:
    place = {rep: n for n, rep in enumerate(frame.reps)}
    found = {m.name: np.full(frame.shape, np.nan) for m in plan.deals.measures}
    named: dict[str, list[str]] = {}
    for measure in plan.deals.measures:
        if measure.kind != "ratio":
            named.setdefault(measure.quota, []).append(measure.name)
    for row in rows:
        if row.rep_id in place:
            for name in named.get(row.measure, ()):
                cell = place[row.rep_id], row.number - frame.numbers.start
                found[name][cell] = np.nan_to_num(found[name][cell]) + row.amount
    return found


def _settled(
    plan: Plan,
    measures: Mapping[str, Measured],
    quota: Mapping[str, Floats],
    frame: Frame,
    through: int,
) -> NDArray[np.bool_]:
    needed = {c.measure for c in plan.components if c.measure and c.reads_attainment}
    needed = {name for name in needed if plan.measure(name).kind != "ratio"}
    settled = np.ones(frame.shape, dtype=bool)
    if needed:
        settled = np.any([~np.isnan(quota[name]) for name in sorted(needed)], axis=0)
        settled |= np.any([measures[name].actual != 0 for name in sorted(needed)], axis=0)
    return settled & (np.array(frame.numbers) <= through)


def measured_lines(frame: Frame, plan: Plan, table: pa.Table) -> DealLines:
    """Deals one by one, those of the frame's people and settlements."""
    inside, (rep, period) = frame.cells(table)
    ids = np.asarray(table["deal_id"].to_pylist(), dtype=object)[inside]

    def column(name: str) -> Floats:
        return np.asarray(table[name].to_numpy(), dtype=np.float64)[inside]

    measures = {
        m.name: Measured(column(f"m{n}"), column(f"m{n}_below") if m.kind == "ratio" else None)
        for n, m in enumerate(plan.deals.measures)
    }
    return DealLines(rep, period, tuple(ids.tolist()), measures, column("value"))
