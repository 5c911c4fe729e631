"""Who carries the number: bookings by tenth of the team, the strongest tenth first."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np

from pages._shared import figures
from pages._shared.charts.marks import block, fed
from pages._shared.charts.side import numbers
from pages._shared.charts.specs import PERCENT, colour, finished, only, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.model.results import AsIs
    from pages._shared.charts.marks import Marks
    from pages._shared.theme import Palette

_TENTHS = 10


_DESCRIPTION = "Share of bookings by tenth of reps, the strongest tenth first"


@lru_cache(maxsize=4)
def spec(palette: Palette) -> dict[str, Any]:
    """Spec, built once."""
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(values=[0, 0.5, 1], labelExpr=PERCENT, title="reps, most bookings first"),
    )
    axis = alt.Axis(labelExpr=PERCENT, tickCount=4, title="share of all bookings")
    y = alt.Y("y:Q", scale=alt.Scale(zero=True), axis=axis)
    even = only("even").mark_rule(strokeDash=[3, 3], color=palette.text, opacity=0.8)
    layers = [
        only("bar").mark_rect().encode(x, y, colour(palette), x2="x2", y2="y2"),
        even.encode(x, y, x2="x2"),
        words("value", palette, align="center", baseline="bottom").encode(x, y, text="label:N"),
        words("note", palette, align="right", baseline="bottom", fontWeight="normal").encode(
            x, y, text="label:N"
        ),
    ]
    return finished(alt.layer(*layers), palette, 200, _DESCRIPTION)


def rows(as_is: AsIs) -> Marks:
    """Marks of a past period: ten bars and the line of an even team."""
    share = tenths(carried(as_is))
    if share.size == 0:
        return fed([])
    left = np.arange(_TENTHS) / _TENTHS
    bars = block("bar", side="0", x=left + 0.006, x2=left + 0.094, y=share, y2=0.0)
    even = block("even", x=0.0, x2=1.0, y=0.1)
    label = [figures.percent(float(s)) for s in share]
    values = block("value", label=label, x=left + 0.05, y=share)
    return fed([bars, even, values])


def carried(as_is: AsIs) -> NDArray[np.float64]:
    """Bookings of those who are there to book, shape (carriers,): a quota, or own bookings."""
    booked = numbers(as_is, "booked")
    if "flags" not in as_is.reps_table.column_names:
        return booked
    flags = [set(row or ()) for row in as_is.reps_table["flags"].to_pylist()]
    apart = np.array(["overlay" in row for row in flags], dtype=bool)
    without = np.array([bool(row & {"no_quota", "vacant"}) for row in flags], dtype=bool)
    has_booked = np.nan_to_num(booked) != 0
    carriers: NDArray[np.float64] = booked[~apart & (~without | has_booked)]
    return carriers


def tenths(booked: NDArray[np.float64]) -> NDArray[np.float64]:
    """
    Share of bookings that each tenth of reps carries, shape (10,), empty if nothing was booked.

    A rep on the border of two tenths counts in both by the part that lies there; negative
    amounts count as zero.
    """
    x = np.sort(np.clip(booked[~np.isnan(booked)], 0.0, None))[::-1]
    if x.sum() <= 0:
        return np.empty(0)
    carried = np.concatenate(([0.0], np.cumsum(x))) / x.sum()
    ends = np.interp(np.arange(_TENTHS + 1) / _TENTHS * x.size, np.arange(x.size + 1), carried)
    return np.diff(ends)
