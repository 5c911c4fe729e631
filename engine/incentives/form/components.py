"""What a plan file says about its components: input, window, curve and what acts on it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from engine.incentives.form.deals import MAX_ROWS, Pairs
from engine.model.document import Part

Boundary = Literal["lower", "upper"]
Row = Annotated[list[float], Field(min_length=2, max_length=MAX_ROWS)]


class InputForm(Part):
    """What the curve is read at."""

    attainment: str | None = Field(
        default=None,
        description="Measure whose attainment (credited / quota; a ratio / its target) is read.",
    )
    amount: str | None = Field(
        default=None,
        description="Measure whose money is read, and money paid at once; deal reads each deal.",
    )
    second: str | None = Field(
        default=None, description="Measure whose attainment is the column of a matrix."
    )
    tiers_in: Literal["attainment"] | None = Field(
        default=None,
        description="With amount: tiers stand at attainments, their rates pay on the money.",
    )


class CurveForm(Part):
    """What an input pays."""

    method: Literal["marginal", "whole", "lookup", "interpolate", "matrix"] = Field(
        description="marginal pays each tier's value on the part of x inside it; whole the value "
        "of x's tier on all of x; lookup that value itself; interpolate straight lines between "
        "points; matrix a grid of two inputs."
    )
    boundary: Boundary = Field(
        default="lower",
        description="Whether an x equal to a tier's start is in that tier, or (upper) below.",
    )
    tiers: Pairs | None = Field(default=None, description="Pairs of [from, value], ascending.")
    points: Pairs | None = Field(
        default=None, description="Pairs of [x, pay], ascending; two with one x are a jump."
    )
    below: Literal["zero", "flat", "slope"] = Field(
        default="zero", description="What is paid below the first point."
    )
    above: Literal["flat", "slope"] = Field(
        default="flat", description="What is paid above the last point."
    )
    rows: Row | None = Field(default=None, description="Inputs at the rows of the matrix.")
    cols: Row | None = Field(default=None, description="Second inputs at its columns.")
    grid: Annotated[list[Row], Field(min_length=2, max_length=MAX_ROWS)] | None = Field(
        default=None, description="Payout share at each row and column."
    )
    between: Literal["bilinear", "lookup"] = Field(
        default="bilinear", description="What is paid between the rows and columns."
    )


class GateForm(Part):
    """A condition on another measure."""

    measure: str | None = Field(default=None, description="Measure that is read as it is.")
    attainment: str | None = Field(default=None, description="Measure whose attainment is read.")
    at_least: float = Field(description="Value from which the gate is open.")
    else_multiply: float = Field(
        default=0.0, ge=0, description="Factor on the component's pay while it is shut."
    )


class ModifierForm(Part):
    """A factor from another measure."""

    measure: str | None = Field(default=None, description="Measure that is read as it is.")
    attainment: str | None = Field(default=None, description="Measure whose attainment is read.")
    tiers: Pairs | None = Field(
        default=None,
        description="Pairs of [from, factor]; without tiers or points the measure is the factor.",
    )
    points: Pairs | None = Field(
        default=None, description="Pairs of [value, factor] with straight lines between."
    )
    boundary: Boundary = Field(default="lower", description="As for a curve.")


class InterimForm(Part):
    """Payment on account before the year's end."""

    share: float = Field(default=1.0, ge=0, le=1, description="Part of what is earned to date.")
    cap: float | None = Field(
        default=None, gt=0, description="Largest payout share that is paid on account."
    )


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class ComponentForm(Part):
    """One part of the plan."""

    id: str = Field(default="", max_length=100, description="Name; no two alike.")
    weight: float | None = Field(
        default=None,
        gt=0,
        le=1,
        description="Share of target incentive; the weights sum to 1. None for an amount.",
    )
    input: InputForm
    window: Literal["deal", "period", "ytd_delta", "ytd_rate", "annual"] | None = Field(
        default=None,
        description="Over what it is read: deal each alone; period each alone; ytd_delta the "
        "year to date less what earlier periods paid; ytd_rate the rate of the year to date on "
        "this period's deals; annual once, at year end. Left out: deal for amount: deal, else "
        "period.",
    )
    against: Literal["to_date", "year"] = Field(
        default="to_date",
        description="Whose quota and target incentive a year-to-date window uses.",
    )
    curve: CurveForm
    threshold: float | None = Field(default=None, description="Input below which nothing is paid.")
    gate: Annotated[list[GateForm], BeforeValidator(_one_or_more)] = Field(
        default=[], max_length=20
    )
    multiply_by: ModifierForm | None = None
    cap: float | None = Field(
        default=None,
        gt=0,
        description="Largest payout share of the window; largest money of an amount component.",
    )
    interim: InterimForm | None = None
