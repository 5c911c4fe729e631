"""What a load noticed about files and their values, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.finding import Finding
from engine.model.tables import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.ingest.loading.columns import Column

MOST_EXAMPLES = 20


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 row, 1,480 rows."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def some(words: Iterable[str]) -> tuple[str, ...]:
    """The first examples, each once."""
    return tuple(list(dict.fromkeys(words))[:MOST_EXAMPLES])


def not_recognised(label: str, rows: int) -> Finding:
    """A file of no known kind."""
    return Finding(
        "warning",
        "not_recognised",
        f"{label} is of no kind that is known here, hence left out: {counted(rows, 'row')}.",
        "If it holds accounts, deals, people or quotas, say so in its mapping and load again.",
        rows=rows,
    )


def held_back(label: str, table: str, missing: Sequence[str], proposed: bool, rows: int) -> Finding:
    """A file that lacks a required column."""
    names = " and ".join(missing)
    why = (
        f"the column for {names} is only a proposal"
        if proposed
        else f"no column was found for {names}"
    )
    return Finding(
        "error" if proposed or TABLE[table].used else "warning",
        "held_back" if proposed else "required_column_missing",
        f"{label} was held back: {why}, so {counted(rows, 'row')} stayed out.",
        "Confirm or correct the mapping of this file and load again.",
        table,
        missing[0],
        rows,
    )


def dropped_personal(label: str, columns: Sequence[str]) -> Finding:
    """Personal columns that were not taken in."""
    return Finding(
        "note",
        "personal_dropped",
        f"Dropped from {label} at the door, {counted(len(columns), 'personal column')}: "
        f"{', '.join(columns)}.",
        examples=some(columns),
    )


def totals_left_out(label: str, rows: int) -> Finding:
    """Total rows among the records of a large file."""
    message = f"Left out of {label}: {counted(rows, 'total row')} among its records."
    return Finding("note", "rows_left_out", message, rows=rows)


def rejected(label: str, rows: int, reasons: Sequence[str]) -> Finding:
    """Rows that could not be taken."""
    return Finding(
        "warning",
        "rows_rejected",
        f"{counted(rows, 'row')} of {label} could not be taken: {'; '.join(reasons)}.",
        "Download the rejected rows, mend them and load again.",
        rows=rows,
    )


def unreadable(label: str, table: str, column: str, rows: int, cells: Sequence[str]) -> Finding:
    """Cells that are not blank and have no value."""
    return Finding(
        "warning",
        "unreadable_values",
        f"{counted(rows, 'cell')} of “{column}” in {label} could not be read and count as blank, "
        f"such as “{cells[0]}”.",
        "Mend them in the source, or map the column to something else.",
        table,
        column,
        rows,
        some(cells),
    )


def unknown_words(label: str, table: str, column: str, rows: int, cells: Sequence[str]) -> Finding:
    """Words that mean none of the few that a field takes."""
    return Finding(
        "note",
        "unknown_words",
        f"{counted(rows, 'row')} of {label} say in “{column}” what is none of the known words, "
        f"such as “{cells[0]}”; they count as blank.",
        "",
        table,
        column,
        rows,
        some(cells),
    )


def assumed(label: str, table: str, column: Column) -> Finding:
    """What the values of a column could not tell."""
    said = {
        "date_order_assumed": "Write the year first in the source (2025-03-04) to be certain.",
        "decimal_mark_assumed": "Write amounts with two decimals in the source to be certain.",
    }
    return Finding(
        "warning",
        column.cast.code,
        f"The values of “{column.source}” in {label} can be read in two ways: "
        f"{column.cast.assumed}.",
        said.get(column.cast.code, ""),
        table,
        column.source,
    )


def no_outcome(label: str, rows: int) -> Finding:
    """Deals without anything that says won or lost."""
    return Finding(
        "warning",
        "no_outcome",
        f"No column of {label} says which deals were won or lost, so all count as open.",
        "Map the stage or a won flag.",
        "opportunity",
        "stage",
        rows,
    )


def no_close_date(label: str, rows: int) -> Finding:
    """Deals that lie in no period."""
    return Finding(
        "warning",
        "no_close_date",
        f"{label} has no close date: its deals are loaded, figures for a period are not available.",
        "Export the close date with the deals.",
        "opportunity",
        "close_date",
        rows,
    )


def periods_unknown(table: str, periods: Sequence[str]) -> Finding:
    """Periods that could not be read."""
    return Finding(
        "warning",
        "period_unreadable",
        f"{counted(len(periods), 'period')} of {table} could not be read, such as “{periods[0]}”.",
        "Write periods as FY2026, FY2026-Q1 or 2026-01.",
        table,
        "period_start",
        len(periods),
        some(periods),
    )
