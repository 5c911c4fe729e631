"""Rejected rows to read on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.store.reject_row import RejectRow
    from pages._shared.reference import Row


def shown(rows: Iterable[RejectRow]) -> list[Row]:
    """Rejected rows as a table."""
    return [
        {
            "Line": str(row.line),
            "Column": row.column,
            "Value": row.value,
            "Why": row.reason,
        }
        for row in rows
    ]
