"""A workbook: every table, native charts, the levers and the method."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import xlsxwriter

from engine.metrics.metric import Unit
from engine.metrics.registry import METRIC
from pages._shared import decision_words, exports, row_words, tables, who
from pages._shared.take_away import numbers
from pages._shared.take_away.story import ESTIMATE, SAME_LUCK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pages._shared.take_away.story import Story

_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
"""No cell is ever a formula or a link that the data wrote."""
_FORMATS = {
    Unit.SHARE: "0.0%",
    Unit.POINTS: "0.0%",
    Unit.MONEY: "#,##0",
    Unit.COUNT: "#,##0",
    Unit.DAYS: "0",
}
_NO_CLOCK = datetime(2000, 1, 1)
"""The same story gives the same bytes."""
_COLOURS = ("#85898e", "#0c8ccb", "#de6a10", "#a02cf5", "#965a3c")
_PARTS = (("Attainment", tables.attainment), ("Quota fit", tables.fit))


class _Writer:
    """A workbook in the making, with the few formats that it uses."""

    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.bytes, _SAFE)
        self.book.set_properties({"created": _NO_CLOCK})
        self.bold = self.book.add_format({"bold": True, "bottom": 1})
        self.title = self.book.add_format({"bold": True, "font_size": 14})
        self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        self._number: dict[str, Any] = {}

    def number(self, form: str) -> Any:
        """Format of a number, made once."""
        if form not in self._number:
            self._number[form] = self.book.add_format({"num_format": form})
        return self._number[form]

    def sheet(self, name: str, header: Sequence[str], widths: Sequence[int]) -> Any:
        """Sheet with a header that stays in view."""
        sheet = self.book.add_worksheet(name)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.write_row(0, 0, header, self.bold)
        sheet.freeze_panes(1, 1)
        return sheet


def workbook(story: Story) -> bytes:
    """Comparison as an XLSX file; the same story gives the same sheets."""
    out = _Writer()
    _about(out, story)
    _figures(out, story)
    for name, make in _PARTS:
        _counted(out, name, make(story.sides), story)
    _curves(out, story)
    _people(out, story)
    _record(out, story)
    _method(out)
    out.book.close()
    return out.bytes.getvalue()


def _about(out: _Writer, story: Story) -> None:
    sheet = out.book.add_worksheet("About")
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, 70)
    sheet.write_string(0, 0, story.title, out.title)
    notes = (story.context, ESTIMATE, SAME_LUCK, story.masking, *story.sides[0].result.warnings)
    for row, text in enumerate(notes, start=2):
        sheet.write_string(row, 0, text)
    row = len(notes) + 3
    sheet.write_row(row, 0, ("Scenario", "Changes", "Note", "Levers"), out.bold)
    for place, line in enumerate(story.levers(), start=row + 1):
        sheet.write_row(place, 0, line, out.wrapped)


def _figures(out: _Writer, story: Story) -> None:
    header = numbers.header(story)
    sheet = out.sheet("Figures", header, (34, 24, *[16] * (len(header) - 2)))
    for row, (label, unit, cells) in enumerate(numbers.rows(story), start=1):
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, numbers.unit_words(unit, story.currency))
        form = out.number(_FORMATS.get(unit, "0.00"))
        for column, cell in enumerate(cells, start=2):
            if cell is not None:
                sheet.write_number(row, column, cell, form)


def _counted(out: _Writer, name: str, rows: Sequence[tables.Row], story: Story) -> None:
    """Reps by band, with a chart of columns beside it."""
    sheet = out.sheet(name, list(rows[0]), (26, *[20] * len(story.sides)))
    for place, row in enumerate(rows, start=1):
        label, *counts = row.values()
        sheet.write_string(place, 0, label)
        for column, count in enumerate(counts, start=1):
            sheet.write_number(place, column, int(count.replace(",", "")))
    _chart(out, sheet, name, len(rows), story, {"type": "column"}, "reps")


def _curves(out: _Writer, story: Story) -> None:
    sheet = out.sheet("Payout curve", ("Attainment", *[s.name for s in story.sides]), (14,))
    share = out.number("0%")
    curves = [side.result.curve for side in story.sides]
    points = np.linspace(0.0, 2.0, 41)
    sheet.write_column(1, 0, points, share)
    for column, curve in enumerate(curves, start=1):
        paid = np.interp(points, curve.attainment, curve.payout_share)
        sheet.write_column(1, column, paid, share)
    kind = {"type": "scatter", "subtype": "straight"}
    _chart(out, sheet, "Payout curve", len(points), story, kind, "share of target incentive paid")


def _chart(
    out: _Writer, sheet: Any, name: str, rows: int, story: Story, kind: dict[str, str], unit: str
) -> None:
    """Native chart of the columns of a sheet, one series a side."""
    chart = out.book.add_chart(kind)
    for column, side in enumerate(story.sides, start=1):
        colour = {"color": _COLOURS[int(side.number)]}
        chart.add_series(
            {
                "name": [name, 0, column],  # a name itself might read as a formula
                "categories": [name, 1, 0, rows, 0],
                "values": [name, 1, column, rows, column],
                "fill": colour,
                "line": colour,
            }
        )
    key = {"Attainment": "median_attainment", "Quota fit": "fit_in_band"}.get(name, "payout")
    chart.set_title({"name": story.said[key][0], "name_font": {"size": 12}})
    chart.set_y_axis({"name": unit, "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "bottom"})
    sheet.insert_chart(0, len(story.sides) + 2, chart, {"x_scale": 1.5, "y_scale": 1.4})


def _people(out: _Writer, story: Story) -> None:
    """Quota and result of each rep under each scenario, in the order of ids."""
    for side in story.sides[1:]:
        rows = who.person_by_person(story.sides[0].result, side.result)
        shown = exports.masked(rows, names=story.names, pay=story.pay)
        columns = [row_words.described(name, story.currency) for name in shown.column_names]
        header = [words for words, _ in columns]
        sheet = out.sheet(f"People {side.number}", header, [max(18, len(w) + 2) for w in header])
        for place, (name, (_, kind)) in enumerate(zip(shown.column_names, columns, strict=True)):
            _column(out, sheet, place, kind, shown[name].to_pylist())


def _record(out: _Writer, story: Story) -> None:
    """Assumptions and decisions, where any are written down."""
    written = list(zip(story.sides[1:], story.written, strict=True))
    for name, rows_of, widths in (
        ("Assumptions", decision_words.assumption_rows, (34, 40, 30, 30, 24, 10)),
        ("Decision", decision_words.decision_rows, (34, 24, 90)),
    ):
        found = [[side.name, *row.values()] for side, one in written for row in rows_of(one)]
        if found:
            labels = next(list(row) for _, one in written for row in rows_of(one))
            sheet = out.sheet(name, ("Scenario", *labels), widths)
            for place, cells in enumerate(found, start=1):
                sheet.write_row(place, 0, cells, out.wrapped)


def _column(out: _Writer, sheet: Any, place: int, kind: str, cells: Iterable[Any]) -> None:
    form = out.number("0.0%" if kind == row_words.SHARE else "#,##0")
    for row, cell in enumerate(cells, start=1):
        if isinstance(cell, float):
            sheet.write_number(row, place, cell, form)
        elif cell is not None:
            sheet.write_string(row, place, str(cell))


def _method(out: _Writer) -> None:
    header = ("Figure", "Also called", "Unit", "Formula", "Source")
    sheet = out.sheet("Method", header, (34, 30, 12, 70, 50))
    for row, metric in enumerate(METRIC.values(), start=1):
        cells = (metric.label, metric.term, str(metric.unit), metric.formula, metric.source)
        sheet.write_row(row, 0, cells, out.wrapped)
