"""Total rows in the middle of files that one scan reads: sums of records, and no records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.ingest.loading.sql import identifier, text
from engine.ingest.reading.left_out import TOTAL_CELL
from engine.model.field import Kind
from engine.model.tables import TABLE

if TYPE_CHECKING:
    from engine.ingest.loading.part import Part
    from engine.store.staging import Staging

_ADDED_UP = frozenset({Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT})


def leave_out_totals(staging: Staging, part: Part) -> int:
    """
    Delete rows of a scanned file whose first cell is a word for a total and that only add up.

    Small files are read row by row and lose theirs while reading.

    Returns
    -------
    int
        Rows deleted.
    """
    condition = _is_total(staging, part) if part.relation.is_scanned else ""
    if not condition:
        return 0
    name = identifier(part.name)
    found = staging.query(f"SELECT count(*) AS n FROM {name} WHERE {condition}")
    rows: int = found["n"][0].as_py()
    if rows:
        staging.execute(f"DELETE FROM {name} WHERE {condition}")
    return rows


def _is_total(staging: Staging, part: Part) -> str:
    """SQL condition over the part's own columns, empty where its first column went nowhere."""
    stored = set(staging.columns(identifier(part.name)))
    begins = {c.field for c in part.columns if c.source == part.relation.columns[0]}
    first = next(
        (name for field in begins for name in (field, f"_{field}") if name in stored), None
    )
    if first is None:
        return ""
    others = {c.field for c in part.columns} - begins
    blank = [
        f"{identifier(field.name)} IS NULL"
        for field in TABLE[part.table].fields
        if field.name in others and field.name != "currency" and field.kind not in _ADDED_UP
    ]
    total = f"regexp_full_match({identifier(first)}, {text(f'(?i){TOTAL_CELL}')})"
    return " AND ".join([*blank, total])
