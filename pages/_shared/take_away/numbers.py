"""Figures of a comparison as plain numbers, with their unit, for files that compute on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.metrics.metric import Unit
from engine.metrics.registry import METRIC
from engine.model.band import Band
from pages._shared import decision_words
from pages._shared.tables import FIGURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages._shared.take_away.story import Story

Number = float | None
ENDS = ("middle", "low", "high")
"""Of an estimate: the middle, and the ends between which it lies four times in five."""


def header(story: Story) -> list[str]:
    """Names of the columns of :func:`rows`."""
    names = ["Figure", "Unit"]
    for number, side in enumerate(story.sides):
        names += [f"{side.name}: {end}" for end in ENDS]
        names += [f"{side.name}: change, {end}" for end in ENDS] if number else []
    return names


def rows(story: Story) -> list[tuple[str, Unit, list[Number]]]:
    """
    Label, unit and numbers of each figure that any side has.

    A count or a sum has a middle and no ends; what is not known is ``None``, never 0.
    """
    found = []
    for key in FIGURES:
        if all(key not in side.result.metrics for side in story.sides):
            continue
        cells: list[Number] = []
        for number, side in enumerate(story.sides):
            cells += _ends(side.result.metrics.get(key))
            cells += _ends(story.differences[number - 1].get(key)) if number else []
        found.append((METRIC[key].label, METRIC[key].unit, cells))
    return found


def unit_words(unit: Unit, currency: str) -> str:
    """Unit of a column of numbers; shares are decimals in files."""
    words = {
        Unit.SHARE: "share, a decimal",
        Unit.POINTS: "difference of shares, a decimal",
        Unit.MONEY: currency or "money",
        Unit.DAYS: "days",
        Unit.COUNT: "count",
    }
    return words.get(unit, "ratio")


def as_rows(story: Story) -> Sequence[Sequence[str | Number]]:
    """Rows of the comparison under :func:`header`, for a CSV."""
    figures = [
        [name, unit_words(unit, story.currency), *cells] for name, unit, cells in rows(story)
    ]
    return [*figures, *_written(story)]


def _written(story: Story) -> list[list[str | Number]]:
    """Assumptions and decisions as rows of text, under the middle of their scenario."""
    width = len(header(story))
    found = []
    for number, scenario in enumerate(story.written):
        for label, text in decision_words.lines(scenario):
            row: list[str | Number] = [label, "text", *[None] * (width - 2)]
            row[2 + len(ENDS) + number * 2 * len(ENDS)] = text
            found.append(row)
    return found


def _ends(value: object) -> list[Number]:
    if isinstance(value, Band):
        return [value.p50, value.p10, value.p90]
    return [float(value) if isinstance(value, int | float) else None, None, None]
