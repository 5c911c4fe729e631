"""Quotas as they leave the house: a letter for each rep, and rows for an upload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.quotas.letter import Heading, Outlook, letter
from engine.scenarios.coming.basis import year_to
from engine.store.seat_outlook import seat_outlook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.scenarios.quota_plan import QuotaPlan
    from engine.store.warehouse import Warehouse

UPLOAD = ("user", "start_date", "amount")
"""Columns of the upload file."""


def outlooks(warehouse: Warehouse, plan: QuotaPlan) -> tuple[Outlook, ...]:
    """Whitespace, pipeline, cycle and ramp of each row of a plan."""
    table = seat_outlook(warehouse, year_to(warehouse.snapshot.as_of))
    known = {row["territory_id"]: row for row in table.to_pylist()}
    ramp = plan.seats.relief.get("ramp", np.ones(len(plan.quotas.amount)))
    found = []
    for name, share in zip(plan.seats.labels["territory_id"], ramp, strict=True):
        parts = [known[part] for part in (name or "").split(" + ") if part in known]
        found.append(
            Outlook(
                _sum(parts, "accounts"),
                _sum(parts, "whitespace"),
                _sum(parts, "pipeline"),
                parts[0]["cycle_days"] if len(parts) == 1 else None,
                float(share),
            )
        )
    return tuple(found)


def letters(warehouse: Warehouse, plan: QuotaPlan, called: Callable[[int], str]) -> dict[str, str]:
    """
    Letters of everybody who carries a quota, by file name.

    Parameters
    ----------
    warehouse : Warehouse
        The snapshot.
    plan : QuotaPlan
        The quotas.
    called : callable
        Row → what its holder is called; masked where names are not to be shown.
    """
    snapshot = warehouse.snapshot
    facts = outlooks(warehouse, plan)
    found = {}
    for n, patch in enumerate(plan.seats.labels["territory_id"]):
        if not plan.quotas.amount[n] or plan.seats.labels["rep_id"][n] is None:
            continue
        heading = Heading(called(n), patch or "", plan.period, snapshot.currency, snapshot.as_of)
        found[f"{n + 1:04}-{_stem(called(n))}.md"] = letter(plan.quotas, n, heading, facts[n])
    return found


def upload_rows(plan: QuotaPlan) -> list[tuple[str, str, str]]:
    """User, start date and amount of each quota that somebody carries, to the cent."""
    first = plan.period.first.isoformat()
    return [
        (rep, first, f"{int(cents) / 100:.2f}")
        for rep, cents in zip(plan.seats.labels["rep_id"], plan.quotas.amount, strict=True)
        if rep is not None and cents
    ]


def _sum(rows: list[Mapping[str, Any]], column: str) -> Any:
    known = [row[column] for row in rows if row[column] is not None]
    return sum(known) if known else None


def _stem(name: str) -> str:
    """Name as a file name: letters, digits and hyphens."""
    kept = "".join(sign if sign.isalnum() else "-" for sign in name.lower())
    return "-".join(part for part in kept.split("-") if part)[:40] or "rep"
