"""What all charts' specs share: colours and marks by side, axes in words, the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

if TYPE_CHECKING:
    from pages._shared.theme import Palette

PERCENT = "format(datum.value * 100, '.0f') + ' %'"
"""Axis labels: a decimal as percent."""
MONEY = "replace(format(datum.value, '.3~s'), 'G', 'B')"
"""Axis labels: 92M, 1.2B."""
SIDES = ["0", "1", "2", "3", "4"]
"""The baseline and up to four scenarios, each with its own colour, shape and dash."""
OUT = "out"
"""Tone of what lies outside a band."""
STRONG = "strong"
"""Tone of what stands out without belonging to a scenario."""

_AXIS = 44
_TONES = [*SIDES, OUT, STRONG]
_SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "circle", "circle"]
_DASHES = [[1, 0], [1, 0], [6, 3], [2, 2], [8, 3, 2, 3]]


def only(part: str) -> alt.Chart:
    """Chart of one part of the fed table."""
    return alt.Chart().transform_filter(alt.datum.part == part)


def colour(palette: Palette, channel: type[alt.Color | alt.Stroke] = alt.Color) -> Any:
    """Colour by side; the same scale in every layer and chart."""
    colours = [palette.baseline, *palette.scenarios, palette.outside, palette.text]
    scale = alt.Scale(domain=_TONES, range=colours)
    return channel("side:N", scale=scale, legend=None)


def hollow(palette: Palette) -> alt.Fill:
    """Fill by side that leaves what is outside a band hollow."""
    fills = [palette.baseline, *palette.scenarios, palette.background, palette.text]
    scale = alt.Scale(domain=_TONES, range=fills)
    return alt.Fill("side:N", scale=scale, legend=None)


def shape() -> alt.Shape:
    """Mark by side, for eyes that do not tell colours apart."""
    scale = alt.Scale(domain=_TONES, range=_SHAPES)
    return alt.Shape("side:N", scale=scale, legend=None)


def dash() -> alt.StrokeDash:
    """Dash of a line by side."""
    return alt.StrokeDash("side:N", scale=alt.Scale(domain=SIDES, range=_DASHES), legend=None)


def words(part: str, palette: Palette, *, align: str = "left", **style: Any) -> alt.Chart:
    """Layer of words beside where they belong."""
    shift = {"left": 5, "right": -5, "center": 0}[align]
    settings = {"align": align, "dx": shift, "baseline": "top", "fontWeight": "bold", **style}
    return only(part).mark_text(color=palette.text, **settings)


def finished(
    chart: alt.LayerChart, palette: Palette, height: int, description: str
) -> dict[str, Any]:
    """
    Spec as a dict: drawn on canvas, without data and without a frame.

    ``height`` is that of the marks, in pixels; the axis and its title come on top.

    Data are handed over at each run, so the spec never changes and the browser keeps the
    view that it has drawn. That holds for ``description`` too, the chart's name to those who
    do not see it: a name that changed would have the view built anew at every move of a lever.
    The sentence above the chart says what it shows now.
    """
    spec: dict[str, Any] = chart.properties(height=height + _AXIS).to_dict()
    for part in (spec, *spec["layer"]):  # an own data set would keep the fed one out
        part.pop("data", None)
        part.pop("datasets", None)
    axis = {"grid": False, "labelColor": palette.text, "titleColor": palette.text}
    spec["config"] = {
        "axis": {**axis, "titleFontSize": 12, "titleFontWeight": "normal", "titlePadding": 8},
        "mark": {"tooltip": None},
    }
    spec["usermeta"] = {"embedOptions": {"renderer": "canvas", "actions": False}}
    spec["background"] = "transparent"
    spec["description"] = description
    spec["padding"] = {"left": 2, "right": 6, "top": 4, "bottom": 4}
    return spec
