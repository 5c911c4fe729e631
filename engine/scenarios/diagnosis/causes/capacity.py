"""Is there more work in a seat than hours, or less?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.model.diagnosis import StructuredTest
from engine.scenarios.columns import matched, numbers, texts
from engine.scenarios.diagnosis.ground import unavailable
from engine.scenarios.diagnosis.words import count, listed, percent
from engine.store.capacity_hours import capacity_hours

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.scenarios.diagnosis.ground import Ground

    Floats = NDArray[np.float64]

NAME = "capacity"
_OFF = 0.20
"""Distance from the hours there are that is worth a finding."""
_FEWEST = 3
"""Seats that a group needs."""


def look(ground: Ground) -> StructuredTest:
    """
    Hours that the accounts of a seat need over those its holder has, by region and segment.

    Both are counted, not estimated, so there is no interval.
    """
    hours = capacity_hours(ground.warehouse)
    workload = numbers(ground.history.patches, "workload")
    if not (workload > 0).any():
        return unavailable(NAME, "Nothing says how much work accounts are (account.workload).")
    if not hours.num_rows:
        return unavailable(NAME, "Nothing says how many hours people have (rep.capacity_hours).")
    known = numbers(hours, "hours")
    own = matched(texts(ground.history.patches, "rep_id"), texts(hours, "rep_id"), known)
    load = workload / np.where(np.isnan(own), np.median(known), own)
    groups = _groups(ground, load)
    off = {name: x for name, x in groups.items() if abs(float(x.mean()) - 1) > _OFF}
    rows = tuple(
        {"group": name, "patches": x.size, "utilisation": float(x.mean())}
        for name, x in groups.items()
    )
    usable = load[~np.isnan(load)]
    if not off:
        said = f"Work and hours fit: patches need {percent(float(usable.mean()))} of the hours."
        return StructuredTest(NAME, said, float(usable.mean()), n=usable.size, rows=rows)
    order = sorted(off, key=lambda name: -float(off[name].mean()))
    worst = order[0] if off[order[0]].mean() > 1 else order[-1]
    parts = [
        f"{name} needs {percent(float(off[name].mean()))} ({count(off[name].size, 'patch')})"
        for name in order
    ]
    return StructuredTest(
        NAME, f"Of the hours there are, {listed(parts)}.", float(off[worst].mean()),
        n=usable.size, rows=rows, found=True,
    )  # fmt: skip


def _groups(ground: Ground, load: Floats) -> dict[str, Floats]:
    """Utilisation by region, where its segments are alike, else by region and segment."""
    regions, groups = np.array(ground.regions), np.array(ground.groups)
    found: dict[str, Floats] = {}
    for region in sorted(set(regions.tolist())):
        here = (regions == region) & ~np.isnan(load)
        cells = {name: load[here & (groups == name)] for name in sorted(set(groups[here].tolist()))}
        cells = {name: x for name, x in cells.items() if x.size >= _FEWEST}
        means = [float(x.mean()) for x in cells.values()]
        if means and max(means) - min(means) <= _OFF:
            found[region or "All"] = load[here]
        else:
            found |= {name or "All": x for name, x in cells.items()}
    return found
