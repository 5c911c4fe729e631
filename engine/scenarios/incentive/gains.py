"""Who gains and who loses under a draft on the same deals, and by what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.incentives.pay import pay
from engine.incentives.year import BOOKINGS, year_pay
from engine.metrics.pay import ccos
from engine.scenarios.incentive.under_plan import pays, results_under

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.incentives.pay import Paid
    from engine.incentives.plan import Plan
    from engine.scenarios.incentive.year_book import YearBook
    from engine.store.warehouse import Warehouse

    Floats = NDArray[np.float64]

SCHEMA = pa.schema(
    [
        ("rep_id", pa.string()),
        ("name", pa.string()),
        ("role", pa.string()),
        ("segment", pa.string()),
        ("quota", pa.float64()),  # of the year so far
        ("credited", pa.float64()),  # as today's plan counts it
        ("attainment", pa.float64()),
        ("today", pa.float64()),  # paid under today's plan
        ("draft", pa.float64()),
        ("change", pa.float64()),
        ("by_credit", pa.float64()),  # part of the change: what a deal counts
        ("by_curve", pa.float64()),  # part of the change: what a result pays
    ]
)


@dataclass(frozen=True, slots=True, eq=False)
class PlanCost:
    """What a plan costs on a year's deals."""

    paid: float
    """Money, without advances that are owed."""
    effective_rate: float
    """Paid / credited money, a decimal; ``nan`` where nothing is credited."""
    ccos: float
    """(Base pay of these people + paid) / booked, a decimal; ``nan`` where not all is known."""


@dataclass(frozen=True, slots=True, eq=False)
class PlanChange:
    """A year's deals under today's plan and under a draft."""

    table: pa.Table
    """``SCHEMA``, by rep_id: the people whom both plans pay."""
    today: PlanCost
    draft: PlanCost
    notes: tuple[str, ...]


def today_paid(warehouse: Warehouse, book: YearBook) -> tuple[Paid, ...]:
    """Every plan in force, applied to the people who are on it."""
    return tuple(
        pay(plan, results_under(warehouse, book, plan, book.plan_of_rep == index))
        for index, plan in enumerate(book.plans)
        if (book.plan_of_rep == index).any()
    )


def plan_change(
    warehouse: Warehouse, book: YearBook, draft: Plan, today: Sequence[Paid]
) -> PlanChange:
    """
    Hold a draft against today's plans on the year's deals.

    Parameters
    ----------
    warehouse, book
        The snapshot and the people of the year.
    draft : Plan
        The draft; pays the people whose role it applies to.
    today : sequence of Paid
        What :func:`today_paid` gives.
    """
    rows = pays(book, draft)
    done = pay(draft, results_under(warehouse, book, draft, rows))
    before = sum((book.spread(d, d.totals.cost) for d in today), np.zeros_like(book.quota))
    after = book.spread(done, done.totals.cost)
    credited = sum((book.spread(d, _credited(d)) for d in today), np.zeros_like(book.quota))
    by_curve = _by_curve(book, draft, credited) - before.sum(axis=1)
    table = _table(book, before, after, credited, by_curve).filter(pa.array(rows))
    notes = tuple(dict.fromkeys((*done.notes, *(note for d in today for note in d.notes))))
    return PlanChange(
        table,
        _cost(book, before[rows], credited[rows], rows),
        _cost(book, after[rows], credited[rows], rows),
        notes,
    )


def _credited(done: Paid) -> Floats:
    """Credited money of the first component that reads any."""
    for component in done.plan.components:
        if component.measure and done.plan.measure(component.measure).kind == "sum":
            return np.nan_to_num(done.results.measures[component.measure].actual)
    return np.zeros_like(done.totals.paid)


def _by_curve(book: YearBook, draft: Plan, credited: Floats) -> Floats:
    """What the draft pays a year on results as today's plan counts them."""
    quota = np.nansum(book.quota, axis=1)
    target = book.target_incentive.sum(axis=1) / 4
    attained = np.divide(credited.sum(axis=1), quota, out=np.zeros_like(quota), where=quota > 0)
    return year_pay(draft, {BOOKINGS: attained[:, None]}, quota, target)[:, 0]


def _table(
    book: YearBook, before: Floats, after: Floats, credited: Floats, by_curve: Floats
) -> pa.Table:
    quota, change = np.nansum(book.quota, axis=1), (after - before).sum(axis=1)
    shown = {name: book.people[name] for name in ("rep_id", "name", "role", "segment")}
    numbers = {
        "quota": quota,
        "credited": credited.sum(axis=1),
        "attainment": np.divide(
            credited.sum(axis=1), quota, out=np.full_like(quota, np.nan), where=quota > 0
        ),
        "today": before.sum(axis=1),
        "draft": after.sum(axis=1),
        "change": change,
        "by_credit": change - by_curve,
        "by_curve": by_curve,
    }
    columns = {k: pa.array(np.round(v, 6), from_pandas=True) for k, v in numbers.items()}
    return pa.table({**shown, **columns}).cast(SCHEMA)


def _cost(book: YearBook, paid: Floats, credited: Floats, rows: NDArray[np.bool_]) -> PlanCost:
    money, base = float(paid.sum()), book.base_pay[rows]
    total = float(credited.sum())
    known = not np.isnan(base).any() and book.booked > 0
    return PlanCost(
        money,
        money / total if total > 0 else float("nan"),
        ccos(float(base.sum()), money, book.booked) if known else float("nan"),
    )
