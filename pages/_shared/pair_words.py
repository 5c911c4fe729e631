"""Why two people's pay differs, in sentences and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages._shared import figures

if TYPE_CHECKING:
    from engine.scenarios.incentive.pair import PayDifference
    from pages._shared.reference import Row

_NAMES = {
    "patch": "Patch and its quota",
    "person": "Person",
    "luck": "Luck",
    "plan": "Plan and its terms",
}


def sentence(found: PayDifference, one: str, other: str) -> str:
    """How much more of target pay one earned than the other."""
    first, second = found.shares
    apart, patch = figures.points(first - second), figures.points(found.parts["patch"][0])
    return (
        f"{one} earned {figures.percent(first)} of target pay, {other} {figures.percent(second)}: "
        f"{apart}, of which {patch} from the patch and its quota."
    )


def rows(found: PayDifference) -> list[Row]:
    """Each part with its range, and what they come to."""
    listed = [
        {
            "Where it comes from": _NAMES[name],
            "Points of target pay": figures.points(mean),
            "Four times in five between": figures.points_band(band),
            **_ends(found, name),
        }
        for name, (mean, band) in found.parts.items()
    ]
    total = {
        "Where it comes from": "In all",
        "Points of target pay": figures.points(found.shares[0] - found.shares[1]),
    }
    return [*listed, {**dict.fromkeys(listed[0], ""), **total}]


def _ends(found: PayDifference, name: str) -> Row:
    """Both ends, where the history cannot tell seller and patch apart."""
    if found.ends is None:
        return {}
    patch, person = found.ends
    return {
        "If what lasts is all the patch": figures.points(patch[name]),
        "If it is all the person": figures.points(person[name]),
    }
