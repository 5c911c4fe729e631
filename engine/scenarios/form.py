"""The scenario document: keys that act, and keys that are known and do not act yet."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads it
from typing import Annotated, Any, Literal

from pydantic import Field

from engine.model.document import Part
from engine.model.territory_levers import COLUMNS

LONGEST = 2_000
"""Characters that a field of an assumption or a decision may hold."""
MOST_ASSUMPTIONS = 100
Words = Annotated[str, Field(max_length=LONGEST)]


class TerritoryForm(Part):
    """Which patch each account is in."""

    design: Literal["keep", "rebalance"] = "keep"
    balance: Literal["potential", "workload", "both"] = "potential"
    tolerance: float = 0.10
    max_moves: float | None = None
    max_moved_share: float | None = None
    hold_in_flight_days: float = 90
    keep: list[str] = Field(default_factory=lambda: list(COLUMNS), max_length=2)
    locked: list[str] = Field(default_factory=list, max_length=100_000)
    families_stay: bool = True
    hold_from_stage: Words = ""
    suit_relationship: float = Field(default=0.0, ge=0, le=1)
    suit_experience: float = Field(default=0.0, ge=0, le=1)
    suit_tenure: float = Field(default=0.0, ge=0, le=1)


class HiresForm(Part):
    """People to be hired."""

    role: str = ""
    segment: str
    region: str | None = None
    start: date
    count: float = Field(default=1, multiple_of=1)


class PeopleForm(Part):
    """Who is there to sell."""

    attrition: float | None = None
    time_to_fill_days: float | None = None
    hires: list[HiresForm] = Field(default_factory=list, max_length=200)


class HoldHarmlessForm(Part):
    """A promise about pay."""

    floor: float = Field(default=0.9, ge=0, le=1)
    months: float = Field(default=6, ge=0, le=12)


class TransitionForm(Part):
    """How a change is made."""

    effective: date | None = None
    disruption_loss: float = 0.15
    dual_credit_months: float = 3
    in_flight: Literal["prior_owner", "split", "new_owner"] = "prior_owner"
    hold_harmless: HoldHarmlessForm | None = None


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
    over_assignment_by_level: list[Annotated[float, Field(ge=0, le=0.5)]] = Field(
        default_factory=list, max_length=10
    )
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
    base_share: float | None = None


class IncentiveForm(Part):
    """What selling pays."""

    plan: str | None = None
    change: ChangeForm = ChangeForm()
    budget: float | None = None


class ModelForm(Part):
    """What is assumed of the market."""

    win_rate_change: float = 0.0
    market_growth: float = 0.0
    elasticity: float | None = None


class AssumptionForm(Part):
    """Something taken for granted."""

    what: Words
    value: Words = ""
    source: Words = ""
    vouched_by: Words = ""
    agreed: bool = False


class DecisionForm(Part):
    """What was decided."""

    what: Words = ""
    who: Words = ""
    why: Words = ""
    scenario: str = Field(default="", pattern="^([0-9a-f]{16})?$")
    dissent: Words = ""
    next_step: Words = ""


class ScenarioForm(Part):
    """A scenario file."""

    scenario: Literal[1]
    name: str = Field(min_length=1, max_length=200)
    note: str = ""
    period: str | None = None
    territory: TerritoryForm = TerritoryForm()
    quota: QuotaForm = QuotaForm()
    incentive: IncentiveForm = IncentiveForm()
    people: PeopleForm = PeopleForm()
    transition: TransitionForm = TransitionForm()
    model: ModelForm = ModelForm()
    assumptions: list[AssumptionForm] = Field(default_factory=list, max_length=MOST_ASSUMPTIONS)
    decision: DecisionForm | None = None


LATER: dict[str, tuple[Any, ...]] = {
    "model.behaviour": (0.0,),
}
"""Levers of the file that nothing acts on yet → values that change nothing."""

GROUPS = ("territory", "quota", "incentive", "people", "transition", "model")
"""Groups of levers, in the order of the file."""
