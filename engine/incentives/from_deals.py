"""Deals as people hand them over, credited and measured by the plan itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import DataError
from engine.incentives.assemble import Credited, QuotaRow, assemble
from engine.incentives.deal_file import TABLE, column_kinds, put_deals
from engine.incentives.from_results import place
from engine.incentives.people import People
from engine.incentives.settlements import number_of, parts
from engine.store.condition import Bound
from engine.store.plan_credit import PlanCredit
from engine.store.scratch import Scratch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from engine.incentives.plan import Plan
    from engine.incentives.results import Results
    from engine.incentives.sheet import Sheet


def from_deals(
    deals: Sheet,
    plan: Plan,
    *,
    quotas: Sheet | None = None,
    people: People | None = None,
    fiscal_start: int = 1,
    as_of: date | None = None,
) -> Results:
    """
    Credit and measure a deals sheet under a plan.

    Parameters
    ----------
    deals : Sheet
        ``deal_id, rep_id, close_date, amount`` and whatever the plan reads; a row for each
        credited person, with ``share`` and ``role``.
    plan : Plan
        The plan.
    quotas : Sheet, optional
        ``rep_id, period, measure, amount``; a longer period is spread by months.
    people : People, optional
        Roles, managers and own pay.
    fiscal_start : int
        Month in which a fiscal year starts, 1 to 12.
    as_of : date, optional
        Day up to which pay is settled; the last close date where it is left out.

    Raises
    ------
    DataError
        If a sheet cannot be read or nothing in it is paid.
    PlanError
        If the plan reads what the deals do not have.
    """
    known = people or People()
    rows = tuple(_quota_rows(quotas, plan, fiscal_start)) if quotas is not None else ()
    scratch = Scratch()
    try:
        credited, last = _credited(deals, plan, known, fiscal_start, scratch)
    finally:
        scratch.close()
    through = number_of(max(last, as_of or last), plan.settles_months, fiscal_start)
    return assemble(plan, credited, rows, known, fiscal_start=fiscal_start, through=through)


def _credited(
    deals: Sheet, plan: Plan, people: People, fiscal_start: int, scratch: Scratch
) -> tuple[Credited, date]:
    """Measures of the deals, and the last day on which one closed."""
    source = put_deals(deals, plan.deals, people, scratch)
    bound = Bound(fiscal_start=fiscal_start, months=plan.settles_months)
    kinds = column_kinds(deals, plan.deals)
    query = PlanCredit(plan.deals, source + in_force(plan, bound), kinds, bound)
    last = scratch.query(f"SELECT MAX(close_date) AS last FROM {TABLE}")["last"][0].as_py()
    if last is None:
        raise DataError(f"{deals.name} holds no deals.")
    reads_deals = any(c.window == "deal" for c in plan.components)
    out = _out_of_force(plan, scratch)
    return Credited(
        by_period=query.by_period(scratch),
        by_deal=query.by_deal(scratch) if reads_deals else None,
        spifs={spif.id: query.spif(scratch, spif) for spif in plan.deals.spifs},
        roles=_roles(scratch),
        notes=(f"{out:,} deals closed while the plan is not in force.",) if out else (),
    ), last


def in_force(plan: Plan, bound: Bound) -> str:
    """Condition on close dates that a plan's own days make."""
    conditions = [
        f"close_date {sign} {bound.name(day)}"
        for sign, day in ((">=", plan.first), ("<=", plan.last))
        if day is not None
    ]
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def _out_of_force(plan: Plan, scratch: Scratch) -> int:
    bound = Bound()
    inside = in_force(plan, bound)
    if not inside:
        return 0
    counted = scratch.query(
        f"SELECT COUNT(*) - COUNT(*) FILTER ({inside.removeprefix(' WHERE ')}) AS n FROM {TABLE}",
        **bound.values,
    )
    return int(counted["n"][0].as_py())


def _roles(scratch: Scratch) -> dict[str, str]:
    """Role of each person as the deals state it, where it is no kind of credit."""
    rows = scratch.query(
        f"SELECT rep_id, MIN(role) AS role FROM {TABLE} "
        "WHERE LOWER(role) NOT IN ('direct', 'overlay', 'transition', 'owner') GROUP BY rep_id"
    )
    return dict(zip(rows["rep_id"].to_pylist(), rows["role"].to_pylist(), strict=True))


def _quota_rows(sheet: Sheet, plan: Plan, fiscal_start: int) -> Iterator[QuotaRow]:
    """Quotas by settlement; longer periods spread, shorter ones added up."""
    grid = place(sheet, fiscal_start)
    sheet.require("amount")
    amounts = sheet.numbers("amount", may_be_negative=False)
    spread = [parts(period, plan.settles_months, fiscal_start) for period in grid.periods]
    for row, amount in enumerate(amounts.tolist()):
        if amount == amount:
            rep, measure = grid.reps[grid.rep[row]], grid.measure[row]
            for number, part in spread[grid.period[row]].items():
                yield QuotaRow(rep, number, measure, amount * part)
