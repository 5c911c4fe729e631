"""The plan document as a whole."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads it
from typing import Literal

from pydantic import Field

from engine.incentives.form.adjustments import AdjustmentsForm
from engine.incentives.form.components import ComponentForm  # noqa: TC001 - pydantic reads it
from engine.incentives.form.deals import CreditForm, DealRulesForm, MeasureForm
from engine.model.document import Part

Mode = Literal["half_even", "half_up", "half_down", "up", "down"]


class EffectiveForm(Part):
    """Days on which the plan is in force; planning takes it to go on."""

    from_: date | None = Field(default=None, alias="from", description="First day in force.")
    to: date | None = Field(default=None, description="Last day in force.")


class AppliesToForm(Part):
    """Whom it pays."""

    role: list[str] = Field(default=[], description="Roles that it pays; left out, everybody.")


class PayForm(Part):
    """Pay a year of a rep whose own is not known."""

    base: float | None = Field(default=None, ge=0, description="Base pay.")
    target_incentive: float | None = Field(
        default=None, ge=0, description="Incentive at target; 0 is a commission-only plan."
    )
    quota: float | None = Field(
        default=None, gt=0, description="Quota at which the curve of an amount is drawn."
    )


class AttainmentRoundingForm(Part):
    """Rounding before the curve."""

    to: float = Field(gt=0, description="Step that attainments are rounded to.")
    mode: Mode = Field(default="half_even", description="Where a half goes.")


class RoundingForm(Part):
    """How money and attainments are rounded."""

    money: float = Field(default=0.01, gt=0, description="Step that pay is rounded to.")
    mode: Mode = Field(default="half_even", description="Where a half goes.")
    attainment: AttainmentRoundingForm | None = None


class PlanForm(Part):
    """A plan file."""

    schema_: Literal["plan/1"] = Field(alias="schema", description="Version of the language.")
    plan: str = Field(min_length=1, max_length=200, description="Name, as people carry it.")
    currency: str = Field(default="", description="Currency of its amounts.")
    effective: EffectiveForm = EffectiveForm()
    applies_to: AppliesToForm = AppliesToForm()
    pays: Literal["monthly", "quarterly", "annual"] = Field(
        default="quarterly", description="How often pay is settled."
    )
    pay: PayForm = PayForm()
    rounding: RoundingForm = RoundingForm()
    crediting: list[CreditForm] = Field(default=[], max_length=100)
    deal_rules: DealRulesForm = DealRulesForm()
    measures: dict[str, MeasureForm] = Field(min_length=1, max_length=100)
    components: list[ComponentForm] = Field(min_length=1, max_length=100)
    adjustments: AdjustmentsForm = AdjustmentsForm()
