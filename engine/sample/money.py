"""Bring the won amounts to the story: the year's totals, the moved accounts, the characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.sample import characters as cast
from engine.sample import story
from engine.sample.accounts import MOVE_QUARTER
from engine.sample.chance import stream
from engine.sample.deals import EXPANSION, RENEWAL

if TYPE_CHECKING:
    from engine.sample.accounts import Accounts
    from engine.sample.arrays import Flags, Floats, Ints
    from engine.sample.deals import Closed
    from engine.sample.effort import Shifts
    from engine.sample.seating import Seating

_YEAR_NOISE = 0.002
"""How far a year's bookings may lie from the story's, logarithm."""


def settle(
    seed: int,
    won: Closed,
    account: Ints,
    accounts: Accounts,
    shifts: Shifts,
    seating: Seating,
    quotas: Floats,
) -> Closed:
    """
    Scale the won deals so that the story's figures hold, half a dollar being the smallest coin.

    Notes
    -----
    First each character lands on its attainment, then the moved accounts lose their share,
    then everybody else's deals are scaled alike until the year's bookings are right.
    """
    rng = stream(seed, "money")
    rep, quarter = shifts.rep[won.shift], shifts.quarter[won.shift]
    amount, kind = won.amount.copy(), won.kind.copy()
    _scale_years(rng, amount, quarter, np.ones(amount.size, dtype=np.bool_))
    fixed = np.zeros(amount.size, dtype=np.bool_)
    for number, year, attainment in _fates(seating):
        mine = (rep == number) & (quarter // 4 == year)
        if not mine.any():
            continue
        carried = quotas[(shifts.rep == number) & (shifts.quarter // 4 == year)].sum()
        amount[mine] *= attainment * carried / amount[mine].sum()
        if year == 1 and number == seating.character[cast.CHLOE]:
            _one_deal(amount, mine, cast.CHLOES_DEAL * carried)
        if year == 1 and number == seating.character[cast.NADIA]:
            _mostly_renewals(rng, amount, kind, mine)
        fixed |= mine
    _lose_moved(amount, quarter, np.isin(account, accounts.moved()), ~fixed)
    _scale_years(rng, amount, quarter, ~fixed)
    return won._replace(amount=round_amounts(amount), kind=kind)


def round_amounts(amount: Floats) -> Floats:
    """Amounts in half dollars."""
    return np.maximum(np.round(amount * 2) / 2, 50.0)


def _scale_years(rng: np.random.Generator, amount: Floats, quarter: Ints, free: Flags) -> None:
    """Scale each year's free deals until the year's total is the story's, or nearly."""
    for year, booked in enumerate(story.BOOKED):
        total = booked * np.exp(rng.normal(0.0, _YEAR_NOISE))
        here = quarter // 4 == year
        bound = amount[here & ~free].sum()
        amount[here & free] *= (total - bound) / amount[here & free].sum()


def _lose_moved(amount: Floats, quarter: Ints, moved: Flags, free: Flags) -> None:
    """Let moved accounts sell less in the four quarters after, against those that stayed."""
    before = quarter < MOVE_QUARTER
    after = (quarter >= MOVE_QUARTER) & (quarter < MOVE_QUARTER + 4)
    was = amount[before & moved].sum() / amount[before & ~moved].sum()
    wanted = (1 - story.MOVED_LOSS) * was * amount[after & ~moved].sum()
    bound = amount[after & moved & ~free].sum()
    factor = (wanted - bound) / amount[after & moved & free].sum()
    amount[moved & free & ~before] *= factor


def _fates(seating: Seating) -> list[tuple[int, int, float]]:
    """Rep, year and attainment that the story fixes."""
    fates = [
        (number, year, share)
        for person, number in seating.character.items()
        for year, share in enumerate(person.attainments)
        if share is not None
    ]
    ben = seating.character[cast.BEN]
    before = [s.rep for s in seating.stints if s.seat == seating.first_seat[ben] and s.rep != ben]
    fates += [
        (number, 0, share)
        for number, share in zip(before, cast.PREDECESSORS_ATTAINMENT, strict=True)
    ]
    return fates


def _one_deal(amount: Floats, mine: Flags, size: float) -> None:
    """Make the largest of a rep's deals this large at the cost of the others."""
    largest = np.flatnonzero(mine)[np.argmax(amount[mine])]
    rest = mine.copy()
    rest[largest] = False
    amount[rest] *= (amount[mine].sum() - size) / amount[rest].sum()
    amount[largest] = size


def _mostly_renewals(rng: np.random.Generator, amount: Floats, kind: Ints, mine: Flags) -> None:
    """Turn a rep's deals into renewals until they are the story's share of what was sold."""
    deals = rng.permutation(np.flatnonzero(mine))
    part = np.cumsum(amount[deals]) / amount[deals].sum()
    renewals = part <= cast.NADIAS_RENEWALS
    others = np.where(kind[deals] == RENEWAL, EXPANSION, kind[deals])
    kind[deals] = np.where(renewals, RENEWAL, others)
