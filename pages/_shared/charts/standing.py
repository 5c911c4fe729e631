"""Booked, plan, quota handed out and what could be expected, as bars on one scale of money."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt

from pages._shared import figures
from pages._shared.charts.marks import block, fed
from pages._shared.charts.specs import STRONG, colour, finished, only, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages._shared.charts.marks import Block, Marks
    from pages._shared.theme import Palette


_DESCRIPTION = "Booked, plan and quota handed out as bars of money"


@lru_cache(maxsize=8)
def spec(palette: Palette, bars: int) -> dict[str, Any]:
    """Spec for a number of bars, built once."""
    x = alt.X("x:Q", scale=alt.Scale(zero=True), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, bars], nice=False), axis=None)
    layers = [
        only("bar").mark_rule(strokeWidth=10).encode(x, y, colour(palette), x2="x2"),
        words("name", palette, dx=0, fontWeight="normal").encode(x, y, text="label:N"),
    ]
    return finished(alt.layer(*layers), palette, 44 * bars - 36, _DESCRIPTION)


def rows(amounts: Sequence[tuple[str, float]], currency: str) -> Marks:
    """Marks of (words, amount) pairs, the first on top and coloured."""
    blocks: list[Block] = []
    for place, (name, amount) in enumerate(amounts):
        low = len(amounts) - 1.0 - place
        tone = STRONG if place == 0 else "0"
        blocks.append(block("bar", side=tone, x=0.0, x2=amount, y=low + 0.25))
        label = f"{name}: {figures.money(amount, currency)}"
        blocks.append(block("name", label=label, x=0.0, y=low + 0.9))
    return fed(blocks)
