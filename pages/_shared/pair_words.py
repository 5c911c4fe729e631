"""Why two people's pay differs, in sentences and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages._shared import figures

if TYPE_CHECKING:
    from engine.scenarios.incentive.pair import PayDifference, PayPart
    from pages._shared.reference import Row

_NAMES = {
    "patch": "Patch and its quota",
    "person": "Person",
    "luck": "Luck",
    "plan": "Plan and its terms",
}


def sentence(found: PayDifference, one: str, other: str) -> str:
    """How much more of target pay one earned than the other, and how much is the patch's."""
    verb = "earned" if found.is_earned else "would be paid"
    return (
        f"{one} {verb} {figures.percent(found.one)} of target pay, {other} "
        f"{figures.percent(found.other)}: {figures.points(found.apart)}, of which "
        f"{_of_patch(found.parts['patch'])} from the patch and its quota."
    )


def periods(found: PayDifference) -> str:
    """Which quarters are paid by which year's terms, where the two are not the same."""
    if found.is_earned:
        return ""
    return (
        f"Results are those of {found.results_of}; plan and target pay are those of "
        f"{found.terms_of}. "
    )


def _of_patch(part: PayPart) -> str:
    if part.if_patch is None or part.if_person is None:
        return f"{figures.points(part.mean)} ({figures.points_band(part.band)} four times in five)"
    low, high = sorted((part.if_patch, part.if_person))
    return f"between {figures.points(low)} and {figures.points(high)}"


def rows(found: PayDifference) -> list[Row]:
    """Each part with its range, and what they come to."""
    listed = [
        {
            "Where it comes from": _NAMES[name],
            "Points of target pay": figures.points(part.mean),
            "Four times in five between": figures.points_band(part.band),
            **_ends(part),
        }
        for name, part in found.parts.items()
    ]
    total = {
        "Where it comes from": "In all",
        "Points of target pay": figures.points(found.apart),
    }
    return [*listed, {**dict.fromkeys(listed[0], ""), **total}]


def _ends(part: PayPart) -> Row:
    """Both ends, where the history cannot tell seller and patch apart."""
    if part.if_patch is None:
        return {}
    return {
        "If what lasts is all the patch": figures.points(part.if_patch),
        "If it is all the person": figures.points(part.if_person),
    }
