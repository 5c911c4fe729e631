"""Which answers the data carry, and the one column that would bring each of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.scenarios.past.notes import people_split
from engine.store.potential import potential_of

if TYPE_CHECKING:
    from engine.model.snapshot import Snapshot

_POTENTIAL = (
    "account.potential",
    "territory.potential",
    "account.employees",
    "account.annual_revenue",
)
_SEATS = ("account.territory_id", "account.owner_id", "assignment.territory_id")

_BY_REP = frozenset({"opportunity.owner_id", "quota.amount", "rep.target_incentive"})
"""Columns that are counted by rep."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One question that the product answers, and what it reads."""

    label: str
    needs: tuple[tuple[str, ...], ...]
    """Columns as table.column; of each group one is enough, the first is the best."""
    rests_on_potential: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """Whether an answer can be given."""

    label: str
    is_carried: bool
    missing: str
    """The column that would bring it, as table.column; empty where it is carried."""
    note: str = ""
    """The proxy that it rests on, and who may be counted twice in it; empty for none."""


ANSWERS: tuple[Answer, ...] = (
    Answer("Bookings", (("opportunity.amount",), ("opportunity.close_date",))),
    Answer("Win rate", (("opportunity.is_won",), ("opportunity.close_date",))),
    Answer("Sales cycle", (("opportunity.close_date",), ("opportunity.created_date",))),
    Answer(
        "Stale pipeline",
        (
            ("opportunity.amount",),
            ("stage_change.entered_at", "opportunity.last_activity_date", "opportunity.close_date"),
        ),
    ),
    Answer("Who carries the number", (("opportunity.owner_id", "credit.rep_id"),)),
    Answer(
        "Median attainment",
        (("opportunity.close_date",), ("quota.amount",), ("opportunity.owner_id", "credit.rep_id")),
    ),
    Answer("Against plan", (("opportunity.close_date",), ("target.amount",))),
    Answer("How uneven patches are", (_SEATS, _POTENTIAL), rests_on_potential=True),
    Answer(
        "Quota-to-territory fit", (("quota.amount",), _SEATS, _POTENTIAL), rests_on_potential=True
    ),
    Answer("Incentive pay", (("rep.target_incentive",), ("quota.amount",))),
    Answer("Cost of sales", (("rep.base_pay",), ("rep.target_incentive",), ("quota.amount",))),
    Answer("Recomputed against paid commission", (("payout.amount",), ("rep.target_incentive",))),
    Answer("Splits and overlay", (("credit.share",),)),
    Answer("Activity and results", (("activity.kind",), ("opportunity.owner_id",))),
    Answer("Workload", (("account.workload", "territory.workload"),)),
    Answer("Capacity", (("rep.capacity_hours",), ("account.workload", "territory.workload"))),
    Answer("Tenure and turnover", (("rep.hire_date",), ("rep.leave_date",))),
    Answer("Seat changes", (("assignment.start_date",),)),
    Answer("Lead flow and routing", (("lead.routed_to",),)),
    Answer("Time to fill a patch", (("requisition.opened_date",),)),
)
"""In the order of the table on the Data page."""


def readiness(snapshot: Snapshot) -> tuple[Ready, ...]:
    """Say for each answer whether a snapshot carries it."""
    return tuple(_ready(snapshot, answer) for answer in ANSWERS)


def _ready(snapshot: Snapshot, answer: Answer) -> Ready:
    by_rep = any(column in _BY_REP for group in answer.needs for column in group)
    for group in answer.needs:
        if not any(snapshot.has(*column.split(".")) for column in group):
            if group is _POTENTIAL and potential_of(snapshot).basis:
                continue  # bookings and pipeline stand for potential
            return Ready(answer.label, False, group[0])
    basis = potential_of(snapshot).basis if answer.rests_on_potential else ""
    notes = (f"Potential is {basis}." if basis else "", people_split(snapshot) if by_rep else "")
    return Ready(answer.label, True, "", " ".join(filter(None, notes)))
