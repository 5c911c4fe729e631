"""Patches against their band: each patch's share of its target, before and after."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np

from pages._shared.charts.marks import block, fed
from pages._shared.charts.specs import PERCENT, colour, finished, only, shape

if TYPE_CHECKING:
    import pyarrow as pa

    from pages._shared.charts.marks import Marks
    from pages._shared.theme import Palette

_DESCRIPTION = "Each patch's share of its target, today and in the design, the band shaded"
_MOST = 2.5  # where the scale ends; what lies beyond is drawn at its end


@lru_cache(maxsize=8)
def spec(palette: Palette) -> dict[str, Any]:
    """Spec, built once."""
    x = alt.X("x:Q", scale=alt.Scale(nice=False), axis=alt.Axis(labels=False, ticks=False,
              title="patches, from the poorest to the richest today"))  # fmt: skip
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[0, _MOST], nice=False, clamp=True),
        axis=alt.Axis(labelExpr=PERCENT, values=[0, 0.5, 1, 1.5, 2, 2.5], title="of its target"),
    )
    band = only("band").mark_rect(color=palette.band).encode(x, y, x2="x2", y2="y2")
    change = only("change").mark_rule(opacity=0.35).encode(x, y, colour(palette), y2="y2")
    dots = (
        only("dot")
        .mark_point(filled=True, size=34, opacity=1)
        .encode(x, y, colour(palette), shape())
    )
    return finished(alt.layer(band, change, dots), palette, 230, _DESCRIPTION)


def rows(seats: pa.Table, tolerance: float) -> Marks:
    """Marks of one point and measure; patches that should carry nothing are left out."""
    target = seats["target"].to_numpy()
    meant = target > 0
    before, after = (
        np.minimum(seats[name].to_numpy()[meant] / target[meant], _MOST)
        for name in ("before", "after")
    )
    order = np.argsort(before, kind="stable")
    place = np.arange(order.size, dtype=np.float64)
    return fed(
        [
            block("band", x=-1.0, x2=float(order.size), y=1 - tolerance, y2=1 + tolerance),
            block("change", side="1", x=place, y=before[order], y2=after[order]),
            block("dot", side="0", x=place, y=before[order]),
            block("dot", side="1", x=place, y=after[order]),
        ]
    )
