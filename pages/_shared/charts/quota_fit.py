"""Quota against what the patch can give: every rep as a dot on a log scale, the band shaded."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np

from pages._shared import figures
from pages._shared.charts import dots
from pages._shared.charts import panels as people
from pages._shared.charts.marks import block, fed
from pages._shared.charts.side import middle_of, numbers, shortened
from pages._shared.charts.specs import OUT, finished, only

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.model.results import AsIs, ScenarioResult
    from pages._shared.charts.marks import Marks
    from pages._shared.charts.side import Side
    from pages._shared.theme import Palette

BAND = (0.85, 1.15)
"""Quota that fits its patch: within 15 % of it."""
_ENDS = (0.4, 2.5)
_BINS = 41
_EDGES = np.exp(np.linspace(*np.log(_ENDS), _BINS + 1))[1:-1]
_CENTRES = np.sqrt(np.r_[_ENDS[0], _EDGES] * np.r_[_EDGES, _ENDS[1]])


_DESCRIPTION = (
    "Quota against what the patch can give, every rep as a dot, the band of 15 percent shaded"
)


@lru_cache(maxsize=16)
def spec(palette: Palette, panels: int = 2) -> dict[str, Any]:
    """Spec for a number of panels, built once."""
    x = alt.X(
        "x:Q",
        scale=alt.Scale(type="log", domain=list(_ENDS), nice=False),
        axis=alt.Axis(
            values=[0.4, 0.6, 0.85, 1.15, 1.6, 2.5],
            labelExpr="datum.value <= 0.4 ? '0.4 −' : datum.value >= 2.5 ? '2.5 +' : datum.label",
            format=".2~f",
            labelOverlap=False,
            title="share of quota ÷ share of expected (log scale)",
        ),
    )
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, dots.top(panels)], nice=False), axis=None)
    shade = only("band").mark_rect(color=palette.band)
    layers = [shade.encode(x, y, x2="x2", y2="y2"), *people.layers(x, panels, palette)]
    return finished(alt.layer(*layers), palette, people.PANEL_HEIGHT * panels, _DESCRIPTION)


def rows(sides: Sequence[Side]) -> Marks:
    """Marks of the sides, the baseline on top."""
    return _marks([_panel(side.number, side.name, side.result) for side in sides])


def rows_as_is(as_is: AsIs) -> Marks:
    """Marks of a past period, one panel."""
    return _marks([_panel("0", as_is.period.label, as_is)])


def rows_of_quotas(sets: Sequence[tuple[str, NDArray[np.float64], float]]) -> Marks:
    """
    Marks of sets of quotas, last year's on top.

    Parameters
    ----------
    sets : sequence
        Name, quota over what the patch can give by patch (``nan`` where not known), and the
        share of quota money inside the band.
    """
    return _marks(
        [_of_fit(str(number), name, fit, share) for number, (name, fit, share) in enumerate(sets)]
    )


def _marks(panels: list[people.Panel]) -> Marks:
    band = block("band", x=BAND[0], x2=BAND[1], y=0.0, y2=dots.top(len(panels)))
    return fed([band, *people.rows(panels, _EDGES, _CENTRES, goal=1.0, left_end=_ENDS[0])])


def _panel(side: str, name: str, result: AsIs | ScenarioResult) -> people.Panel:
    return _of_fit(side, name, numbers(result, "fit"), middle_of(result, "fit_in_band"))


def _of_fit(side: str, name: str, fit: NDArray[np.float64], share: float | None) -> people.Panel:
    inside = (fit >= BAND[0]) & (fit <= BAND[1])
    said = "" if share is None else f"{figures.percent(share)} in band"
    return people.Panel(side, shortened(name), fit, np.where(inside, side, OUT), second=said)
