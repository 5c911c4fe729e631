"""Scenarios beside the baseline: paired differences, and what they say in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError
from engine.model.band import Band, middle, reaching
from engine.model.results import Comparison
from engine.scenarios.both_ends import between_ends, end_changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.model.results import ScenarioResult

_SAME = ("snapshot", "period", "seed", "draws", "engine")


def compare(baseline: ScenarioResult, others: Sequence[ScenarioResult]) -> Comparison:
    """
    Pair each scenario with the baseline, draw by draw.

    Parameters
    ----------
    baseline : ScenarioResult
        What carrying on would bring.
    others : sequence of ScenarioResult
        Scenarios under the same luck.

    Raises
    ------
    DataError
        If a scenario stands on other data, another period or other luck.
    """
    for other in others:
        unlike = [name for name in _SAME if getattr(other, name) != getattr(baseline, name)]
        if unlike:
            raise DataError(
                f"The scenarios differ in {', '.join(unlike)}, so they cannot be paired.",
                "Run them again on the same data with the same draws and seed.",
            )
    return Comparison(baseline, tuple(others), tuple(difference(baseline, o) for o in others))


def difference(baseline: ScenarioResult, other: ScenarioResult) -> dict[str, float | Band]:
    """
    Change of each figure that both have.

    An estimate's is the band of the differences, not the difference of the bands; where seller
    and patch cannot be told apart it reaches over both ends.
    """
    changes: dict[str, float | Band] = {}
    for key, value in other.metrics.items():
        before = baseline.metrics.get(key)
        if key in other.samples and key in baseline.samples:
            changes[key] = Band.of(other.samples[key] - baseline.samples[key])
        elif (then := middle(value)) is not None and (now := middle(before)) is not None:
            changes[key] = then - now
    return reaching(changes, end_changes(baseline, other).values())


def chance_of_fall(baseline: ScenarioResult, other: ScenarioResult, key: str) -> float | None:
    """
    Share of possible years in which a figure is lower than the baseline's, a decimal.

    The larger of both ends where seller and patch cannot be told apart.
    """
    if key not in baseline.samples or key not in other.samples:
        return None
    pairs = [(baseline.samples[key], other.samples[key])]
    both = [(baseline.ends[end], at) for end, at in other.ends.items() if end in baseline.ends]
    pairs += [(now.samples[key], then.samples[key]) for now, then in both]
    return max(_share_below(now, then) for now, then in pairs)


def _share_below(now: NDArray[np.float64], then: NDArray[np.float64]) -> float:
    change = then - now
    return float(np.mean(change[~np.isnan(change)] < 0))


def sentence(baseline: ScenarioResult, other: ScenarioResult) -> str:
    """
    What a scenario does to the middle rep, and whether that is all it does.

    Such as "The middle rep rises 4 to 9 points; about 1 in 20 that it falls." Empty where no
    attainment is known.
    """
    ends = end_changes(baseline, other)
    if both := between_ends(ends, "median_attainment", "The middle rep"):
        return both
    change = difference(baseline, other).get("median_attainment")
    fall = chance_of_fall(baseline, other, "median_attainment")
    if not isinstance(change, Band) or fall is None:
        return ""
    low, high = round(100 * change.p10), round(100 * change.p90)
    if low == high == 0:
        return _only_pay(baseline, other) or "The middle rep stays where it is."
    if low >= 0:
        return f"The middle rep rises {_range(low, high)}; {_odds(fall, 'falls')}."
    if high <= 0:
        rise = chance_of_fall(other, baseline, "median_attainment") or 0.0
        return f"The middle rep falls {_range(-high, -low)}; {_odds(rise, 'rises')}."
    return f"The middle rep moves between {low:+d} and {high:+d} points; {_odds(fall, 'falls')}."


def _only_pay(baseline: ScenarioResult, other: ScenarioResult) -> str:
    changes = difference(baseline, other)
    pay = changes.get("payout")
    nothing = Band(0.0, 0.0, 0.0)
    if pay in (None, nothing) or changes.get("bookings") != nothing:
        return ""
    return "This changes who is paid, not what is sold."


def _range(low: int, high: int) -> str:
    if low == high:
        return f"{low} point" if low == 1 else f"{low} points"
    return f"{low} to {high} points"


def _odds(chance: float, verb: str) -> str:
    if chance == 0:
        return f"it {verb} in none of the possible years"
    if chance < 0.5:
        return f"about 1 in {round(1 / chance)} that it {verb}"
    return f"it {verb} in {100 * chance:.0f} of 100 possible years"
