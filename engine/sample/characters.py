"""The people one remembers, the patches they sit in, and how their year ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from engine.sample import story
from engine.sample.days import day_of

if TYPE_CHECKING:
    from engine.sample.patches import Patches


@dataclass(frozen=True, slots=True)
class Character:
    """One remembered seller; what is None is left to the draw."""

    name: str
    region: int
    segment: int
    is_corrin: bool
    potential: float | None = None
    """Potential of the patch over that of an average one."""
    skill: float | None = None
    attainments: tuple[float | None, float | None] = (None, None)
    """Attainment of FY2024 and FY2025."""


ANA = Character("Ana Ruiz", story.NORTHEAST, 1, False, 1.6, 0.05, (1.27, 1.21))
BEN = Character("Ben Carter", story.CENTRAL, 1, True, 0.6, 0.05, (None, 0.69))
DAVID = Character("David Osei", story.CENTRAL, 0, True, 0.52, 0.30, (0.95, 0.88))
ERIN = Character("Erin Walsh", story.WEST, 1, False, 1.7, -0.20, (1.12, 1.04))
CHLOE = Character("Chloe Meier", story.NORTHEAST, 2, False, 1.1, 0.0, (0.92, 2.14))
NADIA = Character("Nadia Petrov", story.WEST, 0, False, 1.3, 0.05, (1.24, 1.31))
JONAS = Character("Jonas Weiss", story.NORTHEAST, 1, False)
JULIA = Character("Julia Weiss", story.WEST, 0, True)
PRIYA = Character("Priya Raman", story.CENTRAL, 2, False)
TOMAS = Character("Tomás Ferreira", story.SOUTHEAST, 1, False)
CAST = (ANA, BEN, DAVID, ERIN, CHLOE, NADIA, JONAS, JULIA, PRIYA, TOMAS)

NAMESAKES = (JONAS, JULIA)
"""Two people whom a spreadsheet calls J. Weiss."""
CHLOES_DEAL = 1.30
"""The one deal of Chloe Meier, over her quota."""
NADIAS_RENEWALS = 0.78
"""Renewals in what Nadia Petrov sold."""
TOMAS_AWAY = (day_of(date(2025, 3, 10)), day_of(date(2025, 6, 1)))
"""First and last of 84 days."""
PRIYAS_START = day_of(date(2025, 8, 11))
PRIYAS_PREDECESSOR_LEFT = day_of(date(2025, 5, 30))
BENS_PREDECESSORS = (
    (0, day_of(date(2024, 5, 31))),
    (day_of(date(2024, 6, 17)), day_of(date(2024, 12, 13))),
)
"""First and last day of the two who held Ben Carter's patch before him."""
BENS_START = day_of(date(2025, 1, 1))
PREDECESSORS_ATTAINMENT = (0.70, 0.68)


def sheet_name(name: str) -> str:
    """Name as spreadsheets shorten it: the namesakes look alike, all others are spelled out."""
    if name not in {person.name for person in NAMESAKES}:
        return name
    first, last = name.split(" ")
    return f"{first[0]}. {last}"


def cast_seats(patches: Patches) -> dict[Character, int]:
    """Give each character the patch of the right cell whose potential is nearest theirs."""
    relative = patches.relative_potential()
    seats: dict[Character, int] = {}
    for person in CAST:
        cell = patches.in_cell(person.region, person.segment)
        free = [
            seat
            for seat in cell.tolist()
            if patches.is_corrin[seat] == person.is_corrin and seat not in seats.values()
        ]
        wanted = person.potential or 1.0
        seats[person] = min(free, key=lambda seat: abs(relative[seat] - wanted))
    return seats


def set_stage(patches: Patches, seats: dict[Character, int]) -> Patches:
    """Bring the characters' patches to the story: their potential, and no other effect."""
    potential, effect = patches.potential.copy(), patches.effect.copy()
    stretch = patches.stretch.copy()
    for person, seat in seats.items():
        if person.potential is not None:
            mean = story.SEGMENTS[person.segment].potential
            potential[seat] = np.round(person.potential * mean)
            effect[seat] = stretch[seat] = 0.0
    return replace(patches, potential=potential, effect=effect, stretch=stretch)
