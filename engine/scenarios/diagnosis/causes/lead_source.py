"""Do leads of one source convert differently from those of others?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.metrics.proportion import difference
from engine.model.diagnosis import StructuredTest
from engine.scenarios.diagnosis.causes.lead_routing import merged, summed
from engine.scenarios.diagnosis.ground import STRICT, unavailable
from engine.scenarios.diagnosis.words import percent
from engine.store.lead_flow import lead_flow

if TYPE_CHECKING:
    from engine.scenarios.diagnosis.ground import Ground

NAME = "lead_source"
_MATERIAL = 0.03


def look(ground: Ground) -> StructuredTest:
    """Compare the source that converts least with all others."""
    if not ground.snapshot.has("lead", "source", "created_date"):
        return unavailable(NAME, "No leads say where they came from (lead.source).")
    flows = summed(lead_flow(ground.warehouse, ground.history.period).to_pylist(), "source")
    if len(flows) < 2:
        return unavailable(NAME, "Leads come from one source only (lead.source).")
    worst = min(flows, key=lambda flow: flow.converted / flow.leads)
    rest = merged([flow for flow in flows if flow is not worst])
    both = worst.converted, worst.leads, rest.converted, rest.leads
    size, lo, hi = difference(*both)
    # the worst of several is low by chance: the level is shared among them
    level = 1 - (1 - STRICT) / len(flows)
    is_found = difference(*both, level)[2] < 0 and abs(size) > _MATERIAL
    rows = tuple(
        {
            "group": flow.name,
            "leads": flow.leads,
            "accepted": flow.accepted / flow.leads,
            "converted": flow.converted / flow.leads,
        }
        for flow in flows
    )
    said = (
        f"Leads from {worst.name} convert least: {percent(worst.converted / worst.leads)} against "
        f"{percent(rest.converted / rest.leads)} of all others."
        if is_found
        else f"Sources convert alike, {percent(merged(flows).converted / merged(flows).leads)}."
    )
    return StructuredTest(NAME, said, size, lo, hi, worst.leads + rest.leads, rows, found=is_found)
