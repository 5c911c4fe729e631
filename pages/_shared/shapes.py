"""Outlines of states and countries, kept with the project; nothing is fetched."""

from __future__ import annotations

import json
from functools import cache

import numpy as np

from pages._shared.registry import FOLDER

GEO = FOLDER.parent / "data" / "geo"
_FILES = ("countries-110m.json", "us-states-10m.json")


@cache
def lines() -> tuple[np.ndarray, ...]:
    """
    Borders and coasts as lines.

    Returns
    -------
    tuple of ndarray, shape (points, 2)
        Longitude and latitude, degrees; read-only.

    Source: us-atlas 3.0.1 and world-atlas 2.0.2 (Natural Earth, US Census), ISC licence.
    """
    found = []
    for name in _FILES:
        topology = json.loads((GEO / name).read_text(encoding="utf-8"))
        scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
        for arc in topology["arcs"]:
            line = np.cumsum(np.array(arc), axis=0) * scale + shift
            line.flags.writeable = False
            found.append(line)
    return tuple(found)


def inside(west: float, south: float, east: float, north: float) -> list[np.ndarray]:
    """Parts of the lines within a window, thinned to what a small map can show."""
    step = max(east - west, north - south) / 150
    parts = []
    for line in lines():
        good = (line[:, 0] >= west) & (line[:, 0] <= east)
        good &= (line[:, 1] >= south) & (line[:, 1] <= north)
        if good.any():
            breaks = np.flatnonzero(np.diff(np.flatnonzero(good)) > 1) + 1
            parts += [thinned(part, step) for part in np.split(line[good], breaks)]
    return [part for part in parts if len(part) > 1]


def thinned(line: np.ndarray, step: float) -> np.ndarray:
    """A line without the points that lie nearer than a step to the one kept before."""
    cells = np.floor(line / step)
    kept = np.r_[True, (np.diff(cells, axis=0) != 0).any(axis=1)]
    kept[-1] = True
    return line[kept]
