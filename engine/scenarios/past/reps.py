"""The reps table of a past period: quota, results, patch, pay and flags of every seller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.incentives.year import pay_by_plan
from engine.metrics.attainment import attainment
from engine.metrics.fit import fit
from engine.model.period import ALL
from engine.scenarios.columns import matched, numbers, texts
from engine.scenarios.past import slices
from engine.scenarios.past.eligibility import Eligibility, eligibility
from engine.scenarios.patches_held import patches_held
from engine.scenarios.todays_plans import todays_plans
from engine.store.rep_cycle import rep_cycles
from engine.store.rep_period import rep_period
from engine.store.seat import seats
from engine.store.seat_period import seat_period
from engine.store.seat_start import seat_starts

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from engine.model.period import Period
    from engine.scenarios.fitted import Fitted
    from engine.store.warehouse import Warehouse

_DAYS_A_YEAR = 365.25
_DAYS_A_MONTH = _DAYS_A_YEAR / 12
_KEPT = (
    "rep_id", "name", "role", "segment", "region", "manager_id", "territory_id",
    "tenure_months", "hire_date", "leave_date", "quota", "team_quota", "booked", "deals",
    "active_days", "base_pay", "target_incentive", "plan",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class PastReps:
    """Sellers of a period and the patches as they stood at its end."""

    table: pa.Table
    """One row a seller: the columns of ``AsIs.reps_table`` and a few for grouping."""
    marks: Eligibility
    years: NDArray[np.float64]
    """Years that each was there in the period, shape (n,)."""
    on_known_plan: NDArray[np.bool_]
    seats: pa.Table
    seat_expected: NDArray[np.float64]
    """Bookings of an average rep in each patch over the whole period, money, shape (n_seats,)."""

    def __getitem__(self, column: str) -> NDArray[np.float64]:
        """One column as numbers, blank as ``nan``, shape (n,)."""
        return numbers(self.table, column)

    def keep(self, rows: NDArray[np.bool_]) -> PastReps:
        """Some of the sellers; fit and expectation stay those of the whole team."""
        return PastReps(
            self.table.filter(pa.array(rows)),
            self.marks.keep(rows),
            self.years[rows],
            self.on_known_plan[rows],
            self.seats,
            self.seat_expected,
        )


def past_reps(warehouse: Warehouse, period: Period, model: Fitted | None) -> PastReps:
    """Read the sellers of a period and work out what concerns each alone; ``model`` may be none."""
    people = rep_period(warehouse, period)
    patches = seats(warehouse, min(period.last, warehouse.snapshot.as_of))
    held = patches_held(
        texts(people, "rep_id"),
        patches,
        seat_period(warehouse, period),
        period.days,
        model,
    )
    marks = eligibility(people, period)
    quota = np.where(marks.no_quota, 0.0, numbers(people, "quota"))
    credited = numbers(people, "credited") + numbers(people, "credited_overlay")
    attained = attainment(credited, quota)
    years = numbers(people, "active_days") / period.days * _years(period)
    plans, plan_of_rep = todays_plans(texts(people, "plan"))
    incentive = numbers(people, "target_incentive") * years
    paid = pay_by_plan(plans, plan_of_rep, attained[:, None], quota, incentive)[:, 0]
    columns = {
        "credited": credited,
        "potential": held.potential,
        "expected": held.expected,
        "attainment": attained,
        "fit": fit(np.where(marks.counted, quota, 0.0), held.expected),
        "pay": paid,
    }
    table = people.select(_KEPT)
    for name, values in columns.items():
        table = table.append_column(name, pa.array(values, from_pandas=True))
    table = _with_bands(table, warehouse, period)
    table = table.append_column("is_counted", pa.array(marks.counted))
    table = table.append_column("flags", pa.array(marks.flags(), pa.list_(pa.string())))
    return PastReps(table, marks, years, plan_of_rep > 0, patches, held.seat_expected)


def with_vacant_seats(reps: PastReps) -> pa.Table:
    """
    Reps table with a row for each patch that nobody held at the period's end.

    A patch without accounts and without a potential of its own, such as the book of somebody
    who left, is no vacancy.
    """
    empty = np.array([rep is None for rep in texts(reps.seats, "rep_id")], dtype=bool)
    empty &= (numbers(reps.seats, "accounts") > 0) | ~np.isnan(numbers(reps.seats, "potential"))
    vacant = reps.seats.filter(pa.array(empty))
    rows = pa.table(
        {
            **{name: vacant[name] for name in ("name", "segment", "region", "territory_id")},
            "potential": vacant["potential"],
            "expected": pa.array(reps.seat_expected[empty], from_pandas=True),
            "is_counted": pa.array([False] * vacant.num_rows, pa.bool_()),
            "flags": pa.array([["vacant"]] * vacant.num_rows, pa.list_(pa.string())),
        }
    )
    return pa.concat_tables([reps.table, rows], promote_options="default")


def _with_bands(table: pa.Table, warehouse: Warehouse, period: Period) -> pa.Table:
    """Add the bands that slices group by."""
    cycles, starts = rep_cycles(warehouse, period), seat_starts(warehouse)
    held_for = _months_to(period.last, starts["first_day"].to_pylist())
    maturity = matched(texts(table, "territory_id"), texts(starts, "territory_id"), held_for)
    length = matched(texts(table, "rep_id"), texts(cycles, "rep_id"), numbers(cycles, "days"))
    bands = {
        "tenure_band": slices.tenure_band(numbers(table, "tenure_months")),
        "maturity_band": slices.maturity_band(maturity),
        "cycle_band": slices.cycle_band(length),
    }
    for name, values in bands.items():
        table = table.append_column(name, pa.array(values, pa.string()))
    return table


def _months_to(last: date, days: list[date]) -> NDArray[np.float64]:
    return np.array([(last - day).days / _DAYS_A_MONTH for day in days], dtype=np.float64)


def _years(period: Period) -> float:
    """Length in years; fiscal years, quarters and months are exact whatever their days."""
    if period.label == ALL:
        return period.days / _DAYS_A_YEAR
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month
    return (months + 1) / 12
