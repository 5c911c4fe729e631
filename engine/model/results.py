"""What the engine answers: values that pages, exports and the command line only read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.model.band import Band

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from engine.model.conflict import Conflict
    from engine.model.period import Period


@dataclass(frozen=True, slots=True)
class ActivityLink:
    """How one kind of activity goes with results, within segments; association, never cause."""

    kind: str
    correlation: float
    """Rank correlation within segments, -1 to 1."""
    lo: float
    hi: float
    """Ends of the 95 % interval (Fisher z)."""
    n: int
    """Reps compared."""
    verdict: str
    """A sentence: goes with results, against them, no link shown, or too few to tell."""
    elasticity: float | None = None
    """Of the whole history, by the response model; ``None`` where it does not stand."""


@dataclass(frozen=True, slots=True)
class AsIs:
    """A past period, counted from rows."""

    snapshot: str
    period: Period
    as_of: date
    reps: int
    metrics: Mapping[str, float | Band | Mapping[str, float]]
    """By registry key; what cannot be computed is absent."""
    unavailable: Mapping[str, str]
    """Metric key → what is missing, a sentence naming the column."""
    reps_table: pa.Table
    """rep_id, name, role, segment, region, manager_id, territory_id, tenure_months, hire_date,
    quota, credited, booked, potential, expected, attainment, fit, pay, flags (list)."""
    activities: tuple[ActivityLink, ...] = ()
    notes: tuple[str, ...] = ()
    """Proxies in force and people left aside, each a sentence."""

    def missing(self) -> dict[str, list[str]]:
        """What would bring figures that are not available, each with the keys of the figures."""
        found: dict[str, list[str]] = {}
        for key, sentence in self.unavailable.items():
            found.setdefault(sentence, []).append(key)
        return found


@dataclass(frozen=True, slots=True)
class Curve:
    """A payout curve as points."""

    attainment: NDArray[np.float64]
    """Decimals, ascending, shape (n,)."""
    payout_share: NDArray[np.float64]
    """Incentive earned as a share of target incentive, shape (n,)."""


@dataclass(frozen=True, slots=True, eq=False)
class AtEnd:
    """A scenario, should all that lasts be the patch's, or all the person's."""

    samples: Mapping[str, NDArray[np.float64]]
    """Estimates draw by draw, shape (draws,), by registry key."""
    plain: Mapping[str, float]
    """What is a number and depends on the end: how quotas fit, and chances."""

    def figures(self) -> dict[str, float | Band]:
        """All of them by registry key, estimates as bands."""
        return {**{key: Band.of(drawn) for key, drawn in self.samples.items()}, **self.plain}


@dataclass(frozen=True, slots=True, eq=False)
class ScenarioResult:
    """One scenario in the coming period; names no scenario, so that a new name changes nothing."""

    snapshot: str
    levers_id: str
    engine: str
    period: Period
    seed: int
    draws: int
    metrics: Mapping[str, float | Band | Mapping[str, float]]
    """By registry key; a plain number is a count or a sum, a band an estimate."""
    unavailable: Mapping[str, str]
    samples: Mapping[str, NDArray[np.float64]]
    """The estimates draw by draw, shape (draws,): what paired differences are made of."""
    reps_table: pa.Table
    """rep_id, territory_id, name, role, segment, region, previous_quota, quota, expected,
    attainment_p10, attainment, attainment_p90, chance_at_quota, fit, pay, target_incentive."""
    curve: Curve
    warnings: tuple[str, ...] = ()
    infeasible_because: tuple[Conflict, ...] = ()
    """Rules that could not hold; the figures are those of the first of them relaxed."""
    steady: Mapping[str, float | Band] = field(default_factory=dict)
    """The same figures once ramps and losses on moved accounts are over; empty where no lever
    has an effect that differs after year one."""
    solver: Mapping[str, str | float] | None = None
    """Status, bound and gap of the territory design; ``None`` where patches stay."""
    ends: Mapping[str, AtEnd] = field(default_factory=dict)
    """``patch`` and ``person`` → result at that end; empty where enough people changed
    patch to tell the two apart. ``metrics`` reach over both, plain numbers as bands where the
    ends differ."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The baseline, others beside it, and the paired differences."""

    baseline: ScenarioResult
    others: tuple[ScenarioResult, ...]
    differences: tuple[Mapping[str, float | Band], ...] = field(default=())
    """For each of ``others``: metric key → change against the baseline, draw by draw."""
