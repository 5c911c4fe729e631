"""Attainment of every rep in rows by group: a dot each, the group's middle as a bar."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np

from pages._shared import figures
from pages._shared.charts.marks import MAX_MARKS, block, fed
from pages._shared.charts.side import attainments, shortened, texts
from pages._shared.charts.specs import PERCENT, colour, finished, only, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.model.results import AsIs
    from pages._shared.charts.marks import Marks
    from pages._shared.theme import Palette

FURTHEST = 2.0
MOST_GROUPS = 8
"""Groups drawn; the smallest beyond them are gathered in one."""
REST = "others"
_BIN = 0.025


_DESCRIPTION = (
    "Attainment of every rep as dots in a row for each group, the middle of each as a bar"
)


@lru_cache(maxsize=16)
def spec(palette: Palette, groups: int) -> dict[str, Any]:
    """Spec for a number of groups, built once."""
    axis = alt.Axis(
        values=[0, 0.5, 1, 1.5, 2],
        labelExpr=f"datum.value >= {FURTHEST} ? '200 % +' : {PERCENT}",
        title="attainment of each rep (credited ÷ quota)",
    )
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, FURTHEST + 0.03], nice=False), axis=axis)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, groups], nice=False), axis=None)
    tint = colour(palette)
    goal = only("goal").mark_rule(strokeDash=[3, 3], color=palette.text, opacity=0.7)
    layers = [
        goal.encode(x, y, y2="y2"),
        only("dot").mark_point(filled=True, size=26, opacity=0.75).encode(x, y, tint),
        only("middle").mark_rule(strokeWidth=3, color=palette.text).encode(x, y, y2="y2"),
        words("name", palette, fontWeight="normal").encode(x, y, text="label:N"),
    ]
    return finished(alt.layer(*layers), palette, 30 + 62 * groups, _DESCRIPTION)


def rows(as_is: AsIs, column: str) -> Marks:
    """
    Marks by group, the largest group on top.

    Parameters
    ----------
    as_is : AsIs
        The past period.
    column : str
        Column of its per-rep table that groups: segment, role, region, manager.
    """
    parts = groups(as_is, column)
    blocks = [block("goal", x=1.0, y=0.0, y2=float(len(parts)))]
    room = MAX_MARKS - 3 * len(parts)
    keep = max(1, -(-sum(people.size for _, people in parts) // room))
    for place, (name, people) in enumerate(parts):
        low = len(parts) - 1.0 - place
        middle = float(np.median(people))
        shown = np.clip(np.sort(people)[::keep], 0.0, FURTHEST)
        blocks.append(block("dot", side="0", x=shown, y=low + 0.08 + 0.5 * _heights(shown)))
        blocks.append(block("middle", x=min(middle, FURTHEST), y=low + 0.04, y2=low + 0.66))
        text = f"{shortened(name)}: {figures.counted(people.size, 'rep')}, "
        label = text + f"middle {figures.percent(middle)}"
        blocks.append(block("name", label=label, x=0.0, y=low + 0.98))
    return fed(blocks)


def groups(as_is: AsIs, column: str) -> list[tuple[str, NDArray[np.float64]]]:
    """Attainments by group, largest group first; beyond eight the smallest are gathered."""
    attained, names = attainments(as_is), np.asarray(texts(as_is, column), dtype=object)
    here = ~np.isnan(attained)
    found = [
        (str(name) or "not given", attained[here & (names == name)])
        for name in dict.fromkeys(names[here])
    ]
    found.sort(key=lambda part: (-part[1].size, part[0]))
    if len(found) <= MOST_GROUPS:
        return found
    kept, rest = found[: MOST_GROUPS - 1], found[MOST_GROUPS - 1 :]
    return [*kept, (REST, np.concatenate([people for _, people in rest]))]


def _heights(people: NDArray[np.float64]) -> NDArray[np.float64]:
    """Height of each dot in its row, 0 to 1: dots of one place are stacked, shape (n,)."""
    place = np.floor(people / _BIN)
    _, first, count = np.unique(place, return_index=True, return_counts=True)
    rank = np.arange(people.size) - np.repeat(first, count)
    return rank / max(int(count.max(initial=1)), 6)
