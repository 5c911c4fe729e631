"""The frontier: how uneven patches are for each share of potential moved, the chosen one marked."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np

from pages._shared.charts.marks import block, fed
from pages._shared.charts.specs import PERCENT, STRONG, colour, finished, only, words

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from pages._shared.charts.marks import Marks
    from pages._shared.theme import Palette

_DESCRIPTION = "How uneven patches are for each share of potential that moves"

PLACES: dict[str, dict[str, Any]] = {
    "word above": {"align": "left", "dy": -10, "baseline": "bottom"},
    "word below": {"align": "right", "dx": 0, "dy": 12},
    "word at the floor": {"align": "right", "dx": 0, "dy": -20, "baseline": "bottom"},
}
"""Where the words of the chosen point may stand: the line falls, and ever less steeply."""


@lru_cache(maxsize=8)
def spec(palette: Palette) -> dict[str, Any]:
    """Spec, built once."""
    x = alt.X(
        "x:Q", axis=alt.Axis(labelExpr=PERCENT, tickCount=6, title="share of potential moved")
    )
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(zero=True),
        axis=alt.Axis(labelExpr=PERCENT, tickCount=5, title="how uneven patches are"),
    )
    tint = colour(palette)
    layers = [
        only("line").mark_line(strokeWidth=2).encode(x, y, tint, order="x2:Q"),
        only("point").mark_point(filled=True, size=60, opacity=1).encode(x, y, tint),
        only("chosen").mark_point(size=260, strokeWidth=2.5, opacity=1).encode(x, y, tint),
        *(
            words(part, palette, **place, **style).encode(x, y, text="label:N")
            for part, place in PLACES.items()
            for style in ({"stroke": palette.background, "strokeWidth": 4}, {})
        ),
    ]
    return finished(alt.layer(*layers), palette, 230, _DESCRIPTION)


def rows(points: pa.Table, chosen: int) -> Marks:
    """Marks of the points; the chosen one has a ring and, off the line, its share in words."""
    x = points["moved_share"].to_numpy()
    y = points["cv_after"].to_numpy()
    label = f"{100 * x[chosen]:.0f} % moved"
    return fed(
        [
            block("line", side="1", x=x, y=y, x2=np.arange(x.size)),
            block("point", side="1", x=x, y=y),
            block("chosen", side=STRONG, x=x[chosen], y=y[chosen]),
            block(_place(x, y, chosen), label=label, x=x[chosen], y=y[chosen]),
        ]
    )


def _place(x: NDArray[np.float64], y: NDArray[np.float64], chosen: int) -> str:
    """Right of the line where there is room for words, else under it or, near nil, over it."""
    if x[chosen] <= 0.7 * x.max():
        return "word above"
    return "word below" if y[chosen] >= 0.1 * y.max() else "word at the floor"
