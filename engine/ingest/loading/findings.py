"""What a load noticed about files, values and records, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.finding import Finding
from engine.model.tables import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.ingest.loading.columns import Column
    from engine.ingest.loading.references import Joined
    from engine.ingest.loading.tally import Tallies

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


def rejected(label: str, rows: int, reasons: Sequence[str]) -> Finding:
    """Rows that could not be taken."""
    return Finding(
        "warning",
        "rows_rejected",
        f"{counted(rows, 'row')} of {label} could not be taken: {'; '.join(reasons)}",
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


def cancelled_orders(orders: int) -> Finding:
    """Orders that do not count."""
    return Finding(
        "note",
        "cancelled_orders",
        f"Left out with their lines: {counted(orders, 'cancelled order')}.",
        "",
        "opportunity",
        "stage",
        orders,
    )


def credited_to_account_owner(rows: int) -> Finding:
    """Orders without a seller."""
    return Finding(
        "note",
        "credited_to_account_owner",
        f"{counted(rows, 'order')} without a seller, credited to the owner of the account.",
        "",
        "opportunity",
        "owner_id",
        rows,
    )


def lines_without_order(rows: int) -> Finding:
    """Order lines whose order is in no file."""
    return Finding(
        "warning",
        "lines_without_order",
        f"{counted(rows, 'order line')} without an order that was loaded, left out.",
        "Load the orders of the same days together with their lines.",
        "opportunity",
        "opportunity_id",
        rows,
    )


def orders_without_lines(rows: int) -> Finding:
    """Orders whose lines are in no file."""
    return Finding(
        "warning",
        "orders_without_lines",
        f"{counted(rows, 'order')} without a line that was loaded: kept, worth nothing yet.",
        "Load the lines of the same days together with their orders.",
        "opportunity",
        "amount",
        rows,
    )


def repeats(tallies: Tallies) -> Iterable[Finding]:
    """Duplicates, versions and lines, each where there were any."""
    for table, rows in tallies.duplicates.items():
        yield Finding(
            "note",
            "duplicates",
            f"Equal to another row of {_spoken(table)} in every mapped column: "
            f"{counted(rows, 'row')}, left out.",
            table=table,
            rows=rows,
        )
    for table, rows in tallies.versions.items():
        yield Finding(
            "note",
            "older_versions",
            f"Older versions of a record of {_spoken(table)}: {counted(rows, 'row')}, left out; "
            "the one changed last was kept.",
            table=table,
            rows=rows,
        )
    for how, deals in tallies.lines.items():
        made = (
            "the same total on all lines, taken once" if how == "once" else "the sum of its lines"
        )
        yield Finding(
            "note",
            "lines_of_deals",
            f"{counted(deals, 'deal')} came in several lines; the amount of each is {made}.",
            table="opportunity",
            column="amount",
            rows=deals,
        )


def products_joined(joined: Sequence[Joined]) -> Iterable[Finding]:
    """Products written in another way than in the list of products."""
    for join in joined:
        yield Finding(
            "note",
            "product_joined",
            f"“{join.written}” ({counted(join.rows, 'row')}) was joined to the product "
            f"“{join.meant}”, which is written another way.",
            "",
            "opportunity",
            "product",
            join.rows,
            (join.written, join.meant),
        )


def other_currency(currency: str, rows: int, others: Sequence[str]) -> Finding:
    """Deals in a currency that money figures leave out."""
    return Finding(
        "warning",
        "other_currency",
        f"{counted(rows, 'deal')} in {', '.join(others)} instead of {currency}: kept, but out of "
        "all money figures.",
        "Export amounts in one currency to have them counted.",
        "opportunity",
        "currency",
        rows,
        some(others),
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


def roll_ups(people: Sequence[str]) -> Finding:
    """Quotas that are sums of others'."""
    return Finding(
        "note",
        "quota_roll_ups",
        f"The quotas of {counted(len(people), 'person', 'people')} roll up those of others; they "
        "are shown and never added.",
        "",
        "quota",
        "level",
        len(people),
        some(people),
    )


def not_used_yet(table: str, rows: int) -> Finding:
    """A table that no figure reads yet."""
    return Finding(
        "note",
        "not_used_yet",
        f"{counted(rows, 'row')} of {_spoken(table)} loaded; no figure of this version reads this "
        "table yet.",
        table=table,
        rows=rows,
    )


def books_made(patches: int) -> Finding:
    """Patches that were made of owners' books."""
    return Finding(
        "note",
        "books_are_patches",
        f"No file says who holds which patch, so each owner's book of business is one: "
        f"{counted(patches, 'patch', 'patches')}, named after their owners.",
        "Load territories and assignments if there are any.",
        "territory",
        rows=patches,
    )


def assignment_starts_made(rows: int) -> Finding:
    """Assignments whose first day was not said."""
    return Finding(
        "note",
        "assignment_start_made",
        f"{counted(rows, 'assignment')} without a first day: made to start with the first day "
        "known.",
        "",
        "assignment",
        "start_date",
        rows,
    )


def table_made(table: str, rows: int) -> Finding:
    """Records that were made of what the deals name."""
    return Finding(
        "note",
        "records_made",
        f"No file lists {_plural(table)}: {counted(rows, 'record')} made of what other files name.",
        f"Load a file of {_plural(table)} to know more about them.",
        table,
        rows=rows,
    )


def _spoken(table: str) -> str:
    return table.replace("_", " ")


def _plural(table: str) -> str:
    return {"rep": "people", "territory": "patches"}.get(table, f"{table}s")
