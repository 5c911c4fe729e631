"""What a load noticed about deals and other records, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.ingest.loading.findings import counted, some
from engine.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from engine.ingest.loading.references import Joined
    from engine.ingest.loading.tally import Tallies


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


def quotas_below_zero(people: Sequence[str]) -> Finding:
    """Quotas that no plan hands out."""
    return Finding(
        "warning",
        "quota_below_zero",
        f"{counted(len(people), 'quota')} below zero, counted as written: the sum handed out is "
        "too low by them, and attainment too high.",
        "Mend the sign where the quotas come from and load again.",
        "quota",
        "amount",
        len(people),
        some(people),
    )


def won_below_zero(deals: int) -> Finding:
    """Won deals that take away from what was booked."""
    return Finding(
        "note",
        "won_below_zero",
        f"{counted(deals, 'won deal')} below zero, counted as written: each takes its amount off "
        "what its owner booked.",
        "Right for credits and returns; else mend the sign where the deals come from and load "
        "again.",
        "opportunity",
        "amount",
        deals,
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


def no_deals() -> Finding:
    """Files without a deal, which every diagnosis and plan rests on."""
    return Finding(
        "warning",
        "no_deals",
        "No deals are loaded, so there is nothing to diagnose and no year to plan from yet.",
        "Load deals with owner, amount, close date and stage (opportunity.owner_id, "
        "opportunity.amount, opportunity.close_date, opportunity.stage) together with these files.",
        "opportunity",
    )


def dated_by(day: date, made_by: str) -> Finding:
    """The day that the data stand for, where it is not one on which something became of a deal."""
    return Finding(
        "note",
        "dated_by",
        f"The data are taken to stand as of {day}: {made_by} in them.",
        "If they stand for another day, say which and load again (“Data as of” on the Data page, "
        "or --as-of).",
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
