"""Rows to a CSV file, and days to the ways in which products write them."""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING

from engine.sample.days import to_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


def write_csv(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    footer: Sequence[Sequence[object]] = (),
    encoding: str = "utf-8",
) -> Path:
    """Write a header, rows and a footer; return the path."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
        writer.writerows(footer)
    return path


@cache
def iso(day: int) -> str:
    """``2025-03-07``."""
    return to_date(day).isoformat()


@cache
def american(day: int) -> str:
    """``3/7/2025``, as Salesforce writes it for people in the United States."""
    when = to_date(day)
    return f"{when.month}/{when.day}/{when.year}"


def plain(amount: float) -> str:
    """Amount without signs: ``1234.5``, or ``1234`` where there are no cents."""
    return f"{amount:.2f}".removesuffix(".00")


def dollars(amount: float) -> str:
    """Amount as text: ``$1,234.50``."""
    return f"${amount:,.2f}"


def percent(share: float) -> str:
    """Whole percent with its sign: ``12%``; blank where there is none."""
    return "" if share != share else f"{round(share * 100)}%"
