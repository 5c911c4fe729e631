"""A plan's text with some numbers changed, as a form does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from engine.errors import PlanError
from engine.model.document import parse_document

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Part:
    """Numbers of one component that a form shows; ``None`` where the text says none."""

    id: str
    method: str
    tiers: tuple[tuple[float, float], ...]
    """Of methods that are written in tiers: from, and what it pays from there."""
    threshold: float | None
    cap: float | None


def parts(text: str) -> tuple[Part, ...]:
    """
    Read components as a form shows them.

    Raises
    ------
    PlanError
        If the text is no document.
    """
    document = parse_document(text, "The plan", PlanError)
    return tuple(_part(one) for one in document.values.get("components") or ())


def edited(
    text: str,
    component: int,
    *,
    tiers: Sequence[tuple[float, float]] | None,
    threshold: float | None,
    cap: float | None,
) -> str:
    """
    Text of the plan with one component's numbers set; comments stay at the top only.

    Parameters
    ----------
    text : str
        A plan that can be read.
    component : int
        Its place in the plan.
    tiers : sequence of (float, float), optional
        From and value of each tier, in any order; left out, the curve stays.
    threshold, cap : float, optional
        ``None`` removes them.
    """
    values = parse_document(text, "The plan", PlanError).values
    one = values["components"][component]
    if tiers is not None:
        one["curve"]["tiers"] = [list(tier) for tier in sorted(tiers)]
    for key, value in (("threshold", threshold), ("cap", cap)):
        one.pop(key, None)
        if value is not None:
            one[key] = value
    body = yaml.safe_dump(values, sort_keys=False, allow_unicode=True, default_flow_style=None)
    return "".join([*_first_comments(text), body])


def _part(one: dict[str, Any]) -> Part:
    curve = one["curve"]
    tiers = tuple((float(start), float(value)) for start, value in curve.get("tiers") or ())
    return Part(one.get("id", "pay"), curve["method"], tiers, one.get("threshold"), one.get("cap"))


def _first_comments(text: str) -> list[str]:
    kept = []
    for line in text.splitlines(keepends=True):
        if not line.startswith("#"):
            break
        kept.append(line)
    return kept
