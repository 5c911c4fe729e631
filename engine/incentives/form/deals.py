"""What a plan file says about deals: crediting, deal rules, measures."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from engine.model.document import Part

Pair = Annotated[list[float], Field(min_length=2, max_length=2)]
MAX_ROWS = 500
"""Most tiers, bands or rules in one list; far above any plan that a person wrote."""
Pairs = Annotated[list[Pair], Field(min_length=1, max_length=MAX_ROWS)]


class CreditForm(Part):
    """Who gets how much of each deal."""

    credit: Literal["direct", "overlay", "transition"] = Field(
        description="Kind of credit. Direct shares of a deal sum to 1; the others lie on top."
    )
    to: str = Field(
        min_length=1,
        description="Who is credited: owner_at_close, prior_owner, manager, role:NAME, or "
        "column:NAME for the person whom a column of the deal names.",
    )
    share: float = Field(default=1.0, ge=0, le=1, description="Part of the deal, a decimal.")
    counts_as: str | None = Field(
        default=None,
        description="Measure that alone reads this credit; left out, all that read no other.",
    )
    when: str | None = Field(
        default=None,
        description="Condition on the deal; the first rule that holds acts, for each kind of "
        "credit and each recipient.",
    )


class MultiplierForm(Part):
    """A factor on credited amounts."""

    field: str = Field(min_length=1, description="Column of the deal that decides the factor.")
    bands: Pairs | None = Field(
        default=None, description="Pairs of [from, factor], ascending; a blank counts once."
    )
    map: dict[str | int, float] | None = Field(
        default=None, description="Factor for each word that the column may hold."
    )
    default: float = Field(
        default=1.0, ge=0, description="Factor of a word that map does not list."
    )
    when: str | None = Field(default=None, description="Condition on the deal.")


class WindfallForm(Part):
    """A deal counts in part above a size."""

    over: float = Field(gt=0, description="Credited money up to which a deal counts whole.")
    excess_share: float = Field(ge=0, le=1, description="Part of what lies above that counts.")


class DealRulesForm(Part):
    """What a credited deal counts, for measures that are sums."""

    multipliers: list[MultiplierForm] = Field(default=[], max_length=MAX_ROWS)
    combine: Literal["product", "sum"] = Field(
        default="product",
        description="How several factors act: product, or 1 + the sum of (factor - 1).",
    )
    windfall: WindfallForm | None = None


class MeasureForm(Part):
    """What is measured of the credited deals."""

    sum: str | None = Field(default=None, description="Column that is added up, after deal rules.")
    ratio: Annotated[list[str], Field(min_length=2, max_length=2)] | None = Field(
        default=None, description="[column above, column below]: their sums, divided."
    )
    count: Literal["deals"] | None = Field(default=None, description="Number of credited deals.")
    where: str | None = Field(default=None, description="Condition on the deals that count.")
    quota: str | None = Field(
        default=None, description="Name that its quotas carry; left out, the measure's own."
    )
    target: float | None = Field(
        default=None, gt=0, description="Value of a ratio that is an attainment of 100 %."
    )
