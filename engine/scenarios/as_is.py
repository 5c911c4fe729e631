"""A past period as it was, counted from rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.model.results import ActivityLink, AsIs
from engine.scenarios.columns import texts
from engine.scenarios.fitted import fitted
from engine.scenarios.past import deals, team
from engine.scenarios.past.activity import activity_elasticities, activity_links
from engine.scenarios.past.figures import (
    Figures,
    why_no_deals,
    why_no_potential,
    why_no_quota,
    why_none_won,
)
from engine.scenarios.past.notes import past_notes
from engine.scenarios.past.reps import past_reps, with_vacant_seats
from engine.scenarios.past.slices import members
from engine.store.activity_count import activity_counts
from engine.store.company_target import company_target
from engine.store.deal_outcome import deal_outcome
from engine.store.deal_size import deal_sizes
from engine.store.periods import default_period, years_in_words
from engine.store.quota_total import quota_total

if TYPE_CHECKING:
    import pyarrow as pa

    from engine.model.period import Period
    from engine.scenarios.fitted import Fitted
    from engine.scenarios.past.reps import PastReps
    from engine.scenarios.past.slices import Slice
    from engine.store.warehouse import Warehouse

_DRAWS = 1_000


def as_is(
    warehouse: Warehouse,
    period: Period | None = None,
    slice: Slice | None = None,
    draws: int = _DRAWS,
    seed: int = 0,
) -> AsIs:
    """
    Count a past period.

    Parameters
    ----------
    warehouse : Warehouse
        The snapshot.
    period : Period, optional
        Default: the latest fiscal year in which a deal closed.
    slice : Slice, optional
        One group of the team. Deals are then those that its reps own, bookings their share
        of the booking ledger; expectation and fit stay those of the whole team.
    draws, seed : int
        Possible years of the fair median, and where their luck starts.

    Returns
    -------
    AsIs
        Every figure that a past period has, or the sentence that says what would bring it.

    Raises
    ------
    DataError
        If nobody is in the slice.
    """
    period = period or default_period(warehouse)
    fit, figures = _fitted(warehouse), Figures()
    reps, owners = _counted(past_reps(warehouse, period, fit), slice)
    _put_team(figures, warehouse, period, reps, draws, seed)
    _put_deals(figures, warehouse, period, reps, owners)
    _put_totals(figures, warehouse, period, reps, owners)
    _put_activities(figures, warehouse)
    return AsIs(
        snapshot=warehouse.snapshot.fingerprint,
        period=period,
        as_of=warehouse.snapshot.as_of,
        reps=reps.table.num_rows,
        metrics=figures.values,
        unavailable=figures.unavailable,
        reps_table=with_vacant_seats(reps) if slice is None else reps.table,
        activities=_activities(warehouse, period, reps, fit),
        notes=past_notes(warehouse, period, reps, slice),
    )


def _fitted(warehouse: Warehouse) -> Fitted | None:
    """The response model, where a figure of the past rests on it: fit, and activities."""
    needed = warehouse.snapshot.has("quota") or warehouse.snapshot.has("activity")
    return fitted(warehouse) if needed else None


def _activities(
    warehouse: Warehouse, period: Period, reps: PastReps, fit: Fitted | None
) -> tuple[ActivityLink, ...]:
    found = activity_elasticities(warehouse, fit)
    return activity_links(reps, activity_counts(warehouse, period), found)


def _counted(reps: PastReps, slice: Slice | None) -> tuple[PastReps, list[str] | None]:
    """Sellers of a slice and their ids as owners of deals; everybody, whoever owns, for none."""
    if slice is None:
        return reps, None
    kept = reps.keep(members(reps.table, slice))
    return kept, [rep for rep in texts(kept.table, "rep_id") if rep is not None]


def _put_team(
    figures: Figures, warehouse: Warehouse, period: Period, reps: PastReps, draws: int, seed: int
) -> None:
    no_quota = why_no_quota(warehouse.snapshot, period)
    team.put_attainment(figures, reps, no_quota)
    team.put_fair_median(figures, reps, deal_sizes(warehouse, period), no_quota, draws, seed)
    team.put_fit(figures, reps, no_quota, why_no_potential(warehouse.snapshot))


def _put_deals(
    figures: Figures,
    warehouse: Warehouse,
    period: Period,
    reps: PastReps,
    owners: list[str] | None,
) -> None:
    snapshot = warehouse.snapshot
    no_quota = why_no_quota(snapshot, period)
    where, years = str(period), years_in_words(warehouse)
    if owners is not None:  # the years are those of the company, not of a part of it
        where, years = f"{period} in this part of the team", ""
    no_deals = why_no_deals(snapshot, where, years)
    outcome = deal_outcome(warehouse, period, owners)
    bookings = outcome.bookings if owners is None else float(reps["booked"].sum())
    deals.put_outcome(figures, outcome, bookings, no_deals)
    none_won = why_none_won(outcome, where, no_deals)
    team.put_concentration(figures, reps, none_won)
    _put_credited(figures, warehouse, reps, none_won)
    deals.put_coverage(figures, outcome, reps, no_quota)
    deals.put_cycle(figures, warehouse, period, owners)
    deals.put_stale(figures, warehouse, owners)
    deals.put_balance(figures, _seats_of(reps, owners), why_no_potential(snapshot))
    team.put_pay(figures, reps, bookings, no_quota)


def _put_totals(
    figures: Figures,
    warehouse: Warehouse,
    period: Period,
    reps: PastReps,
    owners: list[str] | None,
) -> None:
    """Company target and quota handed out."""
    whole_company = "The target is the company's; show the whole team to see it."
    none_loaded = f"No company target is loaded for {period}; target.amount would bring it."
    if owners is None:
        figures.put("target", company_target(warehouse, period), none_loaded)
        handed_out = quota_total(warehouse, period)
    else:
        figures.put("target", None, whole_company)
        carried = reps["quota"][~reps.marks.no_quota & ~reps.marks.overlay]
        handed_out = float(carried.sum()) if carried.size else None
    figures.put("quota_total", handed_out, why_no_quota(warehouse.snapshot, period))


def _put_credited(figures: Figures, warehouse: Warehouse, reps: PastReps, none_won: str) -> None:
    """Credit for each dollar booked."""
    booked, split = float(reps["booked"].sum()), warehouse.snapshot.has("credit", "share")
    no_split = "No credits are loaded, so each deal is its owner's; credit.share would bring it."
    figures.put(
        "credited_to_booked",
        float(reps["credited"].sum()) / booked if split and booked > 0 else None,
        none_won if split else no_split,
    )


def _put_activities(figures: Figures, warehouse: Warehouse) -> None:
    """Name activities as missing; those that are there are links, not one figure."""
    if not warehouse.snapshot.has("activity"):
        figures.miss(("activities",), "No activities are loaded; activity.kind would bring them.")


def _seats_of(reps: PastReps, owners: list[str] | None) -> pa.Table:
    """Patches of the company, or those that the reps of a slice held longest."""
    if owners is None:
        return reps.seats
    held = set(texts(reps.table, "territory_id"))
    return reps.seats.filter(
        np.array([seat in held for seat in texts(reps.seats, "territory_id")], dtype=bool)
    )
