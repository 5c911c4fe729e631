"""What a reader of a past period must know: proxies in force, and who was left aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.model.finding import PEOPLE_WITHOUT_ID
from engine.scenarios.columns import numbers
from engine.scenarios.past.slices import small_group_note
from engine.store.lost_deal import only_won
from engine.store.potential import potential_basis

if TYPE_CHECKING:
    import pyarrow as pa

    from engine.model.period import Period
    from engine.model.snapshot import Snapshot
    from engine.scenarios.past.reps import PastReps
    from engine.scenarios.past.slices import Slice
    from engine.store.warehouse import Warehouse


def past_notes(
    warehouse: Warehouse, period: Period, reps: PastReps, slice: Slice | None = None
) -> tuple[str, ...]:
    """Sentences, each only where it holds; a small slice is said first."""
    snapshot = warehouse.snapshot
    measured = not np.isnan(numbers(reps.seats, "potential")).all()
    basis = potential_basis(warehouse) if measured else ""
    said = [
        small_group_note(slice, reps.table.num_rows) if slice is not None else "",
        people_split(snapshot),
        f"Potential is not loaded; {basis} stands for it." if basis else "",
        "No territories are kept; each owner's book of business counts as a patch."
        if _are_books(reps.seats)
        else "",
        "No lost deal is in the data, so every decided deal counts as won."
        if only_won(warehouse)
        else "",
        *_people(reps),
        *_pay(reps),
        f"{period} runs to {period.last} and the data end on {snapshot.as_of}: what was credited "
        "so far stands against the quotas of the whole period."
        if snapshot.as_of < period.last and not reps.marks.no_quota.all()
        else "",
        f"Pipeline is as of {snapshot.as_of}, after the end of {period}."
        if snapshot.as_of > period.last
        else "",
    ]
    return tuple(sentence for sentence in said if sentence)


def people_split(snapshot: Snapshot) -> str:
    """Whether people may be counted twice, as some rows about them leave their id blank."""
    found = sum(f.rows for f in snapshot.findings if f.code == PEOPLE_WITHOUT_ID)
    if not found:
        return ""
    who = "1 person has" if found == 1 else f"{found} people have"
    return (
        f"{who} no id beside others who have one (rep.rep_id): deals and quotas that name an id "
        "may count as somebody else's, so that one person stands here as two."
    )


def _are_books(seats: pa.Table) -> bool:
    """Whether every held patch is named after its holder."""
    held = [row for row in seats.select(["territory_id", "rep_id"]).to_pylist() if row["rep_id"]]
    return bool(held) and all(row["territory_id"] == row["rep_id"] for row in held)


def _people(reps: PastReps) -> list[str]:
    marks = reps.marks
    here = ~marks.no_quota
    if not here.any():
        return []
    short, no_quota = int((here & marks.short).sum()), int((~here & ~marks.roll_up).sum())
    said = [f"Attainment counts {_reps(int(marks.counted.sum()))}, leavers and ramping included."]
    if short:
        said.append(f"Left aside: {_reps(short)} there for less than half the period.")
    if no_quota:
        said.append(f"Left aside: {_reps(no_quota)} without a quota of their own.")
    if marks.roll_up.any():
        said.append(f"{_reps(int(marks.roll_up.sum()))} with the sum of others' quotas, not added.")
    overlay = int((marks.overlay & here).sum())
    if overlay:
        said.append(
            f"{_reps(overlay)} with overlay credit only: in the spread of attainment, not in the "
            "team's, as others book those deals."
        )
    return said


def _pay(reps: PastReps) -> list[str]:
    incentive, paid = reps["target_incentive"], reps["pay"]
    unknown = int((~np.isnan(paid) & ~reps.on_known_plan).sum())
    apart = int(((incentive > 0) & np.isnan(paid)).sum())
    said = []
    if unknown:
        said.append(
            f"{_reps(unknown)} without a known plan: pay is target incentive x attainment, from "
            "the first dollar, uncapped. An estimate, not your plan document."
        )
    if apart and unknown + int(reps.on_known_plan.sum()):
        said.append(f"Pay leaves out {_reps(apart)} with a target incentive and no quota.")
    return said


def _reps(number: int) -> str:
    return "1 rep" if number == 1 else f"{number} reps"
