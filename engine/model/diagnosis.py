"""The answer to "is it the system or the people?": values that pages and commands only read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from engine.model.period import Period

Verdict = Literal["mostly system", "mostly people", "cannot tell"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Middle, and the ends between which the truth lies four times in five."""

    lo: float
    mid: float
    hi: float


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of the variance between reps of log attainment over a year."""

    fit: Estimate
    territory: Estimate
    rep: Estimate
    luck: Estimate
    system: Estimate
    """Fit and territory, of what is not luck."""
    people: Estimate
    bounds: tuple[float, float]
    """System, should all that lies between rep and seat be the one or the other."""

    @property
    def verdict(self) -> Verdict:
        """Said only where the whole interval lies on one side of one half."""
        if self.system.lo > 0.5:
            return "mostly system"
        return "mostly people" if self.system.hi < 0.5 else "cannot tell"


@dataclass(frozen=True, slots=True)
class Identification:
    """Whether the history can tell rep and seat apart."""

    state: Literal["A", "B", "C"]
    """Separated, weak, not separated."""
    seat_changes: int
    """Reps who sat in more than one seat."""
    shared_seats: int
    """Seats that more than one rep held."""
    se_split: float | None
    """Standard error of the rep part by the data alone; ``None`` where they say nothing."""
    message: str


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What one person does of something that can be counted, beside peers of the same segment."""

    behaviour: str
    """Such as ``deals taken on from Proposal``."""
    value: float
    """A share, or a number a quarter."""
    lo: float
    """Ends of the 80 % interval of the person's own, drawn to the peers' as far as luck may be."""
    hi: float
    peers: float
    """The same of all others of the segment together."""
    n: int
    """Cases counted."""
    unit: Literal["share", "a quarter"] = "share"
    is_suggested: bool = False
    """Whether it is worth talking about: the interval excludes the peers, and so few of all
    such comparisons would be luck as :attr:`Diagnosis.coaching` says."""


@dataclass(frozen=True, slots=True)
class RepSheet:
    """One person's year, the patch first; no rank, and no name for anybody."""

    rep_id: str
    effect: float
    """What travels with the person, logarithm."""
    lo: float
    hi: float
    credibility: float
    """Weight of the person's own record, a share; the rest is what is typical."""
    attainment: float | None
    """Bookings over quota of the four quarters, ``None`` without a quota."""
    steps: Mapping[str, float] = field(default_factory=dict)
    """From 1 to the attainment: quota level, fit, season, ramp, territory, rep, luck."""
    fit: float | None = None
    """Quota over what the seats can be expected to give, in shares."""
    first: str = ""
    """What has to be said of the patch before anything of the person."""
    behaviours: tuple[Behaviour, ...] = ()
    """In the order in which a deal goes; nothing where the patch's fit is not known."""
    coaching: str = ""
    """What stands out beside peers, or that nothing does."""


@dataclass(frozen=True, slots=True)
class StructuredTest:
    """One structured test and its finding."""

    test: str
    finding: str
    """A sentence with the numbers in it; empty where the test could not be made."""
    size: float | None = None
    lo: float | None = None
    hi: float | None = None
    """The interval that the finding states: 80 %."""
    n: int = 0
    rows: tuple[Mapping[str, Any], ...] = ()
    """What lies behind it, ordered by id."""
    unavailable: str | None = None
    """What is missing, naming the column."""
    concerns: Literal["system", "people", "level"] = "system"
    """What the finding speaks of; ``people`` only where the interval excludes the peers."""
    found: bool = False
    """Whether it is a finding rather than the absence of one."""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """How the model did on the last quarter, which it was not shown."""

    held_out: Period
    mae: float
    """Mean absolute error by rep, money."""
    naive: Mapping[str, float]
    """The same of simple forecasts."""
    skill: float
    """1 less the error over that of the best simple forecast."""
    coverage_80: float
    banner: str = ""
    """Said where the model is no better than a simple forecast, or its bands are off."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """System, people or luck, with all that is known about how sure that is."""

    snapshot: str
    as_of: date
    period: Period | None
    """The four quarters judged."""
    reps_judged: int
    verdict: Verdict
    shares: Shares | None
    identification: Identification
    elasticity: Estimate | None
    reps: tuple[RepSheet, ...] = ()
    """Ordered by id."""
    tests: tuple[StructuredTest, ...] = ()
    model_card: ModelCard | None = None
    coaching: str = ""
    """How many comparisons with peers there are, how many stand out, and how many of those are
    expected to be luck; empty where there are none or people are not shown."""
    notes: tuple[str, ...] = ()
    """Proxies in force, who is left aside, and what would sharpen the answer."""
