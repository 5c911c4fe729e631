"""Figures of a past period about deals and patches: winning, pipeline, cycle, balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.metrics.balance import coefficient_of_variation, share_within
from engine.metrics.sales import median_cycle, pipeline_coverage, win_rate
from engine.scenarios.columns import numbers
from engine.store.deal_age import deal_ages
from engine.store.stale_pipeline import stale_pipeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from engine.model.period import Period
    from engine.scenarios.past.figures import Figures
    from engine.scenarios.past.reps import PastReps
    from engine.store.deal_outcome import Outcome
    from engine.store.warehouse import Warehouse


def put_outcome(figures: Figures, outcome: Outcome, bookings: float, missing: str) -> None:
    """Bookings and win rate."""
    decided = outcome.won + outcome.lost > 0
    figures.put("bookings", bookings if decided else None, missing)
    figures.put("win_rate", win_rate(outcome.won, outcome.lost), missing)


def put_coverage(figures: Figures, outcome: Outcome, reps: PastReps, missing: str) -> None:
    """Open pipeline of the period against the quota still to be made."""
    carry = ~reps.marks.no_quota & ~reps.marks.overlay
    if not carry.any():
        figures.miss(("pipeline_coverage",), missing)
        return
    left = float((reps["quota"] - reps["booked"])[carry].sum())
    if outcome.pipeline is None and left > 0:
        why = "No open deal is expected to close in the period; "
        why += "opportunity.close_date on open deals would bring it."
        figures.miss(("pipeline_coverage",), why)
        return
    met = "The quota of the period is already met, so nothing is left to cover."
    figures.put("pipeline_coverage", pipeline_coverage(outcome.pipeline or 0.0, left), met)


def put_cycle(
    figures: Figures, warehouse: Warehouse, period: Period, owners: Sequence[str] | None
) -> None:
    """Days to win a deal, open ones counted for as long as they are open."""
    dated = warehouse.snapshot.has("opportunity", "created_date", "close_date")
    missing = (
        "Fewer than half of the deals that could be won have been, or too few could be followed "
        "from their first day, so there is no middle one."
        if dated
        else "Deals carry no created date; opportunity.created_date would bring it."
    )
    ages = deal_ages(warehouse, period, owners) if dated else None
    days = None
    if ages is not None and ages.num_rows:
        won = numbers(ages, "is_won") > 0
        entered, weight = numbers(ages, "entered"), numbers(ages, "deals")
        days = median_cycle(numbers(ages, "days"), won, entered, weight)
    figures.put("median_cycle_days", days, missing)


def put_stale(figures: Figures, warehouse: Warehouse, owners: Sequence[str] | None) -> None:
    """Open pipeline that has gone quiet, as of the snapshot's date."""
    found = stale_pipeline(warehouse, owners)
    missing = (
        "Nothing says when open deals last moved; opportunity.last_activity_date would bring it."
        if found.open_amount > 0
        else "No open deal has an amount; opportunity.amount on open deals would bring it."
    )
    share = found.stale_amount / found.open_amount if found.known_amount > 0 else None
    figures.put("stale_share", share, missing)


def put_balance(figures: Figures, seats: pa.Table, no_potential: str) -> None:
    """How uneven patches are, over those whose potential or workload is known."""
    potential, workload = numbers(seats, "potential"), numbers(seats, "workload")
    potential, workload = potential[~np.isnan(potential)], workload[~np.isnan(workload)]
    figures.put("balance_cv_potential", coefficient_of_variation(potential), no_potential)
    figures.put("territories_in_15", share_within(potential), no_potential)
    hours = "No patch has a known workload; account.workload would bring it."
    figures.put("balance_cv_workload", coefficient_of_variation(workload), hours)
