"""Rows as CSV that leave the product: text that a spreadsheet would run is made harmless."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First characters by which a spreadsheet takes a text for a formula."""
_NUMBER = re.compile(r"[+-][\d.,]+")


def rows_as_csv(
    header: Iterable[str], rows: Iterable[Iterable[Any]], encoding: str = "utf-8-sig"
) -> bytes:
    """
    Rows as CSV; text that a spreadsheet would run gets an apostrophe in front.

    The byte order mark makes spreadsheets read its signs; leave it out (``utf-8``) for programs.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode(encoding)


def harmless(cell: Any) -> Any:
    """Cell that no spreadsheet takes for a formula; numbers stay numbers, lists become text."""
    if isinstance(cell, list | tuple):
        cell = "; ".join(str(part) for part in cell)
    if isinstance(cell, str) and cell.startswith(_ACTIVE) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
