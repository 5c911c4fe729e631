"""The quota sheet: a workbook with title rows, roll-ups among the people and a total row."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import xlsxwriter

from engine.sample.characters import sheet_name
from engine.sample.days import AS_OF, QUARTERS, quarter_start, to_date

if TYPE_CHECKING:
    from pathlib import Path

    from engine.sample.staff import Staff
    from engine.sample.world import World

FILE = "Quotas_FY24-FY25_final_v3.xlsx"
HEADER = (
    "Level", "Employee ID", "Name", "Measure", "Period Start", "Period End", "Quota",
)  # fmt: skip
TITLE = ("Tessaly Systems", "Quota sheet FY2024-FY2025, final v3, approved by Finance", "")

_REP, _TEAM = "Rep", "Team"
_WIDTHS = (8, 13, 26, 11, 13, 13, 14)


class _Line(NamedTuple):
    """One number that someone carries for some days."""

    level: str
    person: int
    first: int
    last: int
    amount: float


def write(directory: Path, world: World, staff: Staff) -> Path:
    """
    Write every quota carried, and its managers' sums, by quarter.

    Notes
    -----
    A rep who comes, goes or changes patch inside a quarter has a line from the first to
    the last day in the patch. The workbook says when it was made as of the story, so that
    the same seed gives the same bytes.
    """
    path = directory / FILE
    made = datetime(AS_OF.year, AS_OF.month, AS_OF.day)
    with xlsxwriter.Workbook(path, {"default_date_format": "mm/dd/yyyy"}) as book:
        book.set_properties({"title": TITLE[1], "author": "Finance", "created": made})
        sheet = book.add_worksheet("Quotas")
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        for row, text in enumerate(TITLE):
            sheet.write_string(row, 0, text, bold)
        sheet.write_row(len(TITLE), 0, HEADER, bold)
        lines = _lines(world, staff)
        for row, line in enumerate(lines, start=len(TITLE) + 1):
            person = staff.people[line.person]
            sheet.write_row(row, 0, (line.level, person.employee_id, sheet_name(person.name)))
            sheet.write_string(row, 3, "Bookings")
            sheet.write_datetime(row, 4, to_date(line.first))
            sheet.write_datetime(row, 5, to_date(line.last))
            sheet.write_number(row, 6, line.amount, money)
        below = len(TITLE) + 1 + len(lines)
        sheet.write_string(below, 0, "Total", bold)
        carried = sum(line.amount for line in lines if line.level == _REP)
        sheet.write_number(below, 6, carried, money)
    return path


def _lines(world: World, staff: Staff) -> list[_Line]:
    """Lines by quarter: sellers, then their managers, then the regions."""
    shifts, quotas = world.shifts, world.quotas
    team, region = world.patches.team[shifts.seat], world.patches.region[shifts.seat]
    lines = []
    for quarter in range(QUARTERS):
        here = shifts.quarter == quarter
        lines += [
            _Line(_REP, rep, first, last, amount)
            for rep, first, last, amount in zip(
                shifts.rep[here].tolist(),
                shifts.first[here].tolist(),
                shifts.last[here].tolist(),
                quotas[here].tolist(),
                strict=True,
            )
            if amount > 0
        ]
        span = quarter_start(quarter), quarter_start(quarter + 1) - 1
        for leaders, group in ((staff.managers, team), (staff.vice_presidents, region)):
            sums = np.bincount(group[here], quotas[here], len(leaders))
            lines += [
                _Line(_TEAM, leader, *span, float(total))
                for leader, total in zip(leaders, sums, strict=True)
            ]
    return lines
