"""What a person changes about patches before a design: what each carries, which go, which come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from engine.scenarios.seat_weights import weights_by_terms
from engine.store.held_account import open_stages
from engine.store.seat import seats
from pages._shared import runs
from pages._shared.caching import cached

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engine.store.held_account import OpenStages
    from engine.store.warehouse import Warehouse
    from engine.territories.wishes import NewSeat
    from pages._shared.session import Session

PATCH, HELD, CARRIES, GOES = "Patch", "Held", "Carries, %", "Goes"


@dataclass(frozen=True, slots=True)
class PatchPlan:
    """Changes of patches, as :class:`engine.territories.wishes.Wishes` takes them."""

    weights: tuple[tuple[str, float], ...] = ()
    dissolved: tuple[str, ...] = ()
    new: tuple[NewSeat, ...] = ()

    @property
    def count(self) -> int:
        """How many patches differ from a full one that stays."""
        return len({*(name for name, _ in self.weights), *self.dissolved}) + len(self.new)


def plan(state: Session) -> PatchPlan:
    """The plan as it stands."""
    return state.patch_plan or PatchPlan()


def patches(state: Session) -> pa.Table:
    """Patches of today, as :data:`engine.store.seat.SCHEMA`."""
    return _patches(*_snapshot(state))


def stages(state: Session) -> OpenStages:
    """Stages of open deals."""
    found: OpenStages = _stages(*_snapshot(state))
    return found


def since_when_is_known(state: Session) -> bool:
    """Whether the data tell since when a patch has its holder."""
    return runs.warehouse(state.snapshot or "").snapshot.has("assignment", "start_date")


def names(table: pa.Table, column: str) -> list[str]:
    """Regions or segments of patches."""
    return sorted({text.strip() for text in table[column].to_pylist() if text and text.strip()})


def frame(table: pa.Table, planned: PatchPlan) -> pd.DataFrame:
    """One row for each patch of today, then for each new one."""
    weights, rows = dict(planned.weights), []
    for seat in table.select(["territory_id", "rep_id"]).to_pylist():
        name = seat["territory_id"]
        rows.append(
            {
                PATCH: name,
                HELD: "vacant" if seat["rep_id"] is None else "held",
                CARRIES: round(100 * weights.get(name, 1.0)),
                GOES: name in planned.dissolved,
            }
        )
    rows += [
        {PATCH: new.name, HELD: "new", CARRIES: round(100 * new.weight), GOES: False}
        for new in planned.new
    ]
    return pd.DataFrame(rows)


def edited(
    planned: PatchPlan, today: list[str], changes: Mapping[int, Mapping[str, Any]]
) -> PatchPlan:
    """
    The plan after some cells of its frame were changed; a new patch that goes is taken out.

    Parameters
    ----------
    planned : PatchPlan
        The plan before.
    today : list of str
        Patches of today, in the order of the frame.
    changes : mapping
        Row of the frame → column → new value.
    """
    weights, dissolved = dict(planned.weights), dict.fromkeys(planned.dissolved)
    new: list[NewSeat | None] = list(planned.new)
    for row, cells in changes.items():
        share = cells.get(CARRIES)
        at = int(row) - len(today)
        if at >= 0:
            old = new[at]
            if old is not None and share is not None:
                new[at] = replace(old, weight=share / 100)
            if cells.get(GOES):
                new[at] = None
            continue
        name = today[int(row)]
        if share is not None:
            weights[name] = share / 100
        if GOES in cells:
            dissolved.pop(name, None)
            dissolved |= {name: None} if cells[GOES] else {}
    kept = tuple((name, weight) for name, weight in weights.items() if weight != 1.0)
    return PatchPlan(kept, tuple(dissolved), tuple(seat for seat in new if seat is not None))


def weighed_by_terms(state: Session) -> PatchPlan:
    """
    The plan with patches of part-time and ramping sellers carrying less.

    Raises
    ------
    LeverError
        If nobody has a working time or a hire date.
    """
    warehouse = runs.warehouse(state.snapshot or "")
    known = [warehouse.snapshot.has("rep", column) for column in ("fte", "hire_date")]
    found = weights_by_terms(warehouse, part_time=known[0] or not any(known), ramping=known[1])
    here = plan(state)
    return replace(here, weights=tuple((dict(here.weights) | dict(found)).items()))


def _snapshot(state: Session) -> tuple[str, str, Warehouse]:
    fingerprint = state.snapshot or ""
    return str(runs.workspace().folder), fingerprint, runs.warehouse(fingerprint)


@cached(8)
def _patches(folder: str, fingerprint: str, _warehouse: Warehouse) -> pa.Table:
    return seats(_warehouse, _warehouse.snapshot.as_of)


@cached(8)
def _stages(folder: str, fingerprint: str, _warehouse: Warehouse) -> OpenStages:
    return open_stages(_warehouse)
