"""Accounts where they are, coloured by patch, over outlines that the project carries."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np

from pages._shared import shapes
from pages._shared.charts.marks import block, fed
from pages._shared.charts.specs import finished, only

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pages._shared.charts.marks import Marks
    from pages._shared.theme import Palette

_DESCRIPTION = "Places of accounts, a colour and a mark for each patch"
_SHAPES = ["circle", "square", "triangle-up", "diamond", "cross"]
_WIDE = 1.9  # width of the map beside its height
_MOST = 420  # dots: more are felt when the slider moves


@lru_cache(maxsize=8)
def spec(palette: Palette) -> dict[str, Any]:
    """Spec, built once; colour and mark together tell twenty patches apart."""
    x = alt.X("x:Q", scale=alt.Scale(zero=False, nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(zero=False, nice=False), axis=None)
    tint = alt.Color(
        "side:N",
        scale=alt.Scale(domain=["1", "2", "3", "4"], range=list(palette.scenarios)),
        legend=None,
    )
    mark = alt.Shape("label:N", scale=alt.Scale(domain=list("01234"), range=_SHAPES), legend=None)
    outline = only("outline").mark_line(strokeWidth=0.8, color=palette.baseline, opacity=0.6)
    layers = [
        only("corner").mark_point(opacity=0).encode(x, y),
        outline.encode(x, y, detail="label:N", order="x2:Q"),
        only("dot").mark_point(filled=True, size=42, opacity=0.85).encode(x, y, tint, mark),
    ]
    return finished(alt.layer(*layers), palette, 250, _DESCRIPTION)


def rows(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64], seat: NDArray[np.int64]
) -> Marks:
    """
    Marks of accounts with a place; those of one patch in one place are one dot.

    Parameters
    ----------
    latitude, longitude : ndarray, shape (n,)
        Degrees; ``nan`` where an account has no place.
    seat : ndarray of int, shape (n,)
        Number of the patch, -1 for none.
    """
    good = ~(np.isnan(latitude) | np.isnan(longitude)) & (seat >= 0)
    if not good.any():
        return fed([])
    west, south, east, north = _window(latitude[good], longitude[good])
    squeeze = np.cos(np.radians((south + north) / 2))
    step = max(east - west, north - south) / 200
    cells = np.stack(
        [np.round(longitude[good] / step), np.round(latitude[good] / step), seat[good]], axis=1
    )
    dots, number = np.unique(cells, axis=0, return_counts=True)
    dots = dots[np.argsort(-number, kind="stable")[:_MOST]]
    patch = dots[:, 2].astype(int)
    blocks = [
        block("corner", x=np.array([west, east]) * squeeze, y=np.array([south, north])),
        block(
            "dot",
            side=[str(n % 4 + 1) for n in patch],
            label=[str(n % 5) for n in patch],
            x=dots[:, 0] * step * squeeze,
            y=dots[:, 1] * step,
        ),
    ]
    for n, line in enumerate(shapes.inside(west, south, east, north)):
        place = np.arange(len(line))
        blocks.append(
            block("outline", label=str(n), x=line[:, 0] * squeeze, y=line[:, 1], x2=place)
        )
    return fed(blocks)


def _window(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64]
) -> tuple[float, float, float, float]:
    """West, south, east and north of a window around places, in the proportions of the map."""
    middle = (
        float(np.ptp(latitude)) / 2 + latitude.min(),
        float(np.ptp(longitude)) / 2 + longitude.min(),
    )
    squeeze = np.cos(np.radians(middle[0]))
    height = max(
        1.0, float(np.ptp(latitude)) * 1.15, float(np.ptp(longitude)) * 1.15 * squeeze / _WIDE
    )
    width = height * _WIDE / squeeze
    return (
        middle[1] - width / 2,
        middle[0] - height / 2,
        middle[1] + width / 2,
        middle[0] + height / 2,
    )
