"""How each kind of activity goes with results in a past period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.metrics.activity import link_within, verdict
from engine.model.results import ActivityLink
from engine.scenarios.columns import matched, numbers, texts

if TYPE_CHECKING:
    import pyarrow as pa

    from engine.scenarios.past.reps import PastReps


def activity_links(reps: PastReps, counts: pa.Table) -> tuple[ActivityLink, ...]:
    """
    Rank correlation of activities and credited bookings, both a day employed, within segments.

    Parameters
    ----------
    reps : PastReps
        Compared are those there half the period, with a quota or a deal of their own.
    counts : pyarrow.Table
        ``engine.store.activity_count.SCHEMA``.

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
            found.append(ActivityLink(kind, r, lo, hi, n, verdict(lo, hi, n)))
    return tuple(found)
