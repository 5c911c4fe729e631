"""The plan document, as much of ``plan/1`` as is acted on: one component on one attainment."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads it
from typing import Annotated, Any, Literal

from pydantic import Field

from engine.model.document import Part

Pair = Annotated[list[float], Field(min_length=2, max_length=2)]


class Effective(Part):
    """Days on which the plan is in force; planning takes it to go on."""

    from_: date | None = Field(default=None, alias="from")
    to: date | None = None


class AppliesTo(Part):
    """Whom it pays."""

    role: list[str] = Field(default_factory=list)


class Pay(Part):
    """Pay a year of a rep whose own is not known."""

    base: float | None = Field(default=None, ge=0)
    target_incentive: float | None = Field(default=None, ge=0)


class Measure(Part):
    """What is counted against a quota."""

    sum: Literal["amount"]
    quota: str = ""


class Input(Part):
    """What the curve is read at."""

    attainment: str


class Schedule(Part):
    """The curve as written."""

    method: Literal["marginal", "whole", "lookup", "interpolate"]
    boundary: Literal["lower", "upper"] = "lower"
    tiers: list[Pair] | None = Field(default=None, min_length=1)
    points: list[Pair] | None = Field(default=None, min_length=2)
    below: Literal["zero", "flat", "slope"] = "zero"
    above: Literal["flat", "slope"] = "flat"


class Component(Part):
    """One part of the plan."""

    id: str = ""
    weight: float = Field(default=1.0, ge=1.0, le=1.0)
    input: Input
    curve: Schedule
    threshold: float | None = Field(default=None, ge=0)
    cap: float | None = Field(default=None, gt=0)


class PlanForm(Part):
    """A plan file."""

    schema_: Literal["plan/1"] = Field(alias="schema")
    plan: str
    currency: str = ""
    effective: Effective = Effective()
    applies_to: AppliesTo = AppliesTo()
    pays: Literal["monthly", "quarterly", "annual"] = "quarterly"
    pay: Pay = Pay()
    measures: dict[str, Measure]
    components: Annotated[list[Component], Field(min_length=1, max_length=1)]


LATER: dict[str, tuple[Any, ...]] = {
    "rounding.money": (0.01, None),
    "rounding.mode": ("half_even",),
    "rounding.attainment": (None,),
    "crediting": ([], [{"credit": "direct", "to": "owner_at_close", "share": 1.0}]),
    "deal_rules": (None, {}),
    "adjustments.spif": (None, []),
    "adjustments.*": (None,),
    "measures.*.where": (None,),
    "measures.*.ratio": (),
    "measures.*.count": (),
    "measures.*.target": (),
    "components.*.input.amount": (),
    "components.*.input.second": (),
    "components.*.input.tiers_in": (),
    # All of these end a year at the same sum: the curve at the whole year's attainment.
    "components.*.window": ("annual", "ytd_delta"),
    "components.*.against": ("to_date", "year"),
    "components.*.interim": (None,),
    "components.*.gate": (None,),
    "components.*.multiply_by": (None,),
    "components.*.curve.rows": (),
    "components.*.curve.cols": (),
    "components.*.curve.grid": (),
    "components.*.curve.between": (),
}
"""Keys of the plan language that are known and not acted on → values that change nothing."""
