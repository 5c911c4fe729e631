"""What a plan file says about pay beside its components."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads it
from typing import Literal

from pydantic import Field

from engine.model.document import Part


class SpifForm(Part):
    """A short cash incentive on deals."""

    id: str = Field(min_length=1, max_length=100, description="Name; no two alike.")
    per: Literal["deal", "amount"] = Field(
        default="deal",
        description="deal pays money for each deal, by direct share; amount a rate on the money.",
    )
    where: str | None = Field(default=None, description="Condition on the deals that count.")
    pay: float = Field(ge=0, description="Money for each deal, or the rate.")
    max: float | None = Field(default=None, ge=0, description="Most money that one person gets.")
    from_: date | None = Field(default=None, alias="from", description="First close date.")
    to: date | None = Field(default=None, description="Last close date.")


class DrawForm(Part):
    """An advance on pay."""

    amount: float = Field(gt=0, description="Money that is advanced.")
    per: Literal["month", "quarter", "year"] = Field(
        default="month", description="Span that the amount is for."
    )
    recoverable: bool = Field(
        default=True, description="Whether later earnings above the draw pay it back."
    )
    months: int | None = Field(
        default=None,
        gt=0,
        description="How long, from the later of hire date and first settled period; left out, "
        "without end.",
    )


class GuaranteeForm(Part):
    """A floor under pay that is not paid back."""

    share_of_target: float = Field(gt=0, description="Floor as a share of target incentive.")
    months: int | None = Field(default=None, gt=0, description="How long, as for a draw.")


class HoldHarmlessForm(Part):
    """A floor under pay from an earlier plan."""

    floor: float = Field(gt=0, description="Share of the earlier plan's pay that is kept.")
    of: str = Field(
        default="prior_plan_payout",
        description="Measure of the results that holds it; pay --prior computes it.",
    )
    quarters: int | None = Field(default=None, gt=0, description="How long, as for a draw.")


class AdjustmentsForm(Part):
    """Pay beside the components, in the order in which it acts."""

    spif: list[SpifForm] = Field(default=[], max_length=100)
    draw: DrawForm | None = None
    guarantee: GuaranteeForm | None = None
    hold_harmless: HoldHarmlessForm | None = None
    plan_cap: float | None = Field(
        default=None,
        gt=0,
        description="Largest pay of the year to date as a share of its target incentive.",
    )
