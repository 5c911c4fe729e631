"""How each kind of activity goes with results in a past period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.metrics.activity import link_within, verdict
from engine.model.results import ActivityLink
from engine.response.activity import activity_elasticity
from engine.scenarios.activity_history import activity_history
from engine.scenarios.columns import matched, numbers, texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engine.scenarios.fitted import Fitted
    from engine.scenarios.past.reps import PastReps
    from engine.store.warehouse import Warehouse


def activity_elasticities(warehouse: Warehouse, fit: Fitted | None) -> dict[str, float]:
    """Per cent more booked for one per cent more of each kind, patch, people and season held."""
    if fit is None or not fit.can_forecast or not warehouse.snapshot.has("activity", "date"):
        return {}
    counts = activity_history(warehouse, fit.history)
    found = activity_elasticity(fit.model, counts) if counts else {}
    return {kind: each.middle for kind, each in found.items()}


def activity_links(
    reps: PastReps, counts: pa.Table, elasticity: Mapping[str, float]
) -> tuple[ActivityLink, ...]:
    """
    Rank correlation of activities and credited bookings, both a day employed, within segments.

    Parameters
    ----------
    reps : PastReps
        Compared are those there half the period, with a quota or a deal of their own.
    counts : pyarrow.Table
        ``engine.store.activity_count.SCHEMA``.
    elasticity : mapping
        Of each kind over the whole history, where the response model stands.

    Returns
    -------
    tuple of ActivityLink
        One a kind, by name; kinds for which nothing can be compared are left out.
    """
    compared = ~reps.marks.short & ~reps.marks.overlay
    compared &= ~reps.marks.no_quota | (reps["booked"] != 0)
    days = reps["active_days"][compared]
    result = reps["credited"][compared] / days
    ids = np.array(texts(reps.table, "rep_id"), dtype=object)[compared].tolist()
    group = [name or "" for name in np.array(texts(reps.table, "segment"), dtype=object)[compared]]
    kinds = np.array(texts(counts, "kind"), dtype=object)
    found = []
    for kind in sorted(set(kinds.tolist())):
        rows = counts.filter(kinds == kind)
        done = np.nan_to_num(matched(ids, texts(rows, "rep_id"), numbers(rows, "count"))) / days
        r, lo, hi, n = link_within(done, result, group)
        if not np.isnan(r):
            found.append(ActivityLink(kind, r, lo, hi, n, verdict(lo, hi, n), elasticity.get(kind)))
    return tuple(found)
