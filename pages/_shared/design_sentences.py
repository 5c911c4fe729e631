"""What a frontier of territory designs says, in sentences with its numbers."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from pages._shared import figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    import pyarrow as pa

    from engine.territories.beside_free import Beside

MOST_OF_IT = 0.8
"""Share of the balance to be had that counts as most of it."""
ALL_OF_IT = 0.97
"""Share beyond which moving more buys next to nothing."""
_SEAT = re.compile(r"(?<![\w-])seat(s?)(?![\w-])")
"""The word, not a part of somebody's id."""
_TOLERANCE = re.compile(r"(?<=tolerance of )[\d.]+")
_STAYS = (
    (re.compile(r"^locked (.+?) holds more"), r"\1, which your rules keep where it is, holds more"),
    (re.compile("locked accounts of seat"), "accounts that your rules keep in seat"),
    (re.compile(r"\bunlock it\b"), "let it move"),
    (re.compile(r"\bunlock$"), "let some of them move"),
)
"""Accounts stay for many reasons here: nobody need have locked them."""
_OF_POTENTIAL, _OF_WORKLOAD = (
    re.compile(rf"\b(more|little|with) {measure}\b") for measure in ("potential", "workload")
)
_SEVERAL = "No design keeps these rules, for several reasons; each change lifts its own."
_SHOWN = 0.0005
"""Smallest share that reads as other than nil, in percent with one decimal."""


def first_reaching(points: pa.Table, share: float) -> int:
    """First point with at least a share of the balance that the frontier reaches."""
    uneven = points["cv_after"].to_numpy()
    gain = uneven[0] - uneven
    best = gain.max()
    return int(np.argmax(gain >= share * best)) if best > 0 else 0


def frontier(points: pa.Table) -> str:
    """Where moving pays and where it stops paying."""
    if points.num_rows < 2:
        return "Patches are as even as they can get under these rules."
    moved = points["moved_share"].to_numpy()
    most, nearly = first_reaching(points, MOST_OF_IT), first_reaching(points, ALL_OF_IT)
    if not most:
        return "Patches are as even as they can get under these rules."
    first = f"Moving the first {figures.percent(moved[most])} of potential buys most of the balance"
    if nearly in (most, points.num_rows - 1):
        return f"{first}."
    return f"{first}; after {figures.percent(moved[nearly])} you move customers for almost nothing."


def design(point: Mapping[str, Any]) -> str:
    """What one design does, and how much better any could be."""
    moves = figures.counted(point["moves"], "account")
    return (
        f"{moves} move, {figures.percent(point['moved_share'], 1)} of potential{_placed(point)}: "
        f"unevenness over the patches of this plan goes from {figures.percent(point['cv_before'])} "
        f"today to {figures.percent(point['cv_after'])}, and "
        f"{figures.percent(point['seats_in_band'])} of patches lie within the band. "
        f"Balance, travel and moves taken together, no design with as many moves can be "
        f"{_better(point['gap'])} under your rules."
    )


def _better(gap: float) -> str:
    """What no design can be."""
    most = _most(gap)
    return f"more than {figures.percent(most, 1)} better" if most else "better"


def _most(gap: float) -> float:
    """A gap to a tenth of a percent, rounded up: it is a promise."""
    return ceil(round(gap * 1000, 6)) / 1000


def beginning(points: pa.Table) -> str:
    """Why the line does not begin at today's unevenness; empty where it does."""
    first = points.slice(0, 1).to_pylist()[0]
    start, now = (figures.percent(first[key]) for key in ("cv_after", "cv_before"))
    if first["moves"] or start == now:
        return ""
    return (
        f"Without a move the line begins at {start}, not at today's {now}: each account whose "
        "patch goes, or that has none, gets one first, which no limit counts as a move."
    )


def _placed(point: Mapping[str, Any]) -> str:
    """Accounts of patches that go, where any do."""
    if not point["placed"]:
        return ""
    one = point["placed"] == 1
    return (
        f", and {figures.counted(point['placed'], 'account')} of patches that go "
        f"get{'s' if one else ''} another, {figures.percent(point['placed_share'], 1)} of potential"
    )


def arguing(moves: int) -> str:
    """How to argue with the moves that are listed."""
    if not moves:
        return "No account changes patch here."
    return (
        "Tick accounts to send them back, keep their move or rule out their new patch; the rest "
        "is improved around your choices. “Assign an account by hand” moves any other."
    )


def by_hand(point: Mapping[str, Any], beside: Beside, choices: int) -> str:
    """What a design by hand gives up beside the best one, and against which bound."""
    cost, one = beside.cost, choices == 1
    they, them = ("it", "it") if one else ("they", "them")
    paid = (
        f"{they} make{'s' if one else ''} the design {figures.percent(cost, 1)} dearer than the "
        f"best one found without {them} for as many moves"
        if cost >= _SHOWN
        else f"{they} cost{'s' if one else ''} nothing beside the best design found without "
        f"{them} for as many moves"
    )
    return (
        f"By hand: {figures.counted(choices, 'choice')} of yours kept, the rest improved around "
        f"{them}; {paid}. No design under these rules can be {_better(point['gap'])} with your "
        f"choices kept, or {_better(beside.gap)} without {them}."
    )


def price(
    point: Mapping[str, Any], following: Mapping[str, Any] | None, *, is_whole: bool = True
) -> str:
    """What one more moved account buys; not known at the end of a line that is not whole."""
    if following is None and not is_whole:
        return "What more moves would buy is not known yet: none of their designs was found."
    if point["price_of_a_move"] <= 0 or following is None:
        return "One more move buys nothing."
    more = following["moves"] - point["moves"]
    gain = point["cv_after"] - following["cv_after"]
    step = figures.counted(more, "more move")
    if gain < _SHOWN:
        return f"{step} would save travel and leave patches as uneven as they are."
    return f"{step} would bring unevenness down by {100 * gain:.1f} points."


def bars(seats: pa.Table, tolerance: float, measure: str) -> str:
    """How many patches are in the band, before and after."""
    target = seats["target"].to_numpy()
    meant = target > 0
    inside = [
        int((np.abs(seats[name].to_numpy()[meant] / target[meant] - 1) <= tolerance + 1e-9).sum())
        for name in ("before", "after")
    ]
    return (
        f"{inside[1]} of {int(meant.sum())} patches are within {figures.percent(tolerance)} of "
        f"their {measure} target; today {inside[0]}"
    )


def today(metrics: Mapping[str, Any]) -> str:
    """How uneven patches are before any design, and what is on its way."""
    uneven = metrics.get("balance_cv_potential")
    coming = (
        "The fairest design for each number of moves appears here as the search finds it; the "
        "other pages work meanwhile."
    )
    if uneven is None:
        return coming
    return f"Today patches differ in potential by {figures.percent(uneven)} of their mean. {coming}"


def progress(values: Mapping[str, Any]) -> str:
    """How far the search is, in its own terms."""
    if not values:
        return "Reading accounts and patches."
    gap = values.get("gap")
    if gap is None:
        return "Looking for a first design."
    return f"Best design so far: at most {figures.percent(_most(gap), 1)} better exists."


def blocked(obstacles: Sequence[Mapping[str, Any]], currency: str) -> list[str]:
    """Why there is no design, a sentence for each rule, in the words and units of the page."""
    return [_SEVERAL] * (len(obstacles) > 1) + [
        f"{_on_the_page(x['rule'])}{_size(x, currency)}. "
        f"Least change: {_on_the_page(x['least_relaxation'], begins=False)}."
        for x in obstacles
    ]


def _on_the_page(text: str, *, begins: bool = True) -> str:
    """A rule with patches for seats, and the tolerance in whole percent that the slider takes."""
    for pattern, words in _STAYS:
        text = pattern.sub(words, text)
    text = _SEAT.sub(lambda found: "patches" if found[1] else "patch", text)
    text = _TOLERANCE.sub(lambda found: f"{ceil(round(float(found[0]) * 100, 6))}\u00a0%", text)
    return f"{text[:1].upper()}{text[1:]}" if begins else text


def _size(obstacle: Mapping[str, Any], currency: str) -> str:
    """What a rule needs and what there is; shares are in its words already."""
    needs, has = obstacle["needs"], obstacle["has"]
    if needs is None or has is None or has < 1:
        return ""
    if _OF_POTENTIAL.search(obstacle["rule"]):
        least, most = (figures.money(amount, currency) for amount in (needs, has))
        if least == most:
            least, most = (figures.money_exact(amount, currency) for amount in (needs, has))
    else:
        noun = "hour" if _OF_WORKLOAD.search(obstacle["rule"]) else "account"
        least, most = (figures.counted(number, noun) for number in (needs, has))
    if " more " in obstacle["rule"]:
        return f" ({least} against {most})"
    return f" ({least} needed, {most} there)"
