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
        if (now := baseline.ends.get(name)) is None:
            continue  # an elasticity assumed may be all that leaves the two undecided
        changes: dict[str, Change] = {
            key: Band.of(drawn - now.samples[key])
            for key, drawn in then.samples.items()
            if key in now.samples
        }
        changes |= {k: x - now.plain[k] for k, x in then.plain.items() if k in now.plain}
        found[name] = changes
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
        (middle(end[key]) or 0.0, WHOSE[name]) for name, end in ends.items()
    )
    text = f"{who}: between {_points(low)} points, if what lasts is {whose_low}, and "
    text += _points(high)
    text += f", if it is {whose_high}"
    bands = [end[key] for end in ends.values()]
    widest = [b for b in bands if isinstance(b, Band)]
    if widest:
        reach = widest[0].over(widest)
        text += f" (with luck {_points(reach.p10)} to {_points(reach.p90)})"
    return f"{text}. Too few people changed patch for the data to say which."


def _points(share: float) -> str:
    """Whole points with their sign; nothing has none."""
    points = round(100 * share)
    return f"{points:+d}" if points else "0"
