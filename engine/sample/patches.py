"""The 120 patches: where they lie, where they come from, what they could give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.sample import story
from engine.sample.chance import even_normals, stream

if TYPE_CHECKING:
    from engine.sample.arrays import Flags, Floats, Ints

_WITHIN_ORIGIN = 0.41
"""Standard deviation of log potential among patches of one origin."""
_CORRIN_FACTOR = 0.57
"""Potential of a Corrin patch over that of a Tessaly patch."""
_OWN_EFFECT = 0.15
"""Standard deviation of what a patch adds that potential does not show, logarithm."""
_STRETCH = 0.25
"""Standard deviation of log quota that no one can explain any more."""
_OVERWORKED = -0.08
"""What too many accounts cost a Northeast commercial patch, logarithm."""


@dataclass(frozen=True, slots=True, eq=False)
class Patches:
    """Patches as arrays, one entry a patch, all of shape (120,)."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    region: Ints
    segment: Ints
    team: Ints
    """Manager's number, 0 to 14."""
    is_corrin: Flags
    potential: Floats
    """Dollars a year."""
    effect: Floats
    """What the patch adds that potential does not show, logarithm."""
    stretch: Floats
    """What its quota carries beyond rule and potential, logarithm."""

    def relative_potential(self) -> Floats:
        """Potential over that of an average patch of the segment."""
        usual = np.array([s.potential for s in story.SEGMENTS])[self.segment]
        return np.asarray(self.potential / usual, dtype=np.float64)

    def in_cell(self, region: int, segment: int) -> Ints:
        """Numbers of the patches of one region and segment."""
        return np.flatnonzero((self.region == region) & (self.segment == segment))


def draw_patches(seed: int) -> Patches:
    """Lay out the patches and draw what each could give."""
    rng = stream(seed, "patches")
    region, segment, team, is_corrin = _layout()
    ids, names = _labels(region, segment, is_corrin)
    potential = _potential(rng, segment, is_corrin)
    own_effect, stretch = (
        spread * _apart_from(np.log(potential), even_normals(rng, region.size))
        for spread in (_OWN_EFFECT, _STRETCH)
    )
    return Patches(
        ids=ids,
        names=names,
        region=region,
        segment=segment,
        team=team,
        is_corrin=is_corrin,
        potential=potential,
        effect=own_effect + _planted_effect(region, segment),
        stretch=stretch,
    )


def _layout() -> tuple[Ints, Ints, Ints, Flags]:
    """Region, segment, team and origin of every patch, in the order of the story's table."""
    rows: list[tuple[int, int, int, bool]] = []
    first_team = 0
    for region, by_segment in enumerate(story.SEATS):
        for segment, (tessaly, corrin) in enumerate(by_segment):
            teams = story.TEAMS[region][segment]
            rows += [
                (region, segment, first_team + i % teams, i >= tessaly)
                for i in range(tessaly + corrin)
            ]
            first_team += teams
    region_of, segment_of, team_of, corrin_of = zip(*rows, strict=True)
    return (
        np.array(region_of, dtype=np.int64),
        np.array(segment_of, dtype=np.int64),
        np.array(team_of, dtype=np.int64),
        np.array(corrin_of, dtype=np.bool_),
    )


def _labels(
    region: Ints, segment: Ints, is_corrin: Flags
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Id such as ``T-NE-COM-03`` and name such as ``Northeast Commercial 3`` of every patch."""
    counts: dict[tuple[int, int, bool], int] = {}
    ids, names = [], []
    for key in zip(region.tolist(), segment.tolist(), is_corrin.tolist(), strict=True):
        where, size, corrin = key
        number = counts[key] = counts.get(key, 0) + 1
        kind = story.SEGMENTS[size]
        ids.append(f"{'C' if corrin else 'T'}-{story.REGION_CODES[where]}-{kind.code}-{number:02d}")
        names.append(f"{'Corrin ' if corrin else ''}{story.REGIONS[where]} {kind.name} {number}")
    return tuple(ids), tuple(names)


def _potential(rng: np.random.Generator, segment: Ints, is_corrin: Flags) -> Floats:
    """Dollars a year of every patch, averaging the segment's figure in each segment."""
    spread = np.empty(segment.size)
    for origin in (False, True):
        members = np.flatnonzero(is_corrin == origin)
        spread[members] = even_normals(rng, members.size)
    raw = np.exp(_WITHIN_ORIGIN * spread) * np.where(is_corrin, _CORRIN_FACTOR, 1.0)
    for number, kind in enumerate(story.SEGMENTS):
        members = segment == number
        raw[members] *= kind.potential / raw[members].mean()
    return raw


def _apart_from(known: Floats, values: Floats) -> Floats:
    """Values of the same spread that no longer go up or down with what is known."""
    centred = known - known.mean()
    rest = values - centred * (values @ centred) / (centred @ centred)
    return np.asarray(rest * values.std() / rest.std(), dtype=np.float64)


def _planted_effect(region: Ints, segment: Ints) -> Floats:
    """Partners in the Southeast, overwork in Northeast commercial patches, logarithms."""
    effect = np.where(region == story.SOUTHEAST, np.log(story.SOUTHEAST_BOOKINGS), 0.0)
    return effect + np.where((region == story.NORTHEAST) & (segment == 0), _OVERWORKED, 0.0)
