"""Attainment of every rep as a dot, one side above the other, with the rule at 100 %."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np

from pages._shared import figures
from pages._shared.charts import panels as people
from pages._shared.charts.marks import fed
from pages._shared.charts.side import attainments, middle_of, shortened
from pages._shared.charts.specs import PERCENT, finished

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.model.results import AsIs, ScenarioResult
    from pages._shared.charts.marks import Marks
    from pages._shared.charts.side import Side
    from pages._shared.theme import Palette

FURTHEST = 2.0
"""Attainment from which on all stand in the last stack."""
_WIDTH = 0.05
_CENTRES = np.arange(41) * _WIDTH + _WIDTH / 2
_EDGES = np.round(np.arange(1, 41) * _WIDTH, 10)


_DESCRIPTION = (
    "Attainment of every rep as dots, one panel for each side, with a rule at 100 percent"
)


@lru_cache(maxsize=16)
def spec(palette: Palette, panels: int = 2) -> dict[str, Any]:
    """Spec for a number of panels, built once."""
    axis = alt.Axis(
        values=[0, 0.5, 1, 1.5, 2],
        labelExpr=f"datum.value >= {FURTHEST} ? '200 % +' : {PERCENT}",
        title="attainment of each rep (credited ÷ quota)",
    )
    scale = alt.Scale(domain=[0, FURTHEST + _WIDTH], nice=False)
    layers = people.layers(alt.X("x:Q", scale=scale, axis=axis), panels, palette)
    return finished(alt.layer(*layers), palette, people.PANEL_HEIGHT * panels, _DESCRIPTION)


def rows(sides: Sequence[Side], last_year: float | None = None) -> Marks:
    """
    Marks of the sides, the baseline on top.

    Parameters
    ----------
    sides : sequence of Side
        The baseline and up to four scenarios.
    last_year : float, optional
        Median attainment of the year as it was, a thin mark on the baseline's panel.
    """
    panels = [_panel(side.number, side.name, side.result) for side in sides]
    blocks = people.rows(panels, _EDGES, _CENTRES, goal=1.0, left_end=0.0)
    if last_year is not None:
        label = f"last year {figures.percent(last_year)}"
        blocks += people.thin_mark(last_year, label, panels[0].middle, len(panels))
    return fed(blocks)


def rows_as_is(as_is: AsIs) -> Marks:
    """Marks of a past period, one panel, its fair median as the thin mark."""
    panel = _panel("0", as_is.period.label, as_is)
    blocks = people.rows([panel], _EDGES, _CENTRES, goal=1.0, left_end=0.0)
    fair = middle_of(as_is, "fair_median")
    if fair is not None:
        blocks += people.thin_mark(fair, f"fair {figures.percent(fair)}", panel.middle, 1)
    return fed(blocks)


def _panel(side: str, name: str, result: AsIs | ScenarioResult) -> people.Panel:
    attained = attainments(result)
    middle = middle_of(result, "median_attainment")
    tones = np.full(attained.size, side)
    return people.Panel(side, shortened(name), attained, tones, middle, figures.percent(middle))
