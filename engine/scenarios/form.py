"""The scenario document: keys that act, and keys that are known and do not act yet."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from engine.model.document import Part


class WeightForm(Part):
    """A stated multiplier on some patches."""

    by: Literal["segment", "region", "role", "territory_id"]
    value: str
    times: float = Field(gt=0, le=10)
    why: str = ""


class CommitmentForm(Part):
    """What a rep or a manager says they will carry."""

    who: str
    amount: float = Field(ge=0, le=1e15)


class OverrideForm(Part):
    """A quota set by hand."""

    territory_id: str
    amount: float = Field(ge=0, le=1e15)
    who: str = ""
    when: str = ""
    why: str = ""


class QuotaForm(Part):
    """How the numbers are set."""

    basis: str | dict[str, float] = "keep"
    blend: float = 1.0
    growth: float = 0.0
    target: float | None = None
    handed_out: float | None = None
    own_history: float = 0.0
    over_assignment: float = 0.0
    max_change: float | None = None
    floor: float | None = None
    ceiling: float | None = None
    fairness_band: float | None = None
    moved: Literal["stays", "follows"] = "stays"
    weights: list[WeightForm] = Field(default_factory=list)
    commitments: list[CommitmentForm] = Field(default_factory=list)
    top_down: float = 1.0
    overrides: list[OverrideForm] = Field(default_factory=list)


class ChangeForm(Part):
    """A flat change of the plan; a key left out keeps what the plan says, null removes it."""

    accelerator: float = 1.0
    threshold: float | None = None
    cap: float | None = None


class IncentiveForm(Part):
    """What selling pays."""

    plan: str | None = None
    change: ChangeForm = ChangeForm()


class ModelForm(Part):
    """What is assumed of the market."""

    win_rate_change: float = 0.0
    market_growth: float = 0.0


class ScenarioForm(Part):
    """A scenario file."""

    scenario: Literal[1]
    name: str = Field(min_length=1, max_length=200)
    note: str = ""
    period: str | None = None
    quota: QuotaForm = QuotaForm()
    incentive: IncentiveForm = IncentiveForm()
    model: ModelForm = ModelForm()


LATER: dict[str, tuple[Any, ...]] = {
    "territory.design": ("keep",),
    "territory.balance": ("potential",),
    "territory.tolerance": (0.10,),
    "territory.max_moves": (None,),
    "territory.max_moved_share": (None,),
    "territory.hold_in_flight_days": (90,),
    "territory.keep": ([], ["region", "segment"]),
    "territory.locked": ([],),
    "incentive.change.base_share": (None,),
    "incentive.budget": (None,),
    "people.attrition": (None,),
    "people.time_to_fill_days": (None,),
    "people.hires": ([],),
    "transition.effective": (None,),
    "transition.disruption_loss": (0.15,),
    "transition.dual_credit_months": (3,),
    "transition.in_flight": ("prior_owner",),
    "transition.hold_harmless": (None,),
    "model.elasticity": (None,),
    "model.behaviour": (0.0,),
}
"""Levers of the file that nothing acts on yet → values that change nothing."""

GROUPS = ("territory", "quota", "incentive", "people", "transition", "model")
"""Groups of levers, in the order of the file."""
