"""Rows that a load could not take, whole, with line and reason."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.store.warehouse import Warehouse

_THERE = "SELECT 1 FROM information_schema.tables WHERE table_name = 'reject'"
_ROWS = """
SELECT file, sheet, line, COALESCE("column", ''), COALESCE(value, ''), reason, "row"
FROM reject
ORDER BY file, sheet, line
"""


@dataclass(frozen=True, slots=True)
class RejectRow:
    """One row as it stood in its file, to be mended and loaded again."""

    file: str
    sheet: str
    line: int
    column: str
    value: str
    reason: str
    cells: dict[str, str]
    """Cells by the headers of the file, in their order."""


def reject_rows(warehouse: Warehouse) -> tuple[RejectRow, ...]:
    """Every rejected row of a snapshot by file and line; empty where none was rejected."""
    if warehouse.query(_THERE).num_rows == 0:
        return ()
    return tuple(
        RejectRow(**{**row, "cells": json.loads(row["cells"])})
        for row in warehouse.query(_ROWS)
        .rename_columns(["file", "sheet", "line", "column", "value", "reason", "cells"])
        .to_pylist()
    )
