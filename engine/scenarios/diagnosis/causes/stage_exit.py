"""Does a team leave a stage less often than its peers: the people cause that coaching can meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.metrics.proportion import shrunk
from engine.model.diagnosis import StructuredTest
from engine.response.sheet import year_steps
from engine.scenarios.columns import texts
from engine.scenarios.diagnosis.ground import LEVEL, unavailable
from engine.scenarios.diagnosis.words import percent, percents
from engine.store.rep_period import rep_period
from engine.store.stage_exit import stage_exits

if TYPE_CHECKING:
    from engine.scenarios.diagnosis.ground import Ground

NAME = "stage_exit"
_WEIGHT = 20.0
"""Deals by which a team's rate is drawn to that of its peers."""
_FEWEST = 30
"""Deals that a team needs in a stage."""
_TOO_HIGH = 1.15
"""Quota over what the seat can give above which the quota is said before the people."""
_SHARED_ERROR = 0.01
"""Chance that any of all comparisons is called a finding where there is none."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """A team in a stage against its peers of the same segment."""

    team: str
    segment: str
    stage: str
    entered: int
    rate: float
    peers: float
    shrunk: float
    lo: float
    hi: float
    worst: float
    """Upper end of the interval that has to lie below the peers."""
    money: float
    """Amount of the deals that entered and would have gone on at the peers' rate."""


def look(ground: Ground) -> StructuredTest:
    """Compare each team with its peers of the same segment, stage by stage."""
    if not ground.snapshot.has("stage_change", "stage", "entered_at"):
        return unavailable(NAME, "No history of stages is loaded (stage_change.entered_at).")
    people = rep_period(ground.warehouse, ground.history.period)
    team = dict(zip(texts(people, "rep_id"), texts(people, "manager_id"), strict=True))
    if not any(team.values()):
        return unavailable(NAME, "Nothing says who leads whom (rep.manager_id).")
    table = stage_exits(ground.warehouse, ground.history.period).to_pylist()
    gaps = _gaps(table, team)
    if not gaps:
        return unavailable(NAME, f"No team has {_FEWEST} decided deals in a stage, or no peers.")
    rows = tuple(_row(gap) for gap in gaps)
    entered = sum(gap.entered for gap in gaps)
    low = [gap for gap in gaps if gap.worst < gap.peers]
    if not low:
        said = "No team leaves a stage less often than its peers by more than chance."
        return StructuredTest(NAME, said, n=entered, rows=rows)
    gap = max(low, key=lambda each: (each.peers - each.shrunk) * each.money)
    return StructuredTest(
        NAME, _sentence(ground, gap, team), gap.rate - gap.peers, gap.lo - gap.peers,
        gap.hi - gap.peers, gap.entered, rows, concerns="people", found=True,
    )  # fmt: skip


def _gaps(table: list[dict[str, Any]], team: dict[str | None, str | None]) -> list[_Gap]:
    sums: dict[tuple[str, str, str], np.ndarray[Any, Any]] = {}
    for row in table:
        if leader := team.get(row["rep_id"]):
            key = leader, row["segment"] or "", row["stage"]
            counts = np.array([row["entered"], row["went_on"], row["amount"] or 0.0])
            sums[key] = sums.get(key, np.zeros(3)) + counts
    totals: dict[tuple[str, str], np.ndarray[Any, Any]] = {}
    for (_, segment, stage), counts in sums.items():
        totals[segment, stage] = totals.get((segment, stage), np.zeros(3)) + counts
    compared = {
        key: (counts, totals[key[1:]] - counts)
        for key, counts in sorted(sums.items())
        if counts[0] >= _FEWEST and totals[key[1:]][0] - counts[0] >= _FEWEST
    }
    strict = 1 - 2 * _SHARED_ERROR / max(len(compared), 1)
    return [_gap(key, own, rest, strict) for key, (own, rest) in compared.items()]


def _gap(key: tuple[str, str, str], own: Any, rest: Any, strict: float) -> _Gap:
    peers = float(rest[1] / rest[0])
    mean, lo, hi = shrunk(own[1], own[0], peers, _WEIGHT, LEVEL)
    worst = shrunk(own[1], own[0], peers, _WEIGHT, strict)[2]
    rate = float(own[1] / own[0])
    money = float(own[2] * (peers - rate))
    return _Gap(*key, int(own[0]), rate, peers, mean, lo, hi, worst, money)


def _sentence(ground: Ground, gap: _Gap, team: dict[str | None, str | None]) -> str:
    """The seat's fit first, then what the people do differently."""
    members = [n for n, rep in enumerate(ground.history.rep_ids) if team.get(rep) == gap.team]
    place = _place(ground, members, gap.segment)
    others = np.setdiff1d(np.arange(ground.panel.n_reps), members)
    skill = ground.drawn.rep[members].mean(axis=0) - ground.drawn.rep[others].mean(axis=0)
    sold, lo, hi = np.expm1([skill.mean(), *np.quantile(skill, [0.1, 0.9])])
    fit = _fit(ground, members)
    first = f"One {place} team: "
    if fit is not None and fit > _TOO_HIGH:
        first = (
            f"One {place} team carries {fit:.2f} times the quota that its patches can give: that "
            "comes first. Then: "
        )
    elif fit is not None:
        first = f"One {place} team, whose quotas are {fit:.2f} of what its patches can give: "
    return (
        f"{first}they take {percent(gap.rate)} of deals on from {gap.stage}, "
        f"their peers {percent(gap.peers)} (team, drawn to its peers: {percents(gap.lo, gap.hi)}; "
        f"{gap.entered} deals), which is worth coaching. What they sell in all, beside their "
        f"patches, is {percent(abs(sold))} {'less' if sold < 0 else 'more'} than others sell "
        f"({percents(lo, hi)})."
    )


def _place(ground: Ground, members: list[int], segment: str) -> str:
    """Region, where the team has one, and segment."""
    seats = ground.main_seats()
    regions = {ground.regions[seats[n]] for n in members if seats[n] >= 0}
    parts = [*(regions if len(regions) == 1 else ()), segment]
    return " ".join(part for part in parts if part) or "sales"


def _fit(ground: Ground, members: list[int]) -> float | None:
    """Quota of a team over what its seats can give, both as shares of the company's."""
    if ground.parts is None:
        return None
    reps, _, fit = year_steps(ground.model, ground.judged.year, ground.judged.booked)
    mine = np.isin(reps, members)
    if not mine.any():
        return None
    quota = ground.judged.year.quota[reps[mine]]
    return float(quota.sum() / (quota / fit[mine]).sum())


def _row(gap: _Gap) -> dict[str, Any]:
    return {
        "team": gap.team,
        "segment": gap.segment,
        "stage": gap.stage,
        "entered": gap.entered,
        "rate": gap.rate,
        "peers": gap.peers,
        "lo": gap.lo,
        "hi": gap.hi,
    }
