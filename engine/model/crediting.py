"""What a plan says about deals: who is credited, what a deal counts, what is measured."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from engine.model.expression import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from engine.model.expression import Condition

CreditKind = Literal["direct", "overlay", "transition"]
MeasureKind = Literal["sum", "ratio", "count"]
Recipient = Literal["owner", "role", "manager", "column"]


@dataclass(frozen=True, slots=True)
class CreditRule:
    """Who gets how much of a deal."""

    credit: CreditKind = "direct"
    recipient: Recipient = "owner"
    of: str = ""
    """Role that is credited, or column that names who is."""
    share: float = 1.0
    """Part of the deal, a decimal."""
    counts_as: str | None = None
    """Measure that alone reads this credit; ``None``: every measure that names no other."""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Multiplier:
    """A factor on credited amounts, looked up by one column of the deal."""

    field: str
    bands: tuple[tuple[float, float], ...] = ()
    """(from, factor), ascending; a blank or smaller value counts once."""
    factors: tuple[tuple[str, float], ...] = ()
    """(value, factor) where the column holds words."""
    default: float = 1.0
    """Factor of a word that is not listed, and of a blank."""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Windfall:
    """A deal counts whole up to a size and in part above it."""

    over: float
    """Credited money after multipliers."""
    excess_share: float


@dataclass(frozen=True, slots=True)
class DealRules:
    """What a credited deal counts for measures that are sums."""

    multipliers: tuple[Multiplier, ...] = ()
    is_sum: bool = False
    """Whether factors combine as 1 + the sum of (factor - 1) instead of as their product."""
    windfall: Windfall | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured of the credited deals."""

    name: str
    kind: MeasureKind
    column: str = ""
    """Column that is added up, or that stands above the line of a ratio."""
    below: str = ""
    """Column below the line of a ratio."""
    where: Condition | None = None
    quota: str = ""
    """Name that the measure's quotas carry."""
    target: float | None = None
    """Value of a ratio at which it is attained in full."""


@dataclass(frozen=True, slots=True)
class Spif:
    """A short cash incentive on deals, outside the components."""

    id: str
    pay: float
    """Money for each deal, or for each unit of credited money."""
    is_per_deal: bool = True
    where: Condition | None = None
    max: float | None = None
    """Most money that one person gets."""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class DealTerms:
    """All that a plan says about deals."""

    crediting: tuple[CreditRule, ...] = ()
    """Empty: one direct credit to the owner, or every credit as it was recorded."""
    rules: DealRules = field(default_factory=DealRules)
    measures: tuple[Measure, ...] = ()
    spifs: tuple[Spif, ...] = ()

    def columns(self) -> Iterator[str]:
        """Columns of a deal that are read, repeats included."""
        for rule in self.crediting:
            yield from (rule.of,) if rule.recipient == "column" else ()
        for multiplier in self.rules.multipliers:
            yield multiplier.field
        for measure in self.measures:
            yield from (name for name in (measure.column, measure.below) if name)
        for condition in self.conditions():
            yield from columns_of(condition)

    def conditions(self) -> Iterator[Condition]:
        """Every condition on a deal."""
        every = (
            *(rule.when for rule in self.crediting),
            *(multiplier.when for multiplier in self.rules.multipliers),
            *(measure.where for measure in self.measures),
            *(spif.where for spif in self.spifs),
        )
        yield from (condition for condition in every if condition is not None)
