"""Who sat in which patch, from when to when: turnover, vacancies and changes of patch."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.sample import characters as cast
from engine.sample import story
from engine.sample.chance import even_normals, stream
from engine.sample.days import LAST_DAY, quarter_start

if TYPE_CHECKING:
    from engine.sample.arrays import Ints
    from engine.sample.characters import Character
    from engine.sample.patches import Patches

_EMPTY_AT_FIRST = 15
"""Seats approved before the story begins and filled during FY2024."""
_LEAVERS_2024 = 23
_LEAVERS_2025 = 20
"""Leavers of each year whose seat is filled again, the characters' predecessors aside."""
_EMPTY_AT_LAST = (
    (story.CENTRAL, 0),
    (story.CENTRAL, 1),
    (story.NORTHEAST, 1),
    (story.SOUTHEAST, 0),
    (story.SOUTHEAST, 1),
    (story.WEST, 0),
)
"""Region and segment of the six seats vacant at year end."""
_SWAPS = (3, 3, 3, 7, 3, 3, 1)
"""Pairs of reps that change patch at the start of each quarter from FY2024-Q2."""
DAYS_TO_FILL = 71
_SETTLED = 60
"""Days that a rep must have been in a patch, and stay, to swap it."""


class Stint(NamedTuple):
    """A rep in a patch, first and last day included."""

    rep: int
    seat: int
    first: int
    last: int


class Opening(NamedTuple):
    """A seat to fill: when it was opened and when someone started, -1 while no one has."""

    seat: int
    opened: int
    started: int


@dataclass(frozen=True, slots=True, eq=False)
class Seating:
    """Every stint of the two years, and every opening."""

    stints: tuple[Stint, ...]
    openings: tuple[Opening, ...]
    hired: Ints
    """First day of each seller, shape (n_reps,); most lie before the story."""
    left: Ints
    """Last day of each seller, -1 while employed."""
    first_seat: Ints
    character: dict[Character, int]
    """Seller's number of each character."""

    def holder(self, seat: int, day: int) -> int:
        """Rep in a patch on a day, or the last one who was; -1 where nobody ever was."""
        past = [s for s in self.stints if s.seat == seat and s.first <= day]
        return max(past, key=lambda s: s.first).rep if past else -1


@dataclass(slots=True)
class _Book:
    """The stints while they are being written, by seat."""

    rng: np.random.Generator
    chains: list[list[Stint]]
    openings: list[Opening] = field(default_factory=list)
    hired: list[int] = field(default_factory=list)
    left: dict[int, int] = field(default_factory=dict)
    first_seat: list[int] = field(default_factory=list)

    def seat(self, seat: int, first: int, *, seasoned: bool = False) -> int:
        """Put a new rep into a seat with no end; a seasoned one was hired long before."""
        rep = len(self.hired)
        tenure = int(self.rng.integers(500, 2_600)) if seasoned else 0
        self.hired.append(first - tenure)
        self.first_seat.append(seat)
        self.chains[seat].append(Stint(rep, seat, first, LAST_DAY))
        return rep

    def vacate(self, seat: int, last: int) -> None:
        """End the seat's latest stint; its rep leaves the company."""
        stint = self.chains[seat].pop()
        self.chains[seat].append(stint._replace(last=last))
        self.left[stint.rep] = last

    def swap(self, one: int, other: int, day: int) -> None:
        """Let the holders of two seats, and whoever follows them, change places from a day."""
        head_one, tail_one = _cut(self.chains[one], day)
        head_other, tail_other = _cut(self.chains[other], day)
        self.chains[one] = head_one + [s._replace(seat=one) for s in tail_other]
        self.chains[other] = head_other + [s._replace(seat=other) for s in tail_one]
        moved = {one: other, other: one}
        self.openings = [
            o._replace(seat=moved.get(o.seat, o.seat)) if o.opened >= day else o
            for o in self.openings
        ]


def draw_seating(seed: int, patches: Patches, seats: dict[Character, int]) -> Seating:
    """Fill the 120 seats on the first day and let two years pass."""
    rng = stream(seed, "seating")
    book = _Book(rng, [[] for _ in patches.ids])
    character = _seat_characters(book, seats)
    free = np.setdiff1d(np.arange(len(patches.ids)), list(seats.values()))
    empty = _turn_over(book, patches, free)
    weak = np.flatnonzero(patches.team == weak_team(patches))
    _swap_patches(book, patches, np.setdiff1d(free, [*weak, *empty]))
    return Seating(
        stints=tuple(sorted((s for chain in book.chains for s in chain), key=lambda s: s.first)),
        openings=tuple(sorted(book.openings, key=lambda o: o.opened)),
        hired=np.array(book.hired, dtype=np.int64),
        left=np.array([book.left.get(r, -1) for r in range(len(book.hired))], dtype=np.int64),
        first_seat=np.array(book.first_seat, dtype=np.int64),
        character=character,
    )


def weak_team(patches: Patches) -> int:
    """Number of the West enterprise team that sells less well than it could."""
    return int(patches.team[patches.in_cell(story.WEST, 2)].max())


def _seat_characters(book: _Book, seats: dict[Character, int]) -> dict[Character, int]:
    """Seat the characters and those who sat there before them."""
    number: dict[Character, int] = {}
    for person, seat in seats.items():
        first = 0
        if person is cast.BEN:
            for start, end in cast.BENS_PREDECESSORS:
                book.seat(seat, start, seasoned=True)
                book.vacate(seat, end)
            first = cast.BENS_START
        if person is cast.PRIYA:
            book.seat(seat, 0, seasoned=True)
            book.vacate(seat, cast.PRIYAS_PREDECESSOR_LEFT)
            book.openings.append(Opening(seat, cast.PRIYAS_PREDECESSOR_LEFT + 3, cast.PRIYAS_START))
            first = cast.PRIYAS_START
        number[person] = book.seat(seat, first, seasoned=person is not cast.PRIYA)
    return number


def _turn_over(book: _Book, patches: Patches, free: Ints) -> list[int]:
    """Draw who leaves when and who comes; return the seats that are empty at year end."""
    rng = book.rng
    pools = [np.intersect1d(free, patches.in_cell(*cell)) for cell in _EMPTY_AT_LAST]
    ends = [int(rng.choice(pool)) for pool in pools]
    order = rng.permutation(np.setdiff1d(free, ends))
    opened, left_2024, left_2025, stays = np.split(
        order, np.cumsum([_EMPTY_AT_FIRST, _LEAVERS_2024, _LEAVERS_2025])
    )
    fills = _EMPTY_AT_FIRST + _LEAVERS_2024 + _LEAVERS_2025
    to_fill = np.clip(DAYS_TO_FILL * np.exp(0.35 * even_normals(rng, fills)), 28, 160).astype(int)
    for seat, days in zip(opened.tolist(), to_fill.tolist(), strict=False):
        _fill(book, seat, int(rng.integers(-60, 260)), days)
    for seat in [*left_2024.tolist(), *left_2025.tolist(), *ends, *stays.tolist()]:
        book.seat(seat, 0, seasoned=True)
    waits = to_fill[_EMPTY_AT_FIRST:].tolist()
    for seat, days in zip(left_2024.tolist(), waits, strict=False):
        _replace(book, seat, int(rng.integers(10, 330)), days)
    for seat, days in zip(left_2025.tolist(), waits[_LEAVERS_2024:], strict=True):
        _replace(book, seat, int(rng.integers(376, LAST_DAY - 20 - days)), days)
    for seat in ends:
        last = _friday(int(rng.integers(LAST_DAY - 90, LAST_DAY - 18)))
        book.vacate(seat, last)
        book.openings.append(Opening(seat, last + 3, -1))
    return ends


def _replace(book: _Book, seat: int, day: int, days: int) -> None:
    """Let the holder leave about a day and a new rep come as many days later."""
    last = _friday(day)
    book.vacate(seat, last)
    _fill(book, seat, last + 3, days)


def _fill(book: _Book, seat: int, opened: int, days: int) -> None:
    """Open a seat on a day and seat a new rep on a Monday so many days later."""
    first = opened + days - (opened + days) % 7
    book.openings.append(Opening(seat, opened, first))
    book.seat(seat, first)


def _swap_patches(book: _Book, patches: Patches, free: Ints) -> None:
    """At quarter starts let settled reps of one cell change places, each once at most."""
    cell = (patches.region * len(story.SEGMENTS) + patches.segment).tolist()
    swapped: set[int] = set()
    for quarter, pairs in enumerate(_SWAPS, start=1):
        day = quarter_start(quarter)
        for _ in range(pairs):
            settled = [
                stint
                for seat in free.tolist()
                for stint in book.chains[seat]
                if stint.first <= day - _SETTLED and stint.last >= day + _SETTLED
            ]
            able = [stint for stint in settled if stint.rep not in swapped]
            couples = [(a, b) for a, b in combinations(able, 2) if cell[a.seat] == cell[b.seat]]
            one, other = couples[int(book.rng.integers(len(couples)))]
            book.swap(one.seat, other.seat, day)
            swapped |= {one.rep, other.rep}


def _cut(chain: list[Stint], day: int) -> tuple[list[Stint], list[Stint]]:
    """Stints of a seat before a day and from it on, cutting the one that spans it."""
    head = [s._replace(last=min(s.last, day - 1)) for s in chain if s.first < day]
    tail = [s._replace(first=max(s.first, day)) for s in chain if s.last >= day]
    return head, tail


def _friday(day: int) -> int:
    """The Friday on or before a day; day 4 was one."""
    return day - (day - 4) % 7
