"""A snapshot: the canonical tables after a load, frozen and named by their content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.model.period import Period, fiscal_year, planning_period, year_period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from engine.model.finding import Finding

SCHEMA_VERSION = 1
"""Raised when the canonical tables change; part of every fingerprint."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is known about the data as loaded; the rows themselves are read through the store."""

    fingerprint: str
    """Sixteen hex digits over canonical rows, mapping, dates, currency and schema version."""
    as_of: date
    fiscal_start: int
    """Month in which the fiscal year starts, 1 to 12."""
    currency: str
    """Three letters, or empty where no file says."""
    tables: Mapping[str, int]
    """Rows of each canonical table."""
    filled: Mapping[str, frozenset[str]]
    """Columns of each table that carry at least one value."""
    findings: tuple[Finding, ...] = ()

    def has(self, table: str, *columns: str) -> bool:
        """Whether a table has rows, and values in each named column."""
        present = self.filled.get(table, frozenset())
        return self.tables.get(table, 0) > 0 and present.issuperset(columns)

    @property
    def planning_period(self) -> Period:
        """Fiscal year that is planned when nobody says otherwise."""
        return planning_period(self.as_of, self.fiscal_start)

    @property
    def current_year(self) -> Period:
        """Fiscal year that holds ``as_of``."""
        return year_period(fiscal_year(self.as_of, self.fiscal_start), self.fiscal_start)
