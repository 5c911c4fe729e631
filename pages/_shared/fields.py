"""Canonical columns in plain words, for a person who says where a column goes."""

from __future__ import annotations

from functools import cache

from engine.ingest.source_fields import SOURCE_FIELDS
from engine.model.tables import TABLES

LEAVE_OUT = "leave out"

TABLE_WORDS = {
    "account": "Account",
    "opportunity": "Deal",
    "stage_change": "Stage change",
    "credit": "Deal credit",
    "activity": "Activity",
    "rep": "Person",
    "territory": "Patch",
    "assignment": "Who holds which patch",
    "quota": "Quota",
    "payout": "Payout",
    "absence": "Absence",
    "target": "Company target",
    "product": "Product",
    "lead": "Lead",
    "survey": "Survey answer",
    "requisition": "Open position",
}
"""What a row of each table is called on the screen."""


def words(table: str, field: str) -> str:
    """Column in words: ``Deal: close date``."""
    return f"{TABLE_WORDS[table]}: {field.replace('_', ' ')}"


@cache
def targets() -> dict[str, tuple[str, str]]:
    """Words → table and field, of all that a column may go to, table by table."""
    direct = [(table.name, field.name) for table in TABLES for field in table.fields]
    made_from = [(field.table, field.name) for field in SOURCE_FIELDS]
    order = {name: position for position, name in enumerate(TABLE_WORDS)}
    both = sorted([*direct, *made_from], key=lambda pair: order[pair[0]])
    return {words(table, field): (table, field) for table, field in both}


def choices() -> list[str]:
    """All that a column may go to, leaving it out first."""
    return [LEAVE_OUT, *targets()]
