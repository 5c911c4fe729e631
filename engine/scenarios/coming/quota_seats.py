"""What quotas are made from, read from the snapshot: one value for each row of the plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.quotas.managers import manager_tree
from engine.quotas.relief import Person, Year, relief
from engine.quotas.seats import Seats
from engine.scenarios.columns import numbers, texts
from engine.store.seat_person import absences, latest_holders, people_terms
from engine.store.seller import SELLER_ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pyarrow as pa
    from numpy.typing import NDArray

    from engine.model.period import Period
    from engine.quotas.seats import Managers
    from engine.response.redraw import DealCredits
    from engine.scenarios.coming.seating import Seating
    from engine.store.warehouse import Warehouse

_MONTHS = 12


@dataclass(frozen=True, slots=True, eq=False)
class RowFacts:
    """Money of each row that the plan has at hand, shape (n_rows,)."""

    previous: NDArray[np.float64]
    expected: NDArray[np.float64]
    potential: NDArray[np.float64]
    deals: DealCredits
    skill: NDArray[np.float64]
    """By each holder's own record, log scale, ``nan`` where nothing is known."""


def quota_seats(
    warehouse: Warehouse, seating: Seating, facts: RowFacts, amounts: pa.Table, period: Period
) -> Seats:
    """
    Put together what quotas are made from.

    Parameters
    ----------
    warehouse : Warehouse
        The snapshot.
    seating : Seating
        Rows of the plan.
    facts : RowFacts
        Last year's quota and result, expectation and potential of each row.
    amounts : pyarrow.Table
        Last year's won deals, ``engine.store.won_amount.SCHEMA``; they give the season.
    period : Period
        Fiscal year planned.
    """
    terms = {person["rep_id"]: person for person in people_terms(warehouse).to_pylist()}
    holders = seating.texts("rep_id")
    skill = facts.skill
    year = Year.of(period.first, period.last, season(amounts, period))
    away = _absences(warehouse, period)
    names = ("rep_id", "name", "territory_id", "segment", "region", "role")
    return Seats(
        facts.previous,
        facts.deals.by_seat,
        facts.potential,
        facts.expected,
        facts.expected * np.exp(skill),
        carrying(seating, facts.previous),
        relief([_person(holder, terms, away) for holder in holders], year),
        {name: seating.texts(name) for name in names},
        _managers(warehouse, seating, terms),
        skill,
    )


def _managers(
    warehouse: Warehouse, seating: Seating, terms: Mapping[str, Mapping[str, Any]]
) -> Managers:
    """Who reports to whom; a vacant patch keeps the manager of whoever held it last."""
    answering = _answering(warehouse, seating)
    tree = manager_tree(
        seating.texts("rep_id"),
        [terms.get(name or "", {}).get("manager_id") for name in answering],
        {name: person["manager_id"] for name, person in terms.items()},
    )
    return replace(tree, names=tuple(terms.get(name, {}).get("name", name) for name in tree.ids))


def carrying(seating: Seating, previous: NDArray[np.float64]) -> NDArray[np.bool_]:
    """
    Rows that are given a quota: those with one last year, and people who sell.

    A patch that nobody holds and nobody had a quota for is left without. Where no quotas are
    loaded at all, everybody who holds a patch is given one.
    """
    if not (previous > 0).any():
        return seating.held
    paid = seating.numbers("target_incentive") > 0
    sells = [(role or "").strip().lower() in SELLER_ROLES for role in seating.texts("role")]
    return np.asarray((previous > 0) | (seating.held & (paid | np.array(sells, dtype=bool))))


def season(amounts: pa.Table, period: Period) -> Sequence[float]:
    """
    Shares of the twelve months of a year in what was booked, in the planned year's order.

    Even where some month of the history has no deal: a season cannot be told from part of a year.
    """
    days: list[date] = [day for day in amounts["close_date"].to_pylist() if day is not None]
    booked = numbers(amounts, "amount")
    if len(days) != len(booked):
        return (1.0,)
    nth = np.array([(day.month - period.first.month) % _MONTHS for day in days], dtype=np.int64)
    by_month = np.bincount(nth, booked, _MONTHS)
    return tuple(by_month.tolist()) if (by_month > 0).all() else (1.0,)


def _answering(warehouse: Warehouse, seating: Seating) -> list[str | None]:
    """Whoever holds each row, else held it last."""
    found = seating.texts("rep_id")
    table = latest_holders(warehouse, warehouse.snapshot.as_of)
    for seat, rep in zip(texts(table, "territory_id"), texts(table, "rep_id"), strict=True):
        row = seating.row_of_seat.get(seat or "")
        if row is not None and found[row] is None:
            found[row] = rep
    return found


def _person(
    holder: str | None,
    terms: Mapping[str, Mapping[str, Any]],
    away: Mapping[str, tuple[tuple[date, date], ...]],
) -> Person | None:
    if holder is None:
        return None
    known = terms.get(holder, {})
    fte = known.get("fte")
    return Person(known.get("hire_date"), 1.0 if fte is None else fte, away.get(holder, ()))


def _absences(warehouse: Warehouse, period: Period) -> dict[str, tuple[tuple[date, date], ...]]:
    found: dict[str, tuple[tuple[date, date], ...]] = {}
    for row in absences(warehouse, period).to_pylist():
        span = (row["start_date"], row["end_date"])
        found[row["rep_id"]] = (*found.get(row["rep_id"], ()), span)
    return found
