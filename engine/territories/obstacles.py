"""What no design can do, told before the solver runs, with the least that would mend it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.territories.certificate import blocks
from engine.territories.fixed_point import ONE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.build import Stated
    from engine.territories.problem import Measure, Problem

MOST_NAMED = 20
"""Obstacles of one kind that are listed."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A rule that cannot be kept: what it needs, what there is, and what would be enough."""

    rule: str
    """In words, with the account or seat."""
    needs: float | None
    has: float | None
    least_relaxation: str
    """The smallest change that lifts this obstacle, in words."""


def obstacles(stated: Stated) -> tuple[Obstacle, ...]:
    """Everything that can be known to be impossible without searching."""
    found = [
        Obstacle(
            f"account {name} has no seat and no eligible seat that exists",
            1.0,
            0.0,
            f"name a seat of the seats file under eligible for account {name}",
        )
        for name in stated.no_seat[:MOST_NAMED]
    ]
    problem = stated.problem
    if problem.hard:
        for measure in problem.measures:
            found += _locked_too_large(stated, measure)
        found += _too_large(stated)
        for measure in problem.measures:
            found += _too_little(problem, measure)
    return tuple(found)


def _who(stated: Stated, row: int) -> tuple[str, str]:
    """An account, or a family that moves as one, and what else would lift what it meets."""
    members = np.flatnonzero(stated.unit == row)
    name = f"account {stated.accounts.account_ids[members[0]]}"
    if members.size == 1:
        return name, ""
    return f"family of {name} ({members.size} accounts that move as one)", ", or let families part"


def _locked_too_large(stated: Stated, measure: Measure) -> list[Obstacle]:
    """Locked accounts of a seat that together exceed its band."""
    problem = stated.problem
    tied = np.flatnonzero(problem.locked & problem.owned)
    load = np.zeros(problem.n_seats, dtype=np.int64)
    np.add.at(load, problem.owner[tied], measure.weight[tied])
    found = []
    for seat in np.flatnonzero(load > measure.high)[:MOST_NAMED]:
        held = tied[problem.owner[tied] == seat]
        largest = held[np.argmax(measure.weight[held])]
        name, one = problem.seat_ids[seat], measure.weight[largest] > measure.high[seat]
        count = int(problem.counts[held].sum())  # a family is one row of many accounts
        who, else_ = _who(stated, int(largest))
        rule = (
            f"locked {who} holds more {measure.name} than seat {name} may carry"
            if one
            else f"the {count} locked accounts of seat {name} hold more {measure.name} than "
            "it may carry"
        )
        weight = int(measure.weight[largest] if one else load[seat])
        otherwise = f"or unlock it{else_}" if one else "or unlock"
        found.append(_over(rule, weight, measure, int(seat), otherwise))
    return found


def _too_large(stated: Stated) -> list[Obstacle]:
    """Accounts larger than the band of every seat that they may have, in some measure."""
    problem, found = stated.problem, []
    loose = replace(problem, hard=False)
    none = [rows[~problem.eligible(rows).any(axis=1)] for rows in blocks(problem)]
    for row in np.concatenate(none):
        may = np.flatnonzero(loose.eligible(np.array([row]))[0])
        if not may.size or (problem.locked[row] and problem.owned[row]):
            continue  # told above
        fits = [(m.weight[row] <= m.high[may]).any() for m in problem.measures]
        if all(fits):
            found.append(_too_large_together(stated, int(row), may))
        for measure, fit in zip(problem.measures, fits, strict=True):
            if not fit:
                seat = int(may[np.argmax(measure.high[may])])
                who, else_ = _who(stated, int(row))
                rule = f"{who} holds more {measure.name} than any seat that it may have may carry"
                weight = int(measure.weight[row])
                found.append(_over(rule, weight, measure, seat, f"or do not balance it{else_}"))
    return found[:MOST_NAMED]


def _too_large_together(stated: Stated, row: int, may: NDArray[np.int64]) -> Obstacle:
    """An account that each band takes in some seat, and no seat's bands together."""
    problem = stated.problem
    full = np.stack([m.weight[row] / np.maximum(m.target[may], 1.0) for m in problem.measures])
    nearest = int(full.max(axis=0).argmin())
    seat, measure = int(may[nearest]), problem.measures[int(full[:, nearest].argmax())]
    who, else_ = _who(stated, row)
    rule = (
        f"{who} is within no seat's bands for potential and workload at once: in the nearest, "
        f"seat {problem.seat_ids[seat]}, it holds more {measure.name} than may be carried"
    )
    otherwise = f"or balance one measure alone{else_}"
    return _over(rule, int(measure.weight[row]), measure, seat, otherwise)


def _over(rule: str, weight: int, measure: Measure, seat: int, otherwise: str) -> Obstacle:
    """An obstacle of a weight above a seat's band, with the tolerance that would take it."""
    target = float(measure.target[seat])
    enough = f"a tolerance of {_up(weight / target - 1)}, {otherwise}".strip(", ")
    least = enough if target else otherwise.removeprefix("or ")
    return Obstacle(rule, weight / ONE, int(measure.high[seat]) / ONE, least)


def _too_little(problem: Problem, measure: Measure) -> list[Obstacle]:
    """Seats whose eligible accounts together do not reach the band."""
    may = np.zeros(problem.n_seats)
    for start in range(0, problem.n_accounts, 4096):
        rows = np.arange(start, min(start + 4096, problem.n_accounts))
        may += measure.weight[rows].astype(np.float64) @ problem.eligible(rows)
    short = np.flatnonzero(may < measure.low - 0.5)[:MOST_NAMED]
    return [
        Obstacle(
            f"the accounts that seat {problem.seat_ids[seat]} may have do not fill it with "
            f"{measure.name}",
            int(measure.low[seat]) / ONE,
            float(may[seat]) / ONE,
            f"a tolerance of {_up(1 - may[seat] / measure.target[seat])}, or more accounts",
        )
        for seat in short
    ]


def _up(share: float) -> str:
    """A tolerance rounded up to four decimals."""
    return f"{np.ceil(share * 1e4 - 1e-9) / 1e4:.4f}".rstrip("0").rstrip(".")
