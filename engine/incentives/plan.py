"""An incentive plan, compiled: what a plan document comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from engine.incentives.form.adjustments import AdjustmentsForm
from engine.incentives.form.plan import RoundingForm
from engine.model.crediting import DealTerms

if TYPE_CHECKING:
    from datetime import date

    from engine.incentives.curve import PayoutCurve
    from engine.incentives.matrix import PayoutMatrix
    from engine.model.crediting import Measure

Window = Literal["deal", "period", "ytd_delta", "ytd_rate", "annual"]
Method = Literal["marginal", "whole", "lookup", "interpolate", "matrix"]
MONTHS = {"monthly": 1, "quarterly": 3, "annual": 12}
"""Months between settlements, by how often a plan pays."""
BLANK = float("nan")


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure as a gate or modifier reads it."""

    measure: str
    is_attainment: bool = False
    """Its attainment instead of the measure itself."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition on another measure; shut, it multiplies the component's pay."""

    reading: Reading
    at_least: float
    else_multiply: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Modifier:
    """A factor on the component's pay from another measure."""

    reading: Reading
    curve: PayoutCurve | None = None
    """``None``: the measure itself is the factor."""


@dataclass(frozen=True, slots=True)
class Interim:
    """Payment on account of an annual component."""

    share: float = 1.0
    cap: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Component:
    """One part of a plan."""

    id: str
    measure: str
    """Measure that the curve reads; empty for the amount of each deal."""
    curve: PayoutCurve | PayoutMatrix
    method: Method = "marginal"
    is_money: bool = False
    """Whether the curve gives money (an amount) instead of a share of target incentive."""
    tiers_in_attainment: bool = False
    """Whether the tiers of an amount stand at attainments."""
    second: str = ""
    """Measure of a matrix's columns."""
    weight: float = 1.0
    """Share of target incentive; without meaning for money."""
    window: Window = "period"
    is_against_year: bool = False
    """Whether a year-to-date window uses the whole year's quota and target incentive."""
    threshold: float | None = None
    gates: tuple[Gate, ...] = ()
    modifier: Modifier | None = None
    cap: float | None = None
    """Payout share, or money."""
    interim: Interim | None = None

    @property
    def reads_attainment(self) -> bool:
        """Whether a quota (or a ratio's target) is needed."""
        return not self.is_money or self.tiers_in_attainment

    @property
    def is_year_to_date(self) -> bool:
        """Whether each settlement looks at the year from its start."""
        return self.window in ("ytd_delta", "ytd_rate", "annual")


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """An incentive plan."""

    name: str
    components: tuple[Component, ...]
    deals: DealTerms = field(default_factory=DealTerms)
    currency: str = ""
    roles: frozenset[str] = frozenset()
    """Roles that it pays, in small letters; empty pays everybody."""
    first: date | None = None
    """First day in force."""
    last: date | None = None
    settles_months: int = 3
    """Months between settlements of deals."""
    base_pay: float = BLANK
    """Money a year for a rep whose own base pay is not known."""
    target_incentive: float = BLANK
    """Money a year for a rep whose own target incentive is not known."""
    quota: float = BLANK
    """Money a year at which the curve of an amount is drawn."""
    rounding: RoundingForm = field(default_factory=RoundingForm)
    adjustments: AdjustmentsForm = field(default_factory=AdjustmentsForm)

    def measure(self, name: str) -> Measure:
        """
        Find a measure by name.

        Raises
        ------
        KeyError
            If the plan has no such measure.
        """
        for measure in self.deals.measures:
            if measure.name == name:
                return measure
        raise KeyError(name)

    def applies_to(self, role: str | None) -> bool:
        """Whether it pays people of a role; a blank role is not held against anybody."""
        return not self.roles or not role or role.strip().casefold() in self.roles
