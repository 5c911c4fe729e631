"""Slides: one for each answer, its sentence as the title, charts that stay editable."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.util import Inches, Pt

from pages._shared import decision_words, tables
from pages._shared.take_away.story import ESTIMATE, SAME_LUCK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pptx.chart.chart import Chart

    from pages._shared.take_away.story import Story

_WIDE, _HIGH = Inches(13.333), Inches(7.5)
_LEFT, _TOP, _BODY_WIDE, _BODY_HIGH = Inches(0.6), Inches(1.7), Inches(12.1), Inches(4.9)
_COLOURS = ("85898E", "0C8CCB", "DE6A10", "A02CF5", "965A3C")
_ONLY_TITLE = 5
_POINTS = np.linspace(0.0, 2.0, 41)
"""Attainments at which the curves are given."""
_ROWS = 15
"""Figures that fit on one slide."""
_LINES = 9
"""Assumptions and parts of a decision that fit on one slide."""


def slides(story: Story) -> bytes:
    """Comparison as a PPTX file of six slides and more where there are many figures."""
    show = Presentation()
    show.slide_width, show.slide_height = _WIDE, _HIGH
    _words(show, story.title, [story.context, ESTIMATE, SAME_LUCK, story.masking], story)
    sentences = story.said
    for key, rows, unit in (
        ("median_attainment", tables.attainment(story.sides), "reps"),
        ("fit_in_band", tables.fit(story.sides), "reps"),
    ):
        _bars(_slide(show, *sentences[key], story), rows, unit)
    _curves(_slide(show, *sentences["payout"], story), story)
    figures = tables.comparison(story.sides, story.differences, story.currency)
    for first in range(0, len(figures), _ROWS):
        part = figures[first : first + _ROWS]
        _table(_slide(show, "All figures", SAME_LUCK, story), part)
    changes = [f"{name}: {levers}. {note}".strip() for name, levers, note, _ in story.levers()]
    warnings = list(story.sides[0].result.warnings)
    _words(show, "What each one changes, and what it rests on", [*changes, *warnings], story)
    for side, scenario in zip(story.sides[1:], story.written, strict=True):
        said = [f"{label}: {text}" for label, text in decision_words.lines(scenario)]
        for first in range(0, len(said), _LINES):
            title = f"What “{side.name}” rests on, and what was decided"
            _words(show, title, said[first : first + _LINES], story)
    file = io.BytesIO()
    show.save(file)
    return file.getvalue()


def _slide(show: Any, title: str, detail: str, story: Story) -> Any:
    """Slide with its sentence as the title, a second one under it, and where it comes from."""
    slide = show.slides.add_slide(show.slide_layouts[_ONLY_TITLE])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = _LEFT, Inches(0.3), _BODY_WIDE, Inches(0.9)
    head.text_frame.text = title
    head.text_frame.paragraphs[0].font.size = Pt(28)
    _text(slide, [detail], Inches(1.15), Inches(0.5), 16)
    _text(slide, [f"{story.context}. {story.masking}"], Inches(6.85), Inches(0.4), 10)
    return slide


def _words(show: Any, title: str, lines: Sequence[str], story: Story) -> None:
    _text(_slide(show, title, "", story), lines, _TOP, _BODY_HIGH, 18)


def _text(slide: Any, lines: Sequence[str], top: int, high: int, size: int) -> None:
    frame = slide.shapes.add_textbox(_LEFT, top, _BODY_WIDE, high).text_frame
    frame.word_wrap = True
    frame.text = "\n".join(line for line in lines if line)
    for paragraph in frame.paragraphs:
        paragraph.font.size = Pt(size)


def _bars(slide: Any, rows: Sequence[tables.Row], unit: str) -> None:
    label, *sides = rows[0]
    data = CategoryChartData()
    data.categories = [row[label] for row in rows]
    for side in sides:
        data.add_series(side, [int(row[side].replace(",", "")) for row in rows])
    chart = _chart(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, data, unit)
    for colour, series in zip(_COLOURS, chart.plots[0].series, strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(colour)


def _curves(slide: Any, story: Story) -> None:
    data = XyChartData()
    for side in story.sides:
        series = data.add_series(side.name)
        curve = side.result.curve
        for x in _POINTS:
            y = np.interp(x, curve.attainment, curve.payout_share)
            series.add_data_point(float(x), float(y))
    kind = XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS
    chart = _chart(slide, kind, data, "share of target incentive paid")
    chart.value_axis.tick_labels.number_format = "0%"
    chart.value_axis.tick_labels.number_format_is_linked = False
    chart.category_axis.tick_labels.number_format = "0%"
    chart.category_axis.tick_labels.number_format_is_linked = False
    chart.category_axis.has_title = True
    chart.category_axis.axis_title.text_frame.text = "attainment of quota"
    for colour, series in zip(_COLOURS, chart.plots[0].series, strict=False):
        series.format.line.color.rgb = RGBColor.from_string(colour)
        series.smooth = False


def _chart(slide: Any, kind: Any, data: Any, unit: str) -> Chart:
    frame = slide.shapes.add_chart(kind, _LEFT, _TOP, _BODY_WIDE, _BODY_HIGH, data)
    chart = frame.chart
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.has_title = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.has_title = True
    chart.value_axis.axis_title.text_frame.text = unit
    return chart


def _table(slide: Any, rows: Sequence[tables.Row]) -> None:
    header = list(rows[0])
    shape = slide.shapes.add_table(
        len(rows) + 1, len(header), _LEFT, Inches(1.65), _BODY_WIDE, Inches(0.3) * (len(rows) + 1)
    )
    for row, cells in enumerate([header, *(list(r.values()) for r in rows)]):
        for column, text in enumerate(cells):
            cell = shape.table.cell(row, column)
            cell.text = text
            cell.margin_top = cell.margin_bottom = Pt(1)
            cell.text_frame.paragraphs[0].font.size = Pt(11 if len(header) > 3 else 12)
