"""What all charts' specs share: colours and marks by side, axes in words, the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from pages._shared.charts.marks import FEW, crowd_name

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
_LABELS = 10
"""Pixels of an axis's labels; words among the marks are one larger."""
_TONES = [*SIDES, OUT, STRONG]
_SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "circle", "circle"]
_DASHES = [[1, 0], [1, 0], [6, 3], [2, 2], [8, 3, 2, 3]]


def only(part: str) -> alt.Chart:
    """Layer of one part of the few marks, which are fed as one table."""
    return alt.Chart(alt.NamedData(FEW)).transform_filter(alt.datum.part == part)


def crowd_layer(part: str, tone: str) -> alt.Chart:
    """Layer of a crowd of one tone, which is fed as a table of its own."""
    return alt.Chart(alt.NamedData(crowd_name(part, tone)))


def colour(palette: Palette) -> alt.Color:
    """Colour by side; the same scale in every layer and chart."""
    scale = alt.Scale(domain=_TONES, range=_colours(palette))
    return alt.Color("side:N", scale=scale, legend=None)


def tint(palette: Palette, tone: str) -> str:
    """Colour of one tone, as :func:`colour` gives it."""
    return _colours(palette)[_TONES.index(tone)]


def outlined(palette: Palette, tone: str) -> dict[str, str]:
    """Look of a crowd's dots; what lies outside a band is hollow."""
    line = tint(palette, tone)
    fill = palette.background if tone == OUT else line
    return {"stroke": line, "fill": fill, "shape": _SHAPES[_TONES.index(tone)]}


def shape() -> alt.Shape:
    """Mark by side, for eyes that do not tell colours apart."""
    scale = alt.Scale(domain=_TONES, range=_SHAPES)
    return alt.Shape("side:N", scale=scale, legend=None)


def dashed(tone: str) -> list[int]:
    """Dash of a side's line: the third scenario's and the next are told apart by it too."""
    return _DASHES[SIDES.index(tone)]


def words(part: str, palette: Palette, *, align: str = "left", **style: Any) -> alt.Chart:
    """Layer of words beside where they belong."""
    shift = {"left": 5, "right": -5, "center": 0}[align]
    settings = {"align": align, "dx": shift, "baseline": "top", "fontWeight": "bold", **style}
    return only(part).mark_text(color=palette.text, **settings)


def _colours(palette: Palette) -> list[str]:
    return [palette.baseline, *palette.scenarios, palette.outside, palette.text]


def _sized(part: Any, size: float) -> Any:
    """A spec whose words and dots are larger, for a room; lines keep their width."""
    if isinstance(part, list):
        return [_sized(one, size) for one in part]
    if not isinstance(part, dict):
        return part
    sized = {name: _sized(value, size) for name, value in part.items()}
    mark = sized.get("mark")
    if isinstance(mark, dict) and mark.get("type") == "text":
        sized["mark"] = {**mark, "fontSize": mark.get("fontSize", _LABELS + 1) * size}
    elif isinstance(mark, dict) and mark.get("type") == "point":
        sized["mark"] = {**mark, "size": mark.get("size", 30) * size**2}
    return sized


def finished(
    chart: alt.LayerChart, palette: Palette, height: int, description: str
) -> dict[str, Any]:
    """
    Spec as a dict: drawn on canvas, naming its data sets but without data and without a frame.

    ``height`` is that of the marks, in pixels; the axis and its title come on top.

    Data are handed over at each run, so the spec never changes and the browser keeps the
    view that it has drawn. That holds for ``description`` too, the chart's name to those who
    do not see it: a name that changed would have the view built anew at every move of a lever.
    The sentence above the chart says what it shows now.
    """
    size = palette.scale
    spec: dict[str, Any] = chart.properties(height=round(size * (height + _AXIS))).to_dict()
    axis = {"grid": False, "labelColor": palette.text, "titleColor": palette.text}
    sizes = {"titleFontSize": 12 * size, "titlePadding": 8 * size}
    if size != 1.0:
        sizes["labelFontSize"] = _LABELS * size
        spec = _sized(spec, size)
    spec["config"] = {
        "axis": {**axis, "titleFontWeight": "normal", **sizes},
        "mark": {"tooltip": None, "aria": False},  # words for each mark, which no canvas speaks
    }
    spec["usermeta"] = {"embedOptions": {"renderer": "canvas", "actions": False}}
    spec["background"] = "transparent"
    spec["description"] = description
    spec["padding"] = {"left": 2, "right": 6, "top": 4, "bottom": 4}
    return spec
