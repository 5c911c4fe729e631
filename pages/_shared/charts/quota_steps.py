"""A quota as steps: from last year's to this one's, each bar one step, exact to the cent."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt

from pages._shared import figures
from pages._shared.charts.marks import block, fed
from pages._shared.charts.specs import MONEY, OUT, STRONG, colour, finished, only, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages._shared.charts.marks import Marks
    from pages._shared.theme import Palette

_DESCRIPTION = "Steps from last year's quota to this one, each bar as long as what the step adds"
_ROW = 44
"""Pixels of one step: its words and its bar."""


@lru_cache(maxsize=32)
def spec(palette: Palette, steps: int) -> dict[str, Any]:
    """Spec for a number of steps, built once."""
    x = alt.X(
        "x:Q",
        scale=alt.Scale(zero=False, padding=24),
        axis=alt.Axis(labelExpr=MONEY, tickCount=4, title="quota, money of the period"),
    )
    top = steps + 2
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=None)
    tint = colour(palette)
    layers = [
        only("from").mark_rule(strokeDash=[3, 3], opacity=0.7).encode(x, y, tint, y2="y2"),
        only("step").mark_rule(strokeWidth=10).encode(x, y, tint, x2="x2"),
        only("end").mark_rule(strokeWidth=2.5).encode(x, y, tint, y2="y2"),
        words("above", palette, fontWeight="normal").encode(x, y, text="label:N"),
    ]
    return finished(alt.layer(*layers), palette, _ROW * top, _DESCRIPTION)


def rows(steps: Sequence[tuple[str, int]], currency: str) -> Marks:
    """
    Marks of one quota's steps.

    Parameters
    ----------
    steps : sequence of (str, int)
        What each step is called and what it adds, cents; the first is where it starts, all
        together are the quota.
    currency : str
        Of the amounts.
    """
    reached = [sum(cents for _, cents in steps[: n + 1]) / 100 for n in range(len(steps))]
    left, top = min(reached), len(steps) + 1
    (first, start), *added = steps
    label = f"{first}: {figures.money_exact(start / 100, currency)}"
    blocks = [
        block("from", side="0", x=reached[0], y=0.0, y2=float(top)),
        block("above", label=label, x=left, y=top + 0.6),
    ]
    for n, (name, cents) in enumerate(added, 1):
        y, amount = top - n + 0.1, figures.money_exact(abs(cents) / 100, currency)
        tone = "1" if cents > 0 else OUT
        sign = "+" if cents > 0 else "−"
        blocks.append(block("step", side=tone, x=reached[n - 1], x2=reached[n], y=y))
        blocks.append(block("above", label=f"{name}: {sign}{amount}", x=left, y=y + 0.6))
    quota = figures.money_exact(reached[-1], currency)
    blocks.append(block("end", side=STRONG, x=reached[-1], y=0.0, y2=0.5))
    blocks.append(block("above", label=f"Quota: {quota}", x=left, y=0.95))
    return fed(blocks)
