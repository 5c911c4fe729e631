"""A year's deals under a plan: the same credits, quotas and people, whatever plan is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.errors import PlanError
from engine.incentives.assemble import Credited, QuotaRow, assemble
from engine.incentives.people import People
from engine.incentives.settlements import number_of
from engine.scenarios.columns import texts
from engine.scenarios.incentive.year_book import BOOKINGS
from engine.store.condition import Bound
from engine.store.plan_credit import PlanCredit
from engine.store.plan_deal import plan_columns, plan_deals
from engine.store.span import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.incentives.plan import Plan
    from engine.incentives.results import Results
    from engine.scenarios.incentive.year_book import YearBook
    from engine.store.warehouse import Warehouse


def results_under(
    warehouse: Warehouse, book: YearBook, plan: Plan, rows: NDArray[np.bool_] | None = None
) -> Results:
    """
    A year's deals as one plan credits and measures them, settled by quarter.

    Parameters
    ----------
    warehouse : Warehouse
        The snapshot.
    book : YearBook
        Quotas and people of the year.
    plan : Plan
        The plan; its own days in force and how often it pays are set aside, so that two plans
        can be held against each other on the same year.
    rows : ndarray of bool, shape (n_reps,), optional
        Whom to pay; everybody in the book whose role the plan pays where left out.

    Raises
    ------
    PlanError
        If the plan reads a column or quota that the snapshot does not hold.
    """
    quarterly = replace(plan, first=None, last=None, settles_months=3)
    paid = pays(book, plan) if rows is None else rows
    reps = [rep for rep, on in zip(book.reps, paid, strict=True) if on]
    results = assemble(
        quarterly,
        _only(_credited(warehouse, book, plan), reps),
        _quota_rows(book, plan, paid),
        People(),
        fiscal_start=book.fiscal_start,
        through=_number(book, len(book.quarters) - 1),
    )
    return _with_own_pay(results, quarterly, book)


def _credited(warehouse: Warehouse, book: YearBook, plan: Plan) -> Credited:
    snapshot = warehouse.snapshot
    bound = Bound(
        fiscal_start=book.fiscal_start, months=3, currency=snapshot.currency, **span(book.year)
    )
    query = PlanCredit(
        plan.deals, plan_deals(snapshot), plan_columns(snapshot), bound, is_recorded=True
    )
    reads_deals = any(component.window == "deal" for component in plan.components)
    return Credited(
        by_period=query.by_period(warehouse),
        by_deal=query.by_deal(warehouse) if reads_deals else None,
        spifs={spif.id: query.spif(warehouse, spif) for spif in plan.deals.spifs},
        notes=_unread(warehouse, plan),
    )


def pays(book: YearBook, plan: Plan) -> NDArray[np.bool_]:
    """Whose role a plan pays, shape (n_reps,)."""
    roles = texts(book.people, "role")
    return np.array([plan.applies_to(role) for role in roles], dtype=bool)


def _number(book: YearBook, quarter: int) -> int:
    return number_of(book.quarters[quarter].first, 3, book.fiscal_start)


def _only(credited: Credited, reps: Sequence[str]) -> Credited:
    """Credited deals of some people."""
    ids = pa.array(reps, pa.string())

    def of(table: pa.Table) -> pa.Table:
        return table.filter(pc.is_in(table["rep_id"], ids))

    return replace(
        credited,
        by_period=of(credited.by_period),
        by_deal=None if credited.by_deal is None else of(credited.by_deal),
        spifs={name: of(table) for name, table in credited.spifs.items()},
    )


def _quota_rows(book: YearBook, plan: Plan, paid: NDArray[np.bool_]) -> list[QuotaRow]:
    """The book's quotas under the name that the plan's measures look for."""
    names = {
        plan.measure(component.measure).quota
        for component in plan.components
        if component.measure
        and component.reads_attainment
        and plan.measure(component.measure).kind != "ratio"
    }
    unknown = names - {BOOKINGS}
    if len(names) > 1:
        raise PlanError(
            f"{plan.name} needs quotas for {', '.join(sorted(unknown))}, and the data hold "
            f"{BOOKINGS} only.",
            "Load them with quota.measure, or write the plan on one quota.",
        )
    name = next(iter(names), BOOKINGS)
    return [
        QuotaRow(rep, _number(book, quarter), name, float(amount))
        for rep, on, amounts in zip(book.reps, paid, book.quota, strict=True)
        for quarter, amount in enumerate(amounts)
        if on and amount > 0
    ]


def _with_own_pay(results: Results, plan: Plan, book: YearBook) -> Results:
    """Results with the book's target incentive, without what no quota stands against."""
    place = {rep: row for row, rep in enumerate(book.reps)}
    rows = [place[rep] for rep in results.reps]
    spots = [book.quarters.index(period) for period in results.periods]
    target = book.target_incentive[np.ix_(rows, spots)]
    hired = book.people["hire_date"].to_pylist()
    return _where_held(
        replace(results, target_incentive=target, hired=tuple(hired[row] for row in rows)), plan
    )


def _where_held(results: Results, plan: Plan) -> Results:
    """
    Blank quarters without a quota, unless every component stands against the whole year.

    Somebody who is credited before or after they carried a number would else stop everything.
    """
    reading = [c for c in plan.components if c.reads_attainment and c.measure]
    if all(c.is_year_to_date and c.is_against_year for c in reading):
        return results
    measures = dict(results.measures)
    lost = 0
    for name in {c.measure for c in reading if plan.measure(c.measure).kind != "ratio"}:
        found = measures[name]
        held = np.zeros_like(found.actual) if found.quota is None else np.nan_to_num(found.quota)
        bare = (held <= 0) & (np.nan_to_num(found.actual) != 0)
        lost += int(bare.sum())
        actual = np.where(held > 0, found.actual, np.nan)
        measures[name] = replace(found, actual=actual)
    note = f"{lost:,} results stand in quarters without a quota and are left out."
    return replace(results, measures=measures, notes=(*results.notes, *((note,) if lost else ())))


def _unread(warehouse: Warehouse, plan: Plan) -> tuple[str, ...]:
    """Columns that the plan reads and that no file filled."""
    kinds = plan_columns(warehouse.snapshot)
    blank = sorted({name for name in plan.deals.columns() if kinds.get(name) == "blank"})
    return tuple(
        f"No file carries opportunity.{name}: what the plan makes of it changes nothing here."
        for name in blank
    )
