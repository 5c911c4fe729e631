"""Do leads reach somebody who can work on them, and in time?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.metrics.proportion import difference
from engine.model.diagnosis import StructuredTest
from engine.scenarios.diagnosis.ground import STRICT, unavailable
from engine.scenarios.diagnosis.words import percent
from engine.store.lead_flow import lead_flow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.scenarios.diagnosis.ground import Ground

NAME = "lead_routing"
_FEWEST = 100
"""Leads that a region needs."""
_MATERIAL = 0.03
"""Difference of shares that is worth a finding."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Leads of a group, summed."""

    name: str
    leads: int
    to_leavers: int
    accepted: int
    wait_days: float
    converted: int
    reps: int

    @property
    def wait(self) -> float:
        """Mean days from created to accepted."""
        return self.wait_days / self.accepted if self.accepted else float("nan")


def look(ground: Ground) -> StructuredTest:
    """Compare each region with all others: astray, days to accept, converted."""
    if not ground.snapshot.has("lead", "routed_to", "created_date"):
        return unavailable(NAME, "No leads say to whom they were sent (lead.routed_to).")
    table = lead_flow(ground.warehouse, ground.history.period).to_pylist()
    flows = summed(table, "region")
    if len(flows) < 2:
        return unavailable(NAME, "Leads lie in one region only, so there is no peer (rep.region).")
    rows = tuple(_row(flow) for flow in flows)
    worst = min(flows, key=lambda flow: flow.converted / flow.leads)
    rest = merged([flow for flow in flows if flow is not worst])
    gap = difference(worst.converted, worst.leads, rest.converted, rest.leads)
    strict = difference(worst.converted, worst.leads, rest.converted, rest.leads, STRICT)
    astray = difference(worst.to_leavers, worst.leads, rest.to_leavers, rest.leads, STRICT)
    total = worst.leads + rest.leads
    if not (strict[2] < 0 and abs(gap[0]) > _MATERIAL):
        share = percent(merged(flows).converted / total)
        said = f"{share} of leads convert, and no region's differ from the others'."
        return StructuredTest(NAME, said, gap[0], gap[1], gap[2], total, rows)
    said = (
        f"{worst.name}: {percent(worst.converted / worst.leads)} of leads convert against "
        f"{percent(rest.converted / rest.leads)} elsewhere"
    )
    if astray[1] > 0 and astray[0] > _MATERIAL:
        said += f"; {percent(worst.to_leavers / worst.leads)} go to people who have left"
    if np.isfinite(worst.wait) and worst.wait > 1.5 * rest.wait:
        said += f"; the hand-off takes {worst.wait:.1f} days against {rest.wait:.1f}"
    return StructuredTest(NAME, f"{said}.", gap[0], gap[1], gap[2], total, rows, found=True)


def summed(table: Sequence[dict[str, Any]], column: str) -> list[Flow]:
    """Flows by one column, in its order; unnamed and small groups left out."""
    names = sorted({row[column] for row in table if row[column]})
    flows = [merged([_flow(row, name) for row in table if row[column] == name]) for name in names]
    return [flow for flow in flows if flow.leads >= _FEWEST]


def merged(flows: Sequence[Flow]) -> Flow:
    """Flows added up, under the name of the first."""
    sums = {
        name: sum(getattr(flow, name) for flow in flows)
        for name in ("leads", "to_leavers", "accepted", "wait_days", "converted", "reps")
    }
    return Flow(flows[0].name, **sums)


def _flow(row: dict[str, Any], name: str) -> Flow:
    keys = ("leads", "to_leavers", "accepted", "wait_days", "converted", "reps")
    return Flow(name, *(row[key] for key in keys))


def _row(flow: Flow) -> dict[str, Any]:
    return {
        "group": flow.name,
        "leads": flow.leads,
        "to_people_who_left": flow.to_leavers / flow.leads,
        "accepted": flow.accepted / flow.leads,
        "days_to_accept": None if np.isnan(flow.wait) else flow.wait,
        "converted": flow.converted / flow.leads,
    }
