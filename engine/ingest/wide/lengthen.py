"""A row for each period out of a sheet with a column for each: quotas and targets as planned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.ingest.reading.gather import sample_of
from engine.ingest.reading.header import column_names
from engine.ingest.reading.wording import counted
from engine.ingest.recognition.columns import columns_of
from engine.ingest.recognition.concepts import concepts
from engine.ingest.recognition.kinds import kind_of_file, rules
from engine.ingest.types import OTHER, CsvText
from engine.ingest.wide.plan import Plan, plan_of
from engine.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.ingest.types import RawTable
    from engine.ingest.wide.plan import Plan

PERIOD = "Period"
_KINDS = ("quota", "target")
_UNSAID = "Amount"
"""Column of numbers of which nothing says that they are quotas or targets."""
_BLANKS = ("", "-", "–", "—")
"""How sheets write that there is nothing."""


def lengthened(tables: Sequence[RawTable]) -> tuple[RawTable, ...]:
    """
    Give sheets of quotas or targets with a column for each period a row for each period.

    A sheet of anything else, and of accounts or people with numbers by year beside them, stays
    as it is. Sums over other columns are left aside. Lines stay those of the sheet.

    Parameters
    ----------
    tables : sequence of RawTable
        Files as they were read.
    """
    return tuple(_lengthened(raw) for raw in tables)


def _lengthened(raw: RawTable) -> RawTable:
    plan = plan_of(raw)
    if plan is None:
        return raw
    named = concepts(f"{PurePath(raw.file).stem} {raw.sheet}")
    sheet = _Sheet(raw, plan, _called(plan, named))
    sampled = replace(raw, columns=sheet.columns, sample=sheet.sample())
    kind = kind_of_file(raw.file, raw.sheet, columns_of(sampled))
    label = f"{raw.sheet} in {raw.file}" if raw.sheet else raw.file
    if kind not in _KINDS or not _says_so(plan, named):
        unknown = kind == "quota" and kind_of_file(raw.file, raw.sheet, columns_of(raw)) == OTHER
        return replace(raw, findings=(*raw.findings, _unsaid(label, plan))) if unknown else raw
    if isinstance(raw.rows, CsvText):
        return replace(raw, findings=(*raw.findings, _too_large(label)))
    if not plan.has_years:
        return replace(raw, findings=(*raw.findings, _no_year(label, plan)))
    rows, without = sheet.rows(raw.rows)
    return replace(
        sampled,
        sample=sample_of(rows, len(sheet.columns)),
        rows=rows,
        rows_left_out=raw.rows_left_out + without,
        findings=(*raw.findings, _told(label, plan, rows.num_rows, without)),
    )


def _called(plan: Plan, named: frozenset[str]) -> str:
    """What numbers are called whose headers say nothing but the period."""
    if named & set(rules()["quota"]["words"]):
        return "Quota"
    return "Target" if named & set(rules()["target"]["words"]) else _UNSAID


def _says_so(plan: Plan, named: frozenset[str]) -> bool:
    """Whether the file, the sheet or a header speaks of quotas, targets or plans."""
    words = {word for kind in _KINDS for word in rules()[kind]["words"]}
    return bool(words & named.union(*(concepts(measure) for measure in plan.measures)))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet with a column for each period, seen as rows."""

    raw: RawTable
    plan: Plan
    unsaid: str
    """Name of the measure whose headers say nothing but the period."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of the long table; a name that is taken gets a number."""
        kept = [self.raw.columns[n] for n in self.plan.kept]
        made = [PERIOD, *(name or self.unsaid for name in self.plan.measures)]
        return column_names([*kept, *made], len(kept) + len(made), self.raw.file)

    def sample(self) -> tuple[tuple[str, ...], ...]:
        """Sample rows for each period, those without a number left out."""
        rows = []
        for row in self.raw.sample:
            kept = [row[n] for n in self.plan.kept]
            for period, columns in self.plan.by_period.items():
                numbers = [row[n] if n is not None else "" for n in columns]
                if any(cell.strip() not in _BLANKS for cell in numbers):
                    rows.append((*kept, self.plan.period_in(period, row), *numbers))
        return tuple(rows)

    def rows(self, table: pa.Table) -> tuple[pa.Table, int]:
        """All rows for each period, in the order of lines, and how many lines have no number."""
        parts = [
            self._of_period(table, order, period)
            for order, period in enumerate(self.plan.by_period)
        ]
        long = pa.concat_tables(parts)
        without = table.num_rows - len(pc.unique(long["_line"]))
        long = long.sort_by([("_line", "ascending"), ("_order", "ascending")])
        return long.drop_columns("_order"), without

    def _of_period(self, table: pa.Table, order: int, period: str) -> pa.Table:
        """Rows of one period that hold a number; broken rows come with the first."""
        blank = pa.repeat("", table.num_rows)
        kept = [table[self.raw.columns[n]] for n in self.plan.kept]
        numbers = [
            blank if n is None else table[self.raw.columns[n]] for n in self.plan.by_period[period]
        ]
        year = (
            None
            if self.plan.year_column is None
            else table[self.raw.columns[self.plan.year_column]]
        )
        said = pa.repeat(period, table.num_rows)
        said = said if year is None else pc.binary_join_element_wise(said, year, " ")
        data = [*kept, said, *numbers, table["_line"], table["_ragged"]]
        names = [*self.columns, "_line", "_ragged"]
        part = pa.table(data, names=names)
        filled = np.zeros(table.num_rows, dtype=bool)
        for cells in numbers:
            bare = pc.utf8_trim_whitespace(cells)
            filled |= ~np.asarray(pc.is_in(bare, pa.array(_BLANKS)))
        broken = np.asarray(pc.is_valid(table["_ragged"]))
        part = part.filter(pa.array((filled & ~broken) | (broken & (order == 0))))
        return part.append_column("_order", pa.repeat(order, part.num_rows))


def _told(label: str, plan: Plan, rows: int, without: int) -> Finding:
    said = [
        f"{_across(label, plan)}; each number became a row of its own, {rows:,} in all.",
        f"Left aside, for it only sums up others: {', '.join(plan.sums)}." if plan.sums else "",
        f"{counted(without, 'row')} without a number left out." if without else "",
    ]
    return Finding("note", "periods_across", " ".join(filter(None, said)), rows=rows)


def _unsaid(label: str, plan: Plan) -> Finding:
    return Finding(
        "warning",
        "periods_across_unsaid",
        f"{_across(label, plan)}, and nothing says what its numbers are.",
        "If they are quotas, write the word in the headers or in the name of the file or sheet.",
    )


def _across(label: str, plan: Plan) -> str:
    periods = list(plan.by_period)
    count = counted(len(periods), "period")
    return f"{label} has a column for each of {count}, {periods[0]} to {periods[-1]}"


def _no_year(label: str, plan: Plan) -> Finding:
    return Finding(
        "warning",
        "period_without_year",
        f"{_across(label, plan)}, and nothing says of which year.",
        "Write the year in the headers (Q1 2025), in the name of the file or in a column Year.",
    )


def _too_large(label: str) -> Finding:
    return Finding(
        "warning",
        "periods_across_large",
        f"{label} has a column for each period, which is not read in files of this size.",
        "Bring it in smaller parts, or with a row for each person and period.",
    )
