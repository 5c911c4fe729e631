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


def rows_as_csv(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """
    Rows as CSV for a spreadsheet, in UTF-8 with a byte order mark by which it reads its signs.

    Text that a spreadsheet would run gets an apostrophe in front.
    """
    safe = ([harmless(cell) for cell in row] for row in rows)
    return _written([harmless(cell) for cell in header], safe).encode("utf-8-sig")


def rows_for_programs(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """Rows as CSV that a program loads: every cell as it is, no mark in front."""
    return _written(header, rows).encode()


def harmless(cell: Any) -> Any:
    """Cell that no spreadsheet takes for a formula; numbers stay numbers, lists become text."""
    if isinstance(cell, list | tuple):
        cell = "; ".join(str(part) for part in cell)
    if isinstance(cell, str) and cell.startswith(_ACTIVE) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _written(header: Iterable[Any], rows: Iterable[Iterable[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(list(header))
    writer.writerows(rows)
    return text.getvalue()
