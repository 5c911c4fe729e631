"""A scenario beside the baseline where nobody can say whether it is the patch or the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.band import Band, middle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.model.results import ScenarioResult

Change = float | Band
WHOSE = {"patch": "the patch's", "person": "the person's"}


def end_changes(baseline: ScenarioResult, other: ScenarioResult) -> dict[str, dict[str, Change]]:
    """
    Paired change of each figure at both ends.

    Returns
    -------
    dict
        ``patch`` and ``person`` → metric key → change; empty where the history can tell them
        apart.
    """
    found: dict[str, dict[str, Change]] = {}
    for name, then in other.ends.items():
        now = baseline.ends[name]
        changes: dict[str, Change] = {
            key: Band.of(drawn - now.samples[key])
            for key, drawn in then.samples.items()
            if key in now.samples
        }
        changes |= {k: x - now.fitted[k] for k, x in then.fitted.items() if k in now.fitted}
        found[name] = changes
    return found


def reaching_over(
    changes: Mapping[str, Change], ends: Mapping[str, Mapping[str, Change]]
) -> dict[str, Change]:
    """Changes whose bands reach over both ends; the middle stays that of the likeliest split."""
    found = dict(changes)
    for key, change in changes.items():
        others = [_band(end[key]) for end in ends.values() if key in end]
        if any(other != _band(change) for other in others):
            found[key] = _band(change).over(others)
    return found


def depends(ends: Mapping[str, Mapping[str, Change]], key: str) -> bool:
    """Whether the change of a share differs between the ends by a point that a reader sees."""
    points = {round(100 * (middle(end[key]) or 0.0)) for end in ends.values() if key in end}
    return len(points) > 1


def between_ends(ends: Mapping[str, Mapping[str, Change]], key: str, who: str) -> str:
    """
    Change of a share at both ends, a sentence; empty where it does not depend on them.

    Such as "The middle rep: between +2 points, if what lasts is the patch's, and +6, if it is
    the person's. Too few people changed patch for the data to say."
    """
    if not depends(ends, key):
        return ""
    (low, whose_low), (high, whose_high) = sorted(
        (100 * (middle(end[key]) or 0.0), WHOSE[name]) for name, end in ends.items()
    )
    text = f"{who}: between {low:+.0f} points, if what lasts is {whose_low}, and {high:+.0f}"
    text += f", if it is {whose_high}"
    bands = [end[key] for end in ends.values()]
    widest = [b for b in bands if isinstance(b, Band)]
    if widest:
        reach = widest[0].over(widest)
        text += f" (with luck {100 * reach.p10:+.0f} to {100 * reach.p90:+.0f})"
    return f"{text}. Too few people changed patch for the data to say which."


def _band(change: Change) -> Band:
    return change if isinstance(change, Band) else Band(change, change, change)
