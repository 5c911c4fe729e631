"""What a reader of a scenario's figures should know about the data under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from engine.model.conflict import Conflict
    from engine.model.period import Period
    from engine.scenarios.coming.redesign import Redesign
    from engine.scenarios.coming.seating import Seating
    from engine.scenarios.coming.terms import Terms

_SHORT_BY_DAYS = 45
"""A history that starts this much late is said to be short."""


def of_history(amounts: pa.Table, history: Period) -> Iterator[str]:
    """Whether the year that is redrawn is a whole one."""
    days = [day for day in amounts["close_date"].to_pylist() if day is not None]
    if days and (min(days) - history.first).days > _SHORT_BY_DAYS:
        yield (
            f"The first deal of {history} closed on {min(days)}, so the year that is redrawn "
            "is short and bookings are too low for a whole year."
        )


def of_quotas_elsewhere(elsewhere: Mapping[str, float]) -> Iterator[str]:
    """How many people carried a quota without a patch."""
    if elsewhere:
        n = len(elsewhere)
        people = "1 person who holds" if n == 1 else f"{n} people who hold"
        yield f"The quota of {people} no patch is left out of the plan."


def of_seating(seating: Seating, refilled_after: float | None) -> Iterator[str]:
    """How many patches nobody holds; the model fills them after so many days."""
    vacant = int((~seating.held).sum())
    if vacant:
        patches = "1 patch is vacant" if vacant == 1 else f"{vacant} patches are vacant"
        then = "what was sold there last year is taken to be sold again"
        if refilled_after is not None:
            it = "it" if vacant == 1 else "each"
            then = f"{it} stands empty for {refilled_after:.0f} days, then a newcomer ramps there"
        yield f"{patches}; {then}."


def of_design(design: Redesign | None) -> Iterator[str]:
    """How many accounts move, how good the design is, and who gets a patch for the first time."""
    if design is None:
        return
    moved = int(design.moved.sum())
    yield (
        f"{moved:,} accounts, {100 * design.moved_share:.1f} % of potential, change patch; no "
        f"design under these rules can be more than {100 * design.gap:.1f} % better."
    )
    new = int(((design.before < 0) & (design.after >= 0)).sum())
    if new:
        accounts = "1 account" if new == 1 else f"{new:,} accounts"
        yield f"{accounts} without a patch get one; what a seller would add there is left out."


def of_potential(proxy: str) -> Iterator[str]:
    """Which proxy stands for potential."""
    if proxy:
        yield f"Fit rests on a proxy for potential: {proxy}."


def of_terms(terms: Terms) -> Iterator[str]:
    """What is not known of plans and pay, and which limits of quotas could not hold."""
    yield from of_plans(terms.plan_of_row[terms.measured])
    yield from of_pay(terms.target_incentive[terms.measured])
    yield from of_conflicts(terms.quotas.conflicts)


def of_plans(plan_of_row: NDArray[np.int64]) -> Iterator[str]:
    """How many people are on no plan that is known; the first plan stands for those."""
    unknown = int(np.sum(plan_of_row == 0))
    if unknown:
        people = "1 rep is" if unknown == 1 else f"{unknown} reps are"
        yield (
            f"{people} on no plan that is known (rep.plan); pay is target incentive x "
            "attainment, from the first dollar, uncapped."
        )


def of_pay(target_incentive: NDArray[np.float64]) -> Iterator[str]:
    """How many people with a quota are left out of pay, where others are in."""
    unknown = int(np.isnan(target_incentive).sum())
    if 0 < unknown < target_incentive.size:
        yield (
            f"Pay leaves out {unknown} of {target_incentive.size} reps with a quota, whose target "
            "incentive is not known (rep.target_incentive)."
        )


def of_conflicts(conflicts: Sequence[Conflict]) -> Iterator[str]:
    """Which limits on quotas cannot hold; what is shown has the first of them relaxed."""
    for n, conflict in enumerate(conflicts):
        yield (
            f"{conflict.sentence} What is shown is that." if n == 0 else f"Or: {conflict.sentence}"
        )
