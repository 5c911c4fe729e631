"""What a scenario changes, in words: each lever with its value."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from engine.incentives.library import shipped_plan
from engine.model.levers import LEVER
from engine.model.scenario import PlanText
from engine.model.territory_levers import COLUMNS, Hires, HoldHarmless
from pages._shared import figures

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

BASES = {
    "keep": "Last year's quota",
    "history": "Last year's result",
    "potential": "Share of potential",
    "expected": "What an average rep books there",
}
"""What quotas are made from → what it is called."""
FOLLOW = "How far quotas follow the patch"
"""The lever ``quota.blend`` where quotas are made from what the patch can give."""
_LABELS = {
    "incentive.plan": "plan",
    "quota.basis": "quotas from",
    "quota.moved": "quota of moved accounts",
    "quota.over_assignment_by_level": "levels of over-assignment",
    "quota.weights": "stated weights",
    "quota.commitments": "commitments",
    "quota.overrides": "quotas set by hand",
    "territory.design": "patches",
    "territory.balance": "patches balanced by",
    "territory.keep": "accounts stay in their own",
    "territory.locked": "accounts locked",
    "territory.families_stay": "accounts of one parent together",
    "territory.hold_from_stage": "accounts stay from the stage",
    "territory.suit_relationship": "potential lost with a seller who has not dealt with it",
    "territory.suit_experience": "potential lost with a seller new to its industry",
    "territory.suit_tenure": "potential lost with a new seller",
    "people.hires": "people hired",
    "transition.effective": "from",
    "transition.in_flight": "open deals of moved accounts to",
    "transition.hold_harmless": "pay held harmless",
}
_SAID = {
    "rebalance": "redrawn",
    "prior_owner": "the prior owner",
    "new_owner": "the new owner",
    **{name: label[0].lower() + label[1:] for name, label in BASES.items() if name != "keep"},
}


def levers_in_words(levers: Mapping[str, Any], currency: str = "", basis: object = None) -> str:
    """
    What a scenario changes, each lever with its value; ``nothing`` for the baseline.

    ``basis`` is what quotas are made from, where the levers are only some of a scenario's.
    """
    basis = basis or levers.get("quota.basis", "keep")
    texts = [
        f"{label_of(key, basis)} {_value(key, value, currency)}" for key, value in levers.items()
    ]
    return "; ".join(texts) if texts else "nothing: last year's quotas and today's plan"


def what_changes(levers: Mapping[str, Any]) -> str:
    """What a scenario changes, as it follows its name in a sentence."""
    return f"changes{':' if levers else ''} {levers_in_words(levers)}"


def follow(basis: object) -> str:
    """What the lever of how far quotas leave last year's is called, by what they are made from."""
    return FOLLOW if basis in ("keep", "expected") else LEVER["quota.blend"].label


def label_of(key: str, basis: object = None) -> str:
    """Name of a lever as it stands in a sentence."""
    if key == "quota.blend":
        return follow(basis).lower()
    lever = LEVER.get(key)
    return lever.label.lower() if lever else _LABELS.get(key, key)


def _value(key: str, value: Any, currency: str) -> str:
    if value is None:
        return "removed"
    if isinstance(value, PlanText):
        return _plan(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if key.startswith("territory.suit_"):
        return figures.percent(value)
    if isinstance(value, str):
        return _SAID.get(value, value)
    if isinstance(value, date):
        return str(value)
    if isinstance(value, HoldHarmless):
        return f"at {figures.percent(value.floor)} for {value.months:g} months"
    if isinstance(value, tuple):
        return _several(value)
    unit = LEVER[key].unit if key in LEVER else ""
    if unit == "share":
        signed = LEVER[key].min < 0 or key == "quota.over_assignment"
        text = f"{round(value * 100, 6):{'+' if signed else ''}g}"
        return f"{text}{figures.percent(0)[1:]}"
    if unit == "money":
        return figures.money(value, currency)
    return f"{value:g}" if unit == "number" else f"{value:g}\u00a0x"


def _plan(plan: PlanText) -> str:
    """Name of a plan, and whether it is another than the one that is shipped under that name."""
    name = PurePosixPath(plan.name).name.removesuffix(".yaml")
    shipped = shipped_plan(name)
    return f"“{name}”" + (" as redrafted" if shipped and shipped.text != plan.text else "")


def _several(values: tuple[Any, ...]) -> str:
    """A blend with its shares, words, people; else how many there are."""
    if not values:
        return "nowhere"
    if isinstance(values[0], Hires):
        return str(sum(one.count for one in values))
    if all(word in COLUMNS for word in values):
        return " and ".join(values)
    if isinstance(values[0], tuple):
        return " and ".join(
            f"{figures.percent(share)} {_SAID.get(name, name)}" for name, share in values
        )
    return str(len(values))
