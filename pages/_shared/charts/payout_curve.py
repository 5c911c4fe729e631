"""What the plan pays at each attainment, the sides' curves over the reps' attainment."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np

from pages._shared.charts.marks import MAX_MARKS, block, crowd, fed
from pages._shared.charts.panels import PANEL_HEIGHT
from pages._shared.charts.side import attainments
from pages._shared.charts.specs import (
    PERCENT,
    SIDES,
    crowd_layer,
    dashed,
    finished,
    only,
    tint,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.model.results import Curve
    from pages._shared.charts.marks import Marks
    from pages._shared.charts.side import Side
    from pages._shared.theme import Palette

FURTHEST = 2.0
"""Attainment up to which the curves are drawn."""
_POINTS = 81
_RUG = (-0.22, -0.06)
"""Where the marks of people stand, below the axis of the curve."""


_DESCRIPTION = (
    "Share of target incentive paid at each attainment, with the reps as short lines below"
)


@lru_cache(maxsize=16)
def spec(palette: Palette, sides: int = 2) -> dict[str, Any]:
    """Spec for a number of sides, built once."""
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[0, FURTHEST], nice=False),
        axis=alt.Axis(values=[0, 0.5, 1, 1.5, 2], labelExpr=PERCENT, title="attainment of quota"),
    )
    axis = alt.Axis(labelExpr=f"datum.value < 0 ? '' : {PERCENT}", tickCount=6, title=None)
    y = alt.Y("y:Q", axis=axis)
    cross = only("goal").mark_rule(strokeDash=[3, 3], color=palette.text, opacity=0.7)
    layers = [
        cross.encode(x, y, y2="y2"),
        *(layer for tone in SIDES[:sides] for layer in _side(x, y, tone, palette)),
        words("name", palette, align="right").encode(x, y, text="label:N"),
        words("unit", palette, fontWeight="normal").encode(x, y, text="label:N"),
    ]
    return finished(alt.layer(*layers), palette, 2 * PANEL_HEIGHT, _DESCRIPTION)


def _side(x: alt.X, y: alt.Y, tone: str, palette: Palette) -> list[alt.Chart]:
    """Layers of one side: its people as short lines, and its curve."""
    colour = tint(palette, tone)
    people = crowd_layer("rug", tone).mark_rule(strokeWidth=1, opacity=0.65, color=colour)
    style = {"strokeWidth": 2.5, "strokeDash": dashed(tone), "clip": True, "color": colour}
    curve = crowd_layer("curve", tone).mark_line(**style)
    return [people.encode(x, y, y2="y2"), curve.encode(x, y, order="x:Q")]


def rows(sides: Sequence[Side]) -> Marks:
    """
    Marks of the sides: curves as 81 points each, and one short line for each rep.

    Curves that pay the same are drawn once, in the colour of the first of them.
    The rug is that of the last side; people beyond the furthest attainment are left out.
    Where there are too many for the chart, every k-th in order of attainment stands for its
    neighbours.
    """
    curves = [(first, sampled(first.result.curve)) for first, *_ in alike(sides)]
    high = max((float(y.max(initial=1.0)) for _, (_, y) in curves), default=1.0)
    blocks = [crowd("curve", side.number, x=x, y=y) for side, (x, y) in curves]
    blocks.append(block("goal", x=1.0, y=0.0, y2=high))
    blocks.append(block("unit", label="share of target incentive paid", x=0.0, y=high * 1.12))
    people = _thinned(attainments(sides[-1].result), MAX_MARKS - _POINTS * len(sides))
    low, upper = (high * end for end in _RUG)
    blocks.append(crowd("rug", sides[-1].number, x=people, y=low, y2=upper))
    return fed(blocks)


def alike(sides: Sequence[Side]) -> list[list[Side]]:
    """Sides by what their plans pay: those that pay the same everywhere are one line."""
    groups: list[list[Side]] = []
    for side in sides:
        same = (one for one in groups if is_same(one[0].result.curve, side.result.curve))
        group = next(same, None)
        if group is None:
            groups.append([side])
        else:
            group.append(side)
    return groups


def sampled(curve: Curve) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Curve up to the furthest attainment, at 81 points at most; a jump stays a jump."""
    inside = curve.attainment <= FURTHEST
    x, y = curve.attainment[inside], curve.payout_share[inside]
    if x.size <= _POINTS:
        return x, y
    keep = np.unique(np.linspace(0, x.size - 1, _POINTS - 1).round().astype(int))
    return x[keep], y[keep]


def is_same(one: Curve, other: Curve) -> bool:
    """Whether two curves pay the same everywhere."""
    grid = np.linspace(0.0, FURTHEST, _POINTS)
    pays = [np.interp(grid, c.attainment, c.payout_share) for c in (one, other)]
    return bool(np.allclose(*pays, atol=1e-9))


def _thinned(people: NDArray[np.float64], room: int) -> NDArray[np.float64]:
    here = np.sort(people[(people >= 0) & (people <= FURTHEST)])
    return here[:: -(-here.size // room)] if here.size > room else here
