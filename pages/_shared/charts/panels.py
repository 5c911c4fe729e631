"""Panels of people on one scale: their stacks, names, middles and rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import altair as alt

from pages._shared.charts import dots
from pages._shared.charts.marks import block
from pages._shared.charts.specs import OUT, SIDES, colour, crowd_layer, only, outlined, tint, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pages._shared.charts.marks import Block
    from pages._shared.theme import Palette

PANEL_HEIGHT = 112
"""Pixels of one panel; phone and projector alike."""
_LINE = 0.16
"""Height of a line of words, in panel heights."""


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """One side's people and what is written above them."""

    side: str
    name: str
    positions: NDArray[np.float64]
    """Where each person stands on the x axis, shape (n,); ``nan`` is left out."""
    tones: NDArray[np.str_]
    """Side or ``out`` for each person, shape (n,)."""
    middle: float | None = None
    middle_label: str = ""
    second: str = ""
    """Written under the name."""


def layers(x: alt.X, panels: int, palette: Palette) -> list[alt.Chart]:
    """Layers that draw the rows of :func:`rows`, the words last."""
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, dots.top(panels)], nice=False), axis=None)
    thin = only("earlier").mark_rule(strokeWidth=1, color=palette.text)
    goal = only("goal").mark_rule(strokeDash=[3, 3], color=palette.text, opacity=0.7)
    return [
        goal.encode(x, y, y2="y2"),
        *(layer for tone in (*SIDES[:panels], OUT) for layer in _people(x, y, tone, palette)),
        thin.encode(x, y, y2="y2"),
        only("middle").mark_rule(strokeWidth=2.5).encode(x, y, colour(palette), y2="y2"),
        words("word", palette, fontWeight="normal").encode(x, y, text="label:N"),
        words("word_left", palette, align="right", fontWeight="normal").encode(
            x, y, text="label:N"
        ),
    ]


def _people(x: alt.X, y: alt.Y, tone: str, palette: Palette) -> list[alt.Chart]:
    """Layers of one tone's people, as dots or as bars."""
    look = outlined(palette, tone)
    dots_ = crowd_layer("dot", tone).mark_point(size=20, strokeWidth=1, opacity=1, **look)
    bars = crowd_layer("bar", tone).mark_bar(size=5, opacity=0.9, color=tint(palette, tone))
    return [dots_.encode(x, y), bars.encode(x, y, y2="y2")]


def rows(
    panels: list[Panel],
    edges: NDArray[np.float64],
    centres: NDArray[np.float64],
    goal: float,
    left_end: float,
) -> list[Block]:
    """
    Marks of the panels, the baseline on top.

    Parameters
    ----------
    panels : list of Panel
        At most five.
    edges, centres : ndarray
        Bins, as in :func:`dots.stacks`.
    goal : float
        Where the dashed rule stands in each panel, below its words.
    left_end : float
        Lower end of the x axis, where names are written.
    """
    n = len(panels)
    stacks = dots.stacks([p.positions for p in panels], [p.tones for p in panels], edges, centres)
    blocks = [*stacks]
    for number, panel in enumerate(panels):
        low, high = dots.base(number, n), dots.name_line(number, n)
        blocks.append(block("goal", x=goal, y=low, y2=high - 3 * _LINE))
        blocks.append(block("word", label=panel.name, x=left_end, y=high))
        if panel.second:
            blocks.append(block("word", label=panel.second, x=left_end, y=high - _LINE))
        if panel.middle is not None:
            at = panel.middle
            blocks.append(block("middle", side=panel.side, x=at, y=low, y2=high - _LINE))
            blocks.append(block("word", label=panel.middle_label, x=at, y=high - _LINE))
    return blocks


def thin_mark(at: float, label: str, middle: float | None, panels: int) -> list[Block]:
    """Thin mark on the baseline's panel, its label turned away from the middle's rule."""
    low, high = dots.base(0, panels), dots.name_line(0, panels) - 2 * _LINE
    turned = "word_left" if middle is None or at <= middle else "word"
    return [
        block("earlier", x=at, y=low, y2=high),
        block(turned, label=label, x=at, y=high),
    ]
