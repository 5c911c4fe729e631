"""Dots in stacks: people as dots, one panel above the other, on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pages._shared.charts.marks import MAX_MARKS, block, crowd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pages._shared.charts.marks import Block

_PANEL_GAP = 0.52
"""Room above each panel for its name and its middle, in panel heights."""
_CLEAR = 0.1
"""Part of it that keeps the name off the dots of the panel above."""
TALLEST = 26
"""Dots in a stack beyond which they would overlap; higher panels become bars."""
_SHORTEST = 12
"""A panel is scaled as if its highest stack had at least this many dots."""
_TOWERS = 3
"""A stack this many times as high as the others is cut short, else it would flatten them."""
_ROOM = 1.5
"""Height at which it is cut, in heights of the highest of the others."""


def base(panel: int, panels: int) -> float:
    """Where a panel stands on the y axis; panel 0, the baseline, is at the top."""
    return (panels - 1 - panel) * (1.0 + _PANEL_GAP)


def name_line(panel: int, panels: int) -> float:
    """Where the name of a panel stands on the y axis, in the middle of its line."""
    return base(panel, panels) + 1.0 + _PANEL_GAP - _CLEAR


def top(panels: int) -> float:
    """Upper end of the y axis."""
    return panels * (1.0 + _PANEL_GAP)


def stacks(
    positions: list[NDArray[np.float64]],
    tones: list[NDArray[np.str_]],
    edges: NDArray[np.float64],
    centres: NDArray[np.float64],
) -> list[Block]:
    """
    Stack people over bins, as dots, or as bars where there are too many for dots.

    A stack that towers over all others is cut short, with an arrow and its number beside it.

    Parameters
    ----------
    positions : list of ndarray
        For each panel where its people stand, shape (n,); beyond the edges they go to the
        outermost bin, ``nan`` is left out.
    tones : list of ndarray of str
        For each panel the tone of each person, shape (n,); tones lie together in a stack.
    edges : ndarray, shape (bins - 1,)
        Inner edges of the bins, ascending.
    centres : ndarray, shape (bins,)
        Where the stacks are drawn.
    """
    counted = [_count(p, t, edges, centres.size) for p, t in zip(positions, tones, strict=True)]
    highest = max((int(c.sum(axis=1).max(initial=0)) for _, c in counted), default=0)
    people = sum(int(c.sum()) for _, c in counted)
    room = _room([c.sum(axis=1) for _, c in counted], highest)
    as_dots = highest <= TALLEST and people <= MAX_MARKS and room >= highest
    draw = _dots if as_dots else _bars
    layers: list[Block] = []
    for panel, (names, counts) in enumerate(counted):
        y = base(panel, len(counted))
        layers += draw(names, counts, centres, y, 1.0 / room)
        layers += _cut_short(counts.sum(axis=1), centres, y, room)
    return layers


def _room(heights: list[NDArray[np.int64]], highest: int) -> int:
    """Dots that a panel is high: those of the highest stack, unless it towers over the others."""
    others = max((int(np.sort(h)[-2]) for h in heights if h.size > 1), default=0)
    towers = others > 0 and highest > max(_TOWERS * others, _SHORTEST)
    return max(int(np.ceil(_ROOM * others)) if towers else highest, _SHORTEST)


def _cut_short(
    heights: NDArray[np.int64], centres: NDArray[np.float64], y: float, room: int
) -> list[Block]:
    """Arrow and number beside each stack that is higher than there is room for."""
    layers = []
    for at in np.flatnonzero(heights > room):
        turned = "word_left" if at > heights.size / 2 else "word"
        label = f"↑ {heights[at]:,} (cut short)"
        layers.append(block(turned, label=label, x=float(centres[at]), y=y + 1.0))
    return layers


def _count(
    positions: NDArray[np.float64], tones: NDArray[np.str_], edges: NDArray[np.float64], bins: int
) -> tuple[list[str], NDArray[np.int64]]:
    """Tones in order and people by bin and tone, shape (bins, tones)."""
    here = ~np.isnan(positions)
    names, code = np.unique(tones[here], return_inverse=True)
    counts = np.zeros((bins, max(names.size, 1)), dtype=np.int64)
    np.add.at(counts, (np.searchsorted(edges, positions[here], side="right"), code), 1)
    return [str(name) for name in names], counts


def _dots(
    tones: list[str], counts: NDArray[np.int64], x: NDArray[np.float64], y: float, step: float
) -> list[Block]:
    below = np.cumsum(counts, axis=1) - counts
    layers = []
    for code, tone in enumerate(tones):
        number = counts[:, code]
        bins = np.repeat(np.arange(number.size), number)
        rank = np.arange(bins.size) - np.repeat(np.cumsum(number) - number, number)
        height = y + (below[bins, code] + rank + 0.5) * step
        layers.append(crowd("dot", tone, x=x[bins], y=height))
    return layers


def _bars(
    tones: list[str], counts: NDArray[np.int64], x: NDArray[np.float64], y: float, step: float
) -> list[Block]:
    total = counts.sum(axis=1, keepdims=True)
    drawn = counts * np.minimum(1.0, 1.0 / (step * np.maximum(total, 1)))  # tones keep their share
    upper = np.cumsum(drawn, axis=1)
    layers = []
    for code, tone in enumerate(tones):
        full = counts[:, code] > 0
        low, high = upper[full, code] - drawn[full, code], upper[full, code]
        layers.append(crowd("bar", tone, x=x[full], y=y + low * step, y2=y + high * step))
    return layers
