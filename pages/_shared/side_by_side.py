"""Computed sentences about several scenarios beside the baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.scenarios.both_ends import between_ends, end_changes
from pages._shared import figures
from pages._shared.charts.payout_curve import alike
from pages._shared.charts.side import middle_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages._shared.changes import Said
    from pages._shared.charts.side import Side


def titles(sides: Sequence[Side]) -> dict[str, Said]:
    """Titles of the three charts where several scenarios stand beside the baseline."""
    return {
        "median_attainment": (_ends(sides, "median_attainment", "Half the team is below"), ""),
        "fit_in_band": (_ends(sides, "fit_in_band", "Quota dollars that fit their patch:"), ""),
        "payout": _plans_of(sides),
    }


def both_ends(sides: Sequence[Side]) -> list[str]:
    """Of each scenario whose result depends on what is the patch's and what the person's."""
    found = []
    for side in sides[1:]:
        ends = end_changes(sides[0].result, side.result)
        for key, who in (("median_attainment", "the middle rep"), ("fit_in_band", "what fits")):
            if said := between_ends(ends, key, f"{side.name}, {who}"):
                found.append(said)
    return found


def target_lines(sides: Sequence[Side], currency: str) -> str:
    """Expected bookings of several sides against the target; empty where none is loaded."""
    target = middle_of(sides[0].result, "target")
    expected = [middle_of(side.result, "bookings") for side in sides]
    found = [amount for amount in expected if amount is not None]
    if target is None or not found:
        return ""
    low, high = (figures.money(end, currency) for end in (min(found), max(found)))
    text = f"{low} expected in all of them" if low == high else f"{low} to {high} expected"
    return f"{text}, against a target of {figures.money(target, currency)}"


def _plans_of(sides: Sequence[Side]) -> Said:
    lines = [[side.name for side in line] for line in alike(sides)]
    if len(lines) == 1:
        return "The plan stays as it is", ""
    shared = [f"{', '.join(line[:-1])} and {line[-1]}" for line in lines if len(line) > 1]
    return "Where the plans part", " ".join(f"{x} pay alike and are one line." for x in shared)


def _ends(sides: Sequence[Side], key: str, words: str) -> str:
    """Lowest and highest of the scenarios, and the baseline's."""
    found = [(middle_of(side.result, key) or 0.0, side.name) for side in sides[1:]]
    low, high = min(found), max(found)
    now = figures.percent(middle_of(sides[0].result, key))
    if figures.percent(low[0]) == figures.percent(high[0]):
        return f"{words} {figures.percent(low[0])}; if we carry on, {now}"
    return (
        f"{words} {figures.percent(low[0])} ({low[1]}) to {figures.percent(high[0])} "
        f"({high[1]}); if we carry on, {now}"
    )
