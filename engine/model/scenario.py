"""A scenario: what we would change, and nothing about what happens then."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal

from engine.errors import LeverError
from engine.model.levers import LEVERS
from engine.model.quota_levers import QuotaLevers
from engine.model.territory_levers import (
    PeopleLevers,
    TerritoryLevers,
    TransitionLevers,
    transition_acting,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.model.decision import Assumption, Decision

SCHEMA_VERSION = 1
"""Of the scenario file; raised when a lever changes its meaning."""

BASELINE_NAME = "Baseline"
KEEP: Literal["keep"] = "keep"
"""Leaves what the plan says; ``None`` in its place removes it."""


@dataclass(frozen=True, slots=True)
class CurveChange:
    """A flat change of whatever plan is in force."""

    accelerator: float = 1.0
    """Multiplies the slope above 100 % of quota."""
    threshold: float | Literal["keep"] | None = KEEP
    """Attainment below which nothing is paid; ``None`` removes it."""
    cap: float | Literal["keep"] | None = KEEP
    """Largest payout as a share of target incentive; ``None`` removes it."""
    base_share: float | None = None
    """Base pay over on-target earnings, which are kept; ``None`` leaves both as they are."""


@dataclass(frozen=True, slots=True)
class PlanText:
    """An incentive plan as written: its content acts, its name only says where it was found."""

    name: str = field(compare=False)
    text: str


@dataclass(frozen=True, slots=True)
class IncentiveLevers:
    """What selling pays. The defaults keep today's plan."""

    plan: PlanText | None = None
    change: CurveChange = field(default_factory=CurveChange)
    budget: float | None = None
    """Incentive pay a year, money, that the plan is scaled to at the expected result."""


@dataclass(frozen=True, slots=True)
class ModelLevers:
    """What is assumed of the market; not ours to choose, but to try."""

    win_rate_change: float = 0.0
    """More (or fewer) deals won, as a share of those won today."""
    market_growth: float = 0.0
    """Growth of every patch's bookings, a decimal."""
    elasticity: float | None = None
    """Elasticity of potential to assume; ``None`` is the measured one."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """
    A named set of levers, applied to one snapshot.

    The defaults are the baseline, so a scenario states only what it changes. ``name``, ``note``,
    ``assumptions`` and ``decision`` are words: they do not enter :meth:`levers_id`, so that
    writing them never recomputes.

    Raises
    ------
    LeverError
        If a lever lies outside its range, or two exclude each other.
    """

    name: str
    note: str = ""
    period: str | None = None
    """Fiscal year planned, such as ``FY2026``; ``None`` is the snapshot's planning period."""
    territory: TerritoryLevers = field(default_factory=TerritoryLevers)
    quota: QuotaLevers = field(default_factory=QuotaLevers)
    incentive: IncentiveLevers = field(default_factory=IncentiveLevers)
    people: PeopleLevers = field(default_factory=PeopleLevers)
    transition: TransitionLevers = field(default_factory=TransitionLevers)
    model: ModelLevers = field(default_factory=ModelLevers)
    assumptions: tuple[Assumption, ...] = ()
    decision: Decision | None = None

    def __post_init__(self) -> None:
        """Check every lever against its range."""
        for lever in LEVERS:
            value = self.value(lever.key)
            if isinstance(value, int | float):
                lever.check(value)
        ways = [key for key in ("growth", "target", "handed_out") if getattr(self.quota, key)]
        if len(ways) > 1:
            raise LeverError(
                f"The scenario sets quota.{ways[0]} and quota.{ways[1]}, which exclude each other.",
                "Keep one of growth, target and handed_out.",
            )

    def value(self, key: str) -> Any:
        """Value of one lever by its dotted key."""
        return attrgetter(key)(self)

    def with_value(self, key: str, value: Any) -> Scenario:
        """Copy with one lever set by its dotted key."""
        changed: Scenario = _with(self, key.split("."), value)
        return changed

    def but(self, **changes: Any) -> Scenario:
        """Copy with some things changed: ``base.but(name="Growth", quota=...)``."""
        return replace(self, **changes)

    def levers(self) -> Mapping[str, Any]:
        """Dotted key → value of all that differs from the baseline, numbers as floats."""
        words = (self.name, self.note)
        same = Scenario(*words, assumptions=self.assumptions, decision=self.decision)
        return dict(_changed(self, same))

    def acting(self) -> Scenario:
        """The same without levers that do nothing where they stand."""
        return replace(
            self,
            territory=self.territory.acting(),
            quota=self.quota.acting(),
            transition=transition_acting(self.transition, self.territory, self.people),
        )

    def levers_id(self) -> str:
        """
        Sixteen hex digits naming what this scenario *does*; equal levers, equal digits.

        Only what differs from the baseline enters, so a lever that a later version adds leaves
        the digits of older scenarios alone. A plan enters by its content.
        """
        return _levers_id(self)


@lru_cache(maxsize=512)  # a page asks for those of the same scenario a dozen times
def _levers_id(scenario: Scenario) -> str:
    levers = {
        key: value.text if isinstance(value, PlanText) else plain(value, acts=True)
        for key, value in scenario.acting().levers().items()
    }
    canonical = json.dumps({"v": SCHEMA_VERSION, **levers}, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def _with(group: Any, path: list[str], value: Any) -> Any:
    name, *rest = path
    inner = _with(getattr(group, name), rest, value) if rest else value
    return replace(group, **{name: inner})


def _changed(group: Any, default: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for spec in fields(group):
        key, value = prefix + spec.name, getattr(group, spec.name)
        usual = getattr(default, spec.name)
        if value == usual:
            continue
        if is_dataclass(usual) and not isinstance(value, PlanText):
            yield from _changed(value, usual, f"{key}.")
        else:
            yield key, _decimal(value)


def _decimal(value: Any) -> Any:
    """A whole number as a decimal; yes and no stay what they are."""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def plain(value: Any, *, acts: bool = False) -> Any:
    """
    Value of a lever as numbers, texts, lists and mappings.

    Parameters
    ----------
    value : Any
        As :meth:`Scenario.levers` gives it; a plan is not one of these.
    acts : bool
        Leave out labels such as who set a quota by hand, and why.
    """
    if isinstance(value, date):
        return value.isoformat() if acts else value
    if is_dataclass(value):
        named = ((f, getattr(value, f.name)) for f in fields(value) if f.compare or not acts)
        return {f.name: plain(item, acts=acts) for f, item in named if item != ""}
    if not isinstance(value, tuple):
        return _decimal(value)
    if value and isinstance(value[0], tuple):
        return dict(value)
    return [plain(item, acts=acts) for item in value]
