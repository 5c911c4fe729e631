"""What each person does that can be counted, beside peers of the same segment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.metrics.peers import benjamini_hochberg, counts_beside_peers, shares_beside_peers
from engine.model.diagnosis import Behaviour
from engine.scenarios.activity_history import activity_history
from engine.scenarios.diagnosis.causes.activity import NAME as ACTIVITY
from engine.scenarios.diagnosis.causes.close_dates import pushes_by_owner
from engine.store.follow_up_gap import QUIET_DAYS, quiet_by_owner
from engine.store.rep_period import rep_period
from engine.store.stage_exit import stage_exits
from engine.store.stale_pipeline import stale_by_owner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from engine.metrics.peers import BesidePeers
    from engine.model.diagnosis import StructuredTest
    from engine.scenarios.diagnosis.ground import Ground

FALSE_SHARE = 0.10
"""Part of all that is suggested which may be luck (Benjamini-Hochberg over the whole team)."""
_FEWEST, _FEWEST_OF_PEERS, _FEWEST_PEERS = 10, 30, 5
"""Cases of a person, cases of the peers, and peers that a comparison needs."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One person's behaviour, and how likely luck alone would make it so much worse."""

    rep_id: str
    shown: Behaviour
    chance: float


@dataclass(frozen=True, slots=True)
class _Count:
    """How many of how many, of one person in one peer group."""

    rep_id: str
    group: str
    hits: int
    number: int


def behaviours(ground: Ground, tests: Iterable[StructuredTest]) -> list[Compared]:
    """
    Compare each person with all others of the segment, in everything that is recorded.

    Parameters
    ----------
    ground : Ground
        The fitted snapshot.
    tests : iterable of StructuredTest
        The findings; of activities only kinds that go with results are compared.

    Returns
    -------
    list of Compared
        Of people still there, by behaviour, then by id. What stands out is marked: its interval
        excludes the peers' value on the worse side, and over the team at most one in ten is luck.
    """
    there = _still_there(ground)
    made = [*_stages(ground), *_open_deals(ground, there), *_activities(ground, tests)]
    found = [one for one in made if one.rep_id in there]
    if not found:
        return []
    stands = benjamini_hochberg(np.array([one.chance for one in found]), FALSE_SHARE)
    return [
        replace(one, shown=replace(one.shown, is_suggested=bool(stand) and _is_apart(one.shown)))
        for one, stand in zip(found, stands, strict=True)
    ]


def _still_there(ground: Ground) -> set[str]:
    """Who has not left; the deals that people leave behind are nobody's neglect."""
    people = rep_period(ground.warehouse, ground.history.period).to_pylist()
    last = ground.snapshot.as_of
    return {
        person["rep_id"]
        for person in people
        if person["leave_date"] is None or person["leave_date"] > last
    }


def _is_apart(shown: Behaviour) -> bool:
    return shown.hi < shown.peers or shown.lo > shown.peers


def _stages(ground: Ground) -> Iterator[Compared]:
    """Deals that went on from each stage, of those that entered it."""
    if not ground.snapshot.has("stage_change", "stage", "entered_at"):
        return
    segment = _segments(ground)
    place: dict[str, float] = {}
    # A rep's deals with accounts of several segments count together, under the patch's segment.
    passed: dict[str, dict[str, tuple[int, int]]] = {}
    for row in stage_exits(ground.warehouse, ground.history.period).to_pylist():
        stage, rep = row["stage"], row["rep_id"]
        place[stage] = max(place.get(stage, 0.0), row["place"])
        went_on, entered = passed.setdefault(stage, {}).get(rep, (0, 0))
        passed[stage][rep] = went_on + row["went_on"], entered + row["entered"]
    for stage in sorted(place, key=lambda name: (place[name], name)):
        counts = [
            _Count(rep, segment[rep], *passed[stage][rep])
            for rep in sorted(passed[stage])
            if rep in segment
        ]
        yield from _shares(f"deals taken on from {stage}", counts, worse="low")


def _open_deals(ground: Ground, there: set[str]) -> Iterator[Compared]:
    """Open deals that are stale, were put off again and again, or that nobody touches."""
    snapshot, door = ground.snapshot, ground.warehouse
    segment = _segments(ground)

    def counted(table: list[dict[str, int]], hits: str, number: str) -> list[_Count]:
        return [
            _Count(rep, segment[rep], row[hits], row[number])
            for row in table
            if (rep := str(row["rep_id"])) in segment and rep in there
        ]

    if snapshot.has("opportunity", "owner_id") and _dated(ground):
        stale = stale_by_owner(door).to_pylist()
        yield from _shares(
            "open deals that are stale", counted(stale, "stale_deals", "known_deals"), worse="high"
        )
    if snapshot.has("stage_change", "close_date") and snapshot.has("opportunity", "owner_id"):
        pushed = pushes_by_owner(ground)
        yield from _shares(
            "open deals put off twice or more",
            counted(pushed, "pushed_twice", "open_deals"),
            worse="high",
        )
    if snapshot.has("opportunity", "last_activity_date", "owner_id"):
        quiet = quiet_by_owner(door).to_pylist()
        yield from _shares(
            f"open deals without activity for {QUIET_DAYS} days",
            counted(quiet, "quiet_deals", "known_deals"),
            worse="high",
        )


def _dated(ground: Ground) -> bool:
    """Whether anything says when open deals moved."""
    snapshot = ground.snapshot
    return snapshot.has("stage_change", "entered_at") or snapshot.has(
        "opportunity", "last_activity_date"
    )


def _activities(ground: Ground, tests: Iterable[StructuredTest]) -> Iterator[Compared]:
    """Activities a quarter, of kinds that go with results; others are nobody's matter."""
    kinds = [
        test.test.removeprefix(f"{ACTIVITY}_")
        for test in tests
        if test.test.startswith(f"{ACTIVITY}_") and test.found and (test.size or 0.0) > 0
    ]
    if not kinds:
        return
    counts, segment = activity_history(ground.warehouse, ground.history), _segments(ground)
    held = _held(ground)
    names = np.array([segment.get(rep, "") for rep in ground.history.rep_ids])
    for kind in kinds:
        for group in sorted(set(names.tolist())):
            at = np.flatnonzero((names == group) & (held.sum(axis=1) >= 1))
            done, time = counts[kind][at] * (held[at] > 0), held[at]
            if at.size <= _FEWEST_PEERS or done.sum() < _FEWEST_OF_PEERS:
                continue
            ids = [ground.history.rep_ids[n] for n in at.tolist()]
            number = [int(n) for n in done.sum(axis=1).tolist()]
            beside = counts_beside_peers(done, time)
            yield from _each(f"{kind}s", ids, number, beside, "low", "a quarter")


def _held(ground: Ground) -> NDArray[np.float64]:
    """Part of each quarter that each rep worked, shape (n_reps, n_quarters)."""
    panel = ground.panel
    held = np.zeros((panel.n_reps, len(ground.history.quarters)))
    np.add.at(held, (panel.rep, panel.quarter), panel.exposure)
    return held


def _segments(ground: Ground) -> dict[str, str]:
    """Segment of the patch that each rep held longest in the year."""
    seats, history = ground.main_seats(), ground.history
    segment = ground.panel.seats.segment
    return {
        rep: history.segments[int(segment[seat])]
        for rep, seat in zip(history.rep_ids, seats.tolist(), strict=True)
        if seat >= 0
    }


def _shares(
    behaviour: str, counts: Sequence[_Count], worse: Literal["low", "high"]
) -> Iterator[Compared]:
    """Compare shares within each group that has peers enough."""
    for group in sorted({one.group for one in counts}):
        here = [one for one in counts if one.group == group and one.number >= _FEWEST]
        if len(here) <= _FEWEST_PEERS or sum(one.number for one in here) < _FEWEST_OF_PEERS:
            continue
        number = [one.number for one in here]
        beside = shares_beside_peers(
            np.array([one.hits for one in here], dtype=np.float64),
            np.array(number, dtype=np.float64),
        )
        yield from _each(behaviour, [one.rep_id for one in here], number, beside, worse, "share")


def _each(
    behaviour: str,
    ids: Sequence[str],
    number: Sequence[int],
    beside: BesidePeers,
    worse: Literal["low", "high"],
    unit: Literal["share", "a quarter"],
) -> Iterator[Compared]:
    chance = beside.chance_low if worse == "low" else beside.chance_high
    columns = (beside.rate, beside.lo, beside.hi, beside.peers, chance)
    values = zip(ids, number, *(column.tolist() for column in columns), strict=True)
    for rep, n, rate, lo, hi, peers, luck in values:
        yield Compared(rep, Behaviour(behaviour, rate, lo, hi, peers, n, unit), luck)
