"""Why the middle rep is off 100 %: level, weighting and skew as steps that add up."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt

from pages._shared import figures
from pages._shared.charts.marks import block, fed
from pages._shared.charts.specs import PERCENT, STRONG, colour, finished, only, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pages._shared.charts.marks import Marks
    from pages._shared.theme import Palette

STEPS = (
    ("level", "too much handed out"),
    ("weighting", "big patches count more"),
    ("skew", "a few carry the number"),
)
"""Parts of the median gap and their words."""


_DESCRIPTION = "Steps from 100 percent of quota to the result of the middle rep"


@lru_cache(maxsize=4)
def spec(palette: Palette) -> dict[str, Any]:
    """Spec, built once."""
    axis = alt.Axis(labelExpr=PERCENT, tickCount=4, title="attainment of quota")
    x = alt.X("x:Q", scale=alt.Scale(zero=False, padding=24), axis=axis)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, 5], nice=False), axis=None)
    tint = colour(palette)
    goal = only("goal").mark_rule(strokeDash=[3, 3], color=palette.text, opacity=0.8)
    layers = [
        goal.encode(x, y, y2="y2"),
        only("step").mark_rule(strokeWidth=10).encode(x, y, tint, x2="x2"),
        only("end").mark_rule(strokeWidth=2.5).encode(x, y, tint, y2="y2"),
        words("above", palette, fontWeight="normal").encode(x, y, text="label:N"),
    ]
    return finished(alt.layer(*layers), palette, 240, _DESCRIPTION)


def rows(gap: Mapping[str, float]) -> Marks:
    """Marks of the three steps from 100 % down to the middle rep's result."""
    at = 1.0
    lowest = min(1.0, *(1.0 + sum(list(gap.values())[:k]) for k in (1, 2, 3)))
    blocks = [block("goal", x=1.0, y=0.0, y2=4.6)]
    blocks.append(block("above", label="every rep exactly at quota: 100 %", x=lowest, y=4.95))
    for place, (key, words_for_it) in enumerate(STEPS):
        after = at + gap[key]
        y = 3.15 - place
        tone = STRONG if gap[key] < 0 else "0"
        blocks.append(block("step", side=tone, x=at, x2=after, y=y))
        text = f"{words_for_it}: {figures.points(gap[key], 1)}"
        blocks.append(block("above", label=text, x=lowest, y=y + 0.8))
        at = after
    blocks.append(block("end", side="0", x=at, y=0.0, y2=0.4))
    blocks.append(block("above", label=f"middle rep: {figures.percent(at)}", x=lowest, y=0.95))
    return fed(blocks)
