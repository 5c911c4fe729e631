"""Target, what is expected, and what is handed out, on one line of money."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt

from engine.model.band import Band
from pages._shared.charts.marks import block, fed
from pages._shared.charts.side import middle_of, shortened
from pages._shared.charts.specs import MONEY, colour, finished, only, shape, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages._shared.charts.marks import Block, Marks
    from pages._shared.charts.side import Side
    from pages._shared.theme import Palette


_DESCRIPTION = "Expected bookings with their range, quota handed out, and the target as a rule"


@lru_cache(maxsize=32)
def spec(palette: Palette, sides: int, currency: str) -> dict[str, Any]:
    """Spec for a number of sides, built once."""
    title = f"a year's bookings{', ' + currency if currency else ''}"
    axis = alt.Axis(labelExpr=MONEY, tickCount=5, title=title)
    x = alt.X("x:Q", scale=alt.Scale(zero=False, padding=12), axis=axis)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[-0.1, sides + 0.45], nice=False), axis=None)
    tint = colour(palette)
    goal = only("goal").mark_rule(strokeWidth=1.5, strokeDash=[4, 3], color=palette.text)
    layers = [
        only("band").mark_rule(strokeWidth=9, opacity=0.45).encode(x, y, tint, x2="x2"),
        only("middle").mark_rule(strokeWidth=3).encode(x, y, tint, y2="y2"),
        only("handed").mark_point(filled=True, size=70, opacity=1).encode(x, y, tint, shape()),
        goal.encode(x, y, y2="y2"),
        words("target", palette).encode(x, y, text="label:N"),
        words("name", palette, fontWeight="normal").encode(x, y, text="label:N"),
    ]
    return finished(alt.layer(*layers), palette, 18 + 30 * sides, _DESCRIPTION)


def rows(sides: Sequence[Side]) -> Marks:
    """Marks of the sides, the baseline on top; figures that are not there leave no mark."""
    blocks: list[Block] = []
    for place, side in enumerate(reversed(sides)):
        blocks += _line(side, float(place))
    target = middle_of(sides[0].result, "target")
    if target is not None:
        blocks.append(block("goal", x=target, y=-0.1, y2=len(sides) + 0.4))
        blocks.append(block("target", label="target", x=target, y=len(sides) + 0.45))
    return fed(blocks)


def _line(side: Side, y: float) -> list[Block]:
    expected = side.result.metrics.get("bookings")
    handed_out = middle_of(side.result, "quota_total")
    blocks = []
    if isinstance(expected, Band):
        line = {"side": side.number, "y": y + 0.3}
        blocks.append(block("band", x=expected.p10, x2=expected.p90, **line))
        middle = {"side": side.number, "y": y + 0.12, "y2": y + 0.48}
        blocks.append(block("middle", x=expected.p50, **middle))
        name = shortened(side.name)
        blocks.append(block("name", label=name, x=expected.p10, y=y + 0.98))
    if handed_out is not None:
        blocks.append(block("handed", side=side.number, x=handed_out, y=y + 0.3))
    return blocks
