"""What a plan pays on results: payouts, totals, notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.incentives.adjust import total, unknown_adjustments
from engine.incentives.settle import settle

if TYPE_CHECKING:
    from engine.incentives.adjust import Totals
    from engine.incentives.payouts import Payouts
    from engine.incentives.plan import Plan
    from engine.incentives.results import Results


@dataclass(frozen=True, slots=True, eq=False)
class Paid:
    """A plan applied to results."""

    plan: Plan
    results: Results
    payouts: tuple[Payouts, ...]
    """One entry for each component."""
    totals: Totals
    notes: tuple[str, ...]
    """What was left out, and why."""


def pay(plan: Plan, results: Results) -> Paid:
    """
    Apply a plan to results.

    Raises
    ------
    DataError
        If something that pay depends on is not known of somebody.
    """
    payouts = settle(plan, results)
    totals = total(plan, results, payouts)
    return Paid(
        plan, results, payouts, totals, (*results.notes, *unknown_adjustments(plan, results))
    )
