"""The diagnosis in words and rows of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pages._shared import figures
from pages._shared.charts import verdict_bar

if TYPE_CHECKING:
    from engine.model.diagnosis import Diagnosis, RepSheet, Shares

    Row = dict[str, str]

STEPS = {
    "level": "too much or too little handed out to everyone",
    "fit": "quota against what the patch can give",
    "season": "part of the year that was worked",
    "ramp": "time needed to start",
    "territory": "what the patch adds besides its potential",
    "rep": "what travels with the seller",
    "luck": "luck",
}
"""Steps from 100 % to the attainment, in words."""
NAMES = {
    "quota_level": "Quota handed out",
    "quota_fit": "Quota against patch",
    "same_skill": "Same skill, different patches",
    "ramp": "Ramp of new people",
    "capacity": "Work and hours",
    "product_readiness": "Products",
    "lead_routing": "Leads and hand-offs",
    "lead_source": "Lead sources",
    "partners": "Partners",
    "overlay_load": "Overlays",
    "concentration": "Who carries the number",
    "stage_exit": "Leaving a stage",
    "stale_pipeline": "Stale pipeline",
    "follow_up": "Follow-up",
    "close_dates_past": "Close dates in the past",
    "pushes": "Deals put off",
    "discounts": "Discounts at quarter end",
}
"""Structured tests in words."""


def headline(found: Diagnosis) -> str:
    """The verdict in one sentence, with its interval."""
    if found.shares is None:
        return "It cannot be told from these data whether it is the system or the people"
    system, people = found.shares.system, found.shares.people
    likely = f"likely range {figures.percent(system.lo)} to {figures.percent(system.hi)}"
    if found.verdict == "mostly system":
        return (
            f"Mostly the system: {figures.percent(system.mid)} of what is not luck comes from "
            f"patches and quotas, not people ({likely})"
        )
    if found.verdict == "mostly people":
        return (
            f"Mostly people: {figures.percent(people.mid)} of what is not luck travels with the "
            f"seller (system {likely})"
        )
    return f"It cannot be told: the system makes up {likely.removeprefix('likely range ')}"


def reading(shares: Shares) -> str:
    """How the bar goes with the headline: the bar counts only what a side has at the least."""
    least, mid, most = (
        figures.percent(x) for x in (shares.system.lo, shares.system.mid, shares.system.hi)
    )
    return (
        f"The bar gives the system and people only what each has at the least. Of what is not "
        f"luck that is {least} for the system; with all that cannot be told it would be {most}, "
        f"and {mid} is the likeliest."
    )


def luck(shares: Shares) -> str:
    """Title of the bar."""
    return f"{figures.percent(shares.luck.mid)} of a year's differences between reps are luck"


def bar(shares: Shares) -> list[Row]:
    """The bar as a table."""
    return [
        {"Part": label, "Of all differences": figures.percent(size)}
        for label, size in verdict_bar.parts(shares)
    ]


def tests(found: Diagnosis, *, made: bool) -> list[Row]:
    """Findings first, then what shows nothing; or the tests that could not be made."""
    chosen = [test for test in found.tests if (test.unavailable is None) == made]
    chosen.sort(key=lambda test: not test.found)  # stable: findings keep their order
    column = "What it shows" if made else "What is missing"
    return [
        {"Question": name(test.test), column: test.finding or test.unavailable or ""}
        for test in chosen
    ]


def sheet(one: RepSheet) -> list[Row]:
    """Steps of one person's year from 100 % to the attainment."""
    at, rows = 1.0, [{"Step": "quota exactly met", "Change": "", "Then at": figures.percent(1.0)}]
    for name, change in one.steps.items():
        at += change
        rows.append(
            {
                "Step": STEPS[name],
                "Change": figures.points(change, 1),
                "Then at": figures.percent(at),
            }
        )
    return rows


def beside_peers(one: RepSheet) -> list[Row]:
    """What a person does that can be counted, beside peers of the same segment."""
    rows = []
    for each in one.behaviours:
        is_share = each.unit == "share"
        show = _whole if is_share else _a_quarter
        ends = f"{each.lo:,.1f} to {each.hi:,.1f}"
        if is_share:
            ends = f"{100 * each.lo:.0f} to {figures.percent(each.hi)}"
        rows.append(
            {
                "Behaviour": each.behaviour[0].upper() + each.behaviour[1:],
                "Own": show(each.value),
                "Speaks for": ends,
                "Peers": show(each.peers),
                "Cases": figures.count(each.n),
                "More than luck": "yes" if each.is_suggested else "no",
            }
        )
    return rows


def _whole(share: float) -> str:
    return figures.percent(share)


def _a_quarter(number: float) -> str:
    return f"{number:,.1f} a quarter"


def credibility(one: RepSheet) -> str:
    """How much of what is said of a person is the person's own record, and what it says."""
    own = figures.percent(one.credibility)
    rest = figures.percent(1 - one.credibility)
    said = f"{own} own record, {rest} what is typical. "
    if one.lo <= 0 <= one.hi:
        return said + "Beside the patch no difference from others is shown."
    lo, hi = (figures.with_sign(100 * np.expm1(x)) for x in (one.lo, one.hi))
    return said + f"Beside the patch this seller books {lo} to {hi}\u00a0% against an average one."


def card(found: Diagnosis) -> str:
    """How the model did on the quarter that it was not shown."""
    card = found.model_card
    if card is None:
        return "There is only one quarter, so the model could not be tried on another."
    way = "smaller" if card.skill > 0 else "larger"
    return (
        f"Tried on {card.held_out.label}, which it was not shown: its error is "
        f"{figures.percent(abs(card.skill))} {way} than that of the best simple forecast, and "
        f"{figures.percent(card.coverage_80)} of results lay inside the band that should hold "
        f"80 %. {card.banner}"
    ).strip()


def aliases(found: Diagnosis) -> dict[str | None, str | None]:
    """Stand-in for everyone whom a sheet or a row names, the same everywhere on the page."""
    behind = {row["rep_id"] for test in found.tests for row in test.rows if "rep_id" in row}
    sheets = sorted({one.rep_id for one in found.reps if one.steps})
    ids = [*sheets, *sorted(behind - set(sheets))]
    return dict(zip(ids, (f"Rep {n}" for n in range(1, len(ids) + 1)), strict=True))


def name(test: str) -> str:
    """A structured test in words."""
    if test in NAMES:
        return NAMES[test]
    kind = test.removeprefix("activity").strip("_")
    return f"Activity: {kind}" if kind else "Activity"
