"""System, what cannot be told, people and luck as one bar of the whole."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt

from pages._shared import figures
from pages._shared.charts.marks import block, fed
from pages._shared.charts.specs import PERCENT, colour, finished, only, words

if TYPE_CHECKING:
    from engine.model.diagnosis import Shares
    from pages._shared.charts.marks import Marks
    from pages._shared.theme import Palette

_DESCRIPTION = "Differences between reps over a year: system, not to be told, people and luck"


@lru_cache(maxsize=4)
def spec(palette: Palette) -> dict[str, Any]:
    """Spec, built once."""
    axis = alt.Axis(labelExpr=PERCENT, tickCount=5, title="of the differences between reps")
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 1]), axis=axis)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, 5], nice=False), axis=None)
    layers = [
        only("part").mark_rule(strokeWidth=14).encode(x, y, colour(palette), x2="x2"),
        words("word", palette, fontWeight="normal").encode(x, y, text="label:N"),
    ]
    return finished(alt.layer(*layers), palette, 170, _DESCRIPTION)


def parts(shares: Shares) -> list[tuple[str, float]]:
    """Words and sizes of the four parts, which sum to 1: what is sure, what is not, and luck."""
    rest = 1 - shares.luck.mid
    system, people = shares.system.lo * rest, shares.people.lo * rest
    return [
        ("System", system),
        ("Seller or patch, not to be told", rest - system - people),
        ("People", people),
        ("Luck", shares.luck.mid),
    ]


def rows(shares: Shares) -> Marks:
    """Marks of the four parts, one below the other."""
    at, blocks = 0.0, []
    for place, (label, size) in enumerate(parts(shares)):
        y, tone = 4.2 - 1.15 * place, ("1", "0", "2", "4")[place]
        blocks.append(block("part", side=tone, x=at, x2=at + size, y=y))
        text = f"{label}: {figures.percent(size)}"
        blocks.append(block("word", label=text, x=min(at, 0.6), y=y + 0.8))
        at += size
    return fed(blocks)
