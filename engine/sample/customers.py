"""The companies behind the accounts: name, trade, place, and who is on file twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.sample import names, story
from engine.sample.places import CITIES

if TYPE_CHECKING:
    from engine.sample.arrays import Flags, Ints
    from engine.sample.patches import Patches

_AT_HOME = 0.55
"""Part of a patch's accounts that lie in its first city; the rest lie next door."""


@dataclass(frozen=True, slots=True, eq=False)
class Customers:
    """One entry an account, in the accounts' order."""

    names: tuple[str, ...]
    industries: tuple[str, ...]
    city: tuple[str, ...]
    state: tuple[str, ...]
    postal_code: tuple[str, ...]
    twin: Ints
    """The same customer in the other system, -1 where there is none; shape (n_accounts,)."""


def draw_customers(
    rng: np.random.Generator, patches: Patches, home: Ints, owned: Flags
) -> Customers:
    """
    Name and place every account; twins share name, trade and place.

    ``home`` is the patch near which each account lies, also where it is not ``owned``.
    """
    labels, industries = names.companies(rng, home.size)
    twin = _twins(rng, patches, home, owned)
    region = patches.region[home]
    number, draw = _cities(rng, patches, home), rng.random(home.size)
    first = np.where((twin >= 0) & patches.is_corrin[home], twin, np.arange(home.size))
    places = [
        CITIES[where][which]
        for where, which in zip(region.tolist(), number[first].tolist(), strict=True)
    ]
    return Customers(
        names=tuple(labels[i] for i in first.tolist()),
        industries=tuple(industries[i] for i in first.tolist()),
        city=tuple(place.name for place in places),
        state=tuple(place.state for place in places),
        postal_code=tuple(
            f"{place.first_zip + int(part * place.zips):05d}"
            for place, part in zip(places, draw[first].tolist(), strict=True)
        ),
        twin=twin,
    )


def _twins(rng: np.random.Generator, patches: Patches, home: Ints, owned: Flags) -> Ints:
    """Pair Tessaly's and Corrin's records of one customer inside region and segment."""
    pairs: list[tuple[int, int]] = []
    for region in range(len(story.REGIONS)):
        for segment in range(len(story.SEGMENTS)):
            here = owned & np.isin(home, patches.in_cell(region, segment))
            tessaly = rng.permutation(np.flatnonzero(here & ~patches.is_corrin[home]))
            corrin = rng.permutation(np.flatnonzero(here & patches.is_corrin[home]))
            pairs += zip(tessaly.tolist(), corrin.tolist(), strict=False)
    twin = np.full(home.size, -1)
    for pick in rng.permutation(len(pairs))[: story.DUPLICATE_CUSTOMERS].tolist():
        one, other = pairs[pick]
        twin[one], twin[other] = other, one
    return twin


def _cities(rng: np.random.Generator, patches: Patches, home: Ints) -> Ints:
    """City of each account by its number in the region, near the first city of its patch."""
    n_cities = np.array([len(cities) for cities in CITIES])[patches.region]
    first = rng.integers(n_cities)
    next_door = [(1 - _AT_HOME) / 4] * 4
    step = rng.choice([0, -1, 1, -2, 2], home.size, p=[_AT_HOME, *next_door])
    return np.asarray((first[home] + step) % n_cities[home], dtype=np.int64)
