"""From tables and rules to the problem, with what a reader should know about it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError
from engine.territories import tables
from engine.territories.boxes import longest
from engine.territories.families import join, units
from engine.territories.fixed_point import ONE, exact_sum, millionths, to_millionths
from engine.territories.places import Travel, unit_vectors
from engine.territories.problem import Limits, Measure, Problem
from engine.territories.suitability import SuitedTravel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engine.territories.families import JoinedTravel
    from engine.territories.rules import Rules
    from engine.territories.tables import Inputs

PENALTY = 10.0
"""Default penalty: leaving an average account outside the band costs this many average trips
and moves, so that balance comes before travel."""


DEAREST = 1 << 58
"""What all of an account outside a band may cost, millionths: sums of it stay whole numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class Stated:
    """A problem and what was read around it."""

    problem: Problem
    """What is searched: accounts, and families joined to one row each."""
    accounts: Problem
    """The same account by account; families are not in it."""
    unit: NDArray[np.int64]
    """Row of ``problem`` that each account is part of, shape (accounts,)."""
    rules: Rules
    warnings: tuple[str, ...]
    workload: NDArray[np.int64]
    """Workload of each account, millionths, balanced or not."""
    no_seat: tuple[str, ...]
    """Accounts that no seat may have."""

    def of_accounts(self, design: NDArray[np.int64]) -> NDArray[np.int64]:
        """Seat of each account in a design of the problem's rows."""
        return design[self.unit]

    def but(self, problem: Problem) -> Stated:
        """The same around another problem."""
        return replace(self, problem=problem)


def build(inputs: Inputs, rules: Rules) -> Stated:
    """
    State the problem of two tables under some rules.

    Raises
    ------
    DataError
        If a table breaks its contract: what, where, what to do.
    """
    accounts, seats = inputs.accounts, inputs.seats
    account_ids = tables.identifiers(accounts, "account_id", "accounts")
    seat_ids = tables.identifiers(seats, "seat", "seats")
    position = {seat: n for n, seat in enumerate(seat_ids)}
    owner = _owners(tables.texts(accounts, "seat"), position, account_ids)
    group, allowed, unknown = _eligibility(tables.texts(accounts, "eligible"), position)
    columns = {
        name: tables.whole(accounts, name, "accounts")
        for name in ("potential", "workload", "move_cost")
    }
    weight = {name: found for name, (found, _) in columns.items()}
    travel, odd = _travel(inputs, rules, account_ids, position)
    _check_ways(travel, rules)
    typical = _typical_cost(travel, owner, weight["move_cost"])
    measures = tuple(_measure(name, weight[name], seats, rules, typical) for name in rules.measures)
    problem = Problem(
        account_ids,
        seat_ids,
        owner,
        tables.flags(accounts, "locked", "accounts"),
        group,
        allowed,
        SuitedTravel(travel, inputs.suited) if inputs.suited else travel,
        weight["move_cost"],
        weight["potential"],
        measures,
        _limits(rules, weight["potential"], owner, len(seat_ids)),
        rules.hard,
    )
    unit = units(tables.texts(accounts, "family"), owner, group)
    joined = join(problem, unit)
    _check_ways(joined.travel, rules)
    _check_room(joined)
    rounded = odd.pop("rounded", 0) + sum(count for _, count in columns.values())
    warnings = (*inputs.notes, *_warnings(rounded, unknown, odd))
    nobody = ~allowed[group].any(axis=1) & (owner < 0)
    lost = tuple(account_ids[n] for n in np.flatnonzero(nobody))
    return Stated(joined, problem, unit, rules, warnings, weight["workload"], lost)


def _owners(
    seat: Sequence[str], position: Mapping[str, int], account_ids: Sequence[str]
) -> NDArray[np.int64]:
    odd = next((n for n, name in enumerate(seat) if name and name not in position), None)
    if odd is not None:
        raise DataError(
            f"Account {account_ids[odd]} sits in seat {seat[odd]}, which is not among the seats.",
            "Add the seat (with share 0 to dissolve it), or leave the account's seat blank.",
        )
    return np.array([position[name] if name else -1 for name in seat], dtype=np.int64)


def _eligibility(
    eligible: Sequence[str], position: Mapping[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.bool_], set[str]]:
    """Groups of accounts with equal lists, the seats of each group, and names not known."""
    groups: dict[str, int] = {}
    group = np.array([groups.setdefault(text, len(groups)) for text in eligible], dtype=np.int64)
    allowed = np.zeros((len(groups), len(position)), dtype=np.bool_)
    unknown: set[str] = set()
    for text, row in groups.items():
        names = {name.strip() for name in text.split(";")} - {""}
        unknown |= names - position.keys()
        allowed[row, [position[name] for name in names & position.keys()]] = True
        allowed[row] |= not text
    return group, allowed, unknown


def _travel(
    inputs: Inputs, rules: Rules, account_ids: Sequence[str], position: Mapping[str, int]
) -> tuple[Travel, dict[str, int]]:
    visits, _ = tables.numbers(inputs.accounts, "visits", "accounts", 1.0, low=0.0)
    weight = rules.distance_weight * visits
    if inputs.distances is not None:
        table, rounded = _distance_table(inputs, account_ids, position)
        return Travel(weight, table=table), {"rounded": rounded}
    places = [
        [
            tables.numbers(table, name, where, np.nan, low=-360.0)[0]
            for name in ("latitude", "longitude")
        ]
        for table, where in ((inputs.accounts, "accounts"), (inputs.seats, "seats"))
    ]
    unplaced = [int((np.isnan(lat) | np.isnan(lon)).sum()) for lat, lon in places]
    if unplaced[0] == len(account_ids) or unplaced[1] == len(position):
        return Travel(weight), {}
    return (
        Travel(weight, accounts=unit_vectors(*places[0]), homes=unit_vectors(*places[1])),
        {"accounts": unplaced[0], "seats": unplaced[1]},
    )


def _distance_table(
    inputs: Inputs, account_ids: Sequence[str], position: Mapping[str, int]
) -> tuple[NDArray[np.int64], int]:
    given = inputs.distances
    values, written = tables.numbers(given, "distance", "distances", np.nan, low=0.0)
    rows = {name: n for n, name in enumerate(account_ids)}
    pairs = [
        (rows.get(account, -1), position.get(seat, -1))
        for account, seat in zip(
            tables.texts(given, "account_id"), tables.texts(given, "seat"), strict=True
        )
    ]
    where = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    known = (where >= 0).all(axis=1) & ~np.isnan(values)
    table = np.full((len(account_ids), len(position)), -1, dtype=np.int64)
    far, rounded = to_millionths(np.where(known, values, 0.0), written)
    table[where[known, 0], where[known, 1]] = far[known]
    if (table < 0).any():
        row, seat = np.argwhere(table < 0)[0]
        raise DataError(
            f"There is no distance from account {account_ids[row]} to seat "
            f"{list(position)[seat]}; {int((table < 0).sum())} pairs lack one."
        )
    return table, rounded


def _typical_cost(travel: Travel, owner: NDArray[np.int64], move_cost: NDArray[np.int64]) -> float:
    """Mean travel of an owned account plus mean cost of a move, millionths; else one."""
    held = np.flatnonzero(owner >= 0)
    trips = travel.cost(held, owner[held]).mean() if held.size else 0.0
    return float(trips + move_cost.mean()) or float(ONE)


def _measure(
    name: str, weight: NDArray[np.int64], seats: object, rules: Rules, typical: float
) -> Measure:
    total = exact_sum(weight)
    share, _ = tables.whole(seats, _SHARE[name], "seats", 1.0)
    if not share.any():
        raise DataError(
            f"Every seat has {_SHARE[name]} 0, which leaves none to carry the accounts' {name}.",
            f"Give at least one seat a {_SHARE[name]} above 0, or leave all blank for even parts.",
        )
    targets = [Fraction(int(part) * total, exact_sum(share)) for part in share]
    tolerance = Fraction(millionths(rules.tolerance), ONE)
    given = getattr(rules, f"penalty_{name}")
    penalty = millionths(given) if given is not None else _penalty(typical, total, weight.size)
    return Measure(
        name,
        weight,
        np.array([max(0, -(-t * (1 - tolerance) // 1)) for t in targets], dtype=np.int64),
        np.array([t * (1 + tolerance) // 1 for t in targets], dtype=np.int64),
        np.array([float(t) for t in targets]),
        penalty,
    )


_SHARE: Mapping[str, str] = {"potential": "share", "workload": "share_workload"}


def _check_room(problem: Problem) -> None:
    """Refuse penalties under which the largest account leaves the room of whole numbers."""
    for measure in () if problem.hard else problem.measures:
        heaviest = int(measure.weight.max())
        if measure.penalty * heaviest > DEAREST * ONE:
            lower = _two_digits(DEAREST / heaviest)
            raise DataError(
                f"An account with a {measure.name} of {heaviest / ONE:,.12g} at a penalty of "
                f"{measure.penalty / ONE:,.12g} for each unit outside a band comes to more than "
                "can be computed to the millionth.",
                f"Set the penalty for {measure.name} to {lower:,.12g} or less, or "
                f"state {measure.name} in thousands.",
            )


def _check_ways(travel: Travel | SuitedTravel | JoinedTravel, rules: Rules) -> None:
    """Refuse a distance weight under which the longest way leaves the room of whole numbers."""
    most = longest(travel)
    if most > DEAREST:
        raise DataError(
            f"The longest way, at {float(travel.per_distance.max()):,.12g} for each unit of "
            "distance, comes to more than can be computed to the millionth.",
            "Set the distance weight to "
            f"{_two_digits(rules.distance_weight * DEAREST / most):,.12g} or less.",
        )


def _two_digits(number: float) -> float:
    """A number above zero, cut to its first two digits."""
    unit = 10.0 ** (math.floor(math.log10(number)) - 1)
    return round(number // unit * unit, 12)


def _penalty(typical: float, total: int, n: int) -> int:
    """Penalty for a unit, millionths: dearer by ``PENALTY`` than what an average account costs."""
    if not total:
        return ONE
    return max(1, millionths(float(f"{PENALTY * typical / (total / n):.6g}")))


def _limits(
    rules: Rules, potential: NDArray[np.int64], owner: NDArray[np.int64], seats: int
) -> Limits:
    share, change = rules.max_moved_share, rules.max_seat_change
    counts = np.bincount(owner[owner >= 0], minlength=seats)
    return Limits(
        moves=rules.max_moves,
        moved_potential=None if share is None else exact_sum(potential) * millionths(share) // ONE,
        seat_change=None if change is None else counts * millionths(change) // ONE,
    )


def _warnings(rounded: int, unknown: set[str], odd: Mapping[str, int]) -> tuple[str, ...]:
    found = []
    if rounded:
        found.append(
            f"{rounded:,} numbers had more than six decimals and were rounded half to even."
        )
    if unknown:
        found.append(
            f"Eligible lists name seats that do not exist: {', '.join(sorted(unknown)[:5])}."
        )
    found += [
        f"{count:,} {what} have no place; their travel counts as nothing."
        for what, count in odd.items()
        if count
    ]
    return tuple(found)
