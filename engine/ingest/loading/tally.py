"""Rows of each file: read, rejected, left out; what remains was accepted."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Counts of one file while it is loaded."""

    read: int = 0
    rejected: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    """By reason."""

    @property
    def accepted(self) -> int:
        """Rows taken: read less rejected less left out."""
        return self.read - self.rejected - self.left_out.total()


@dataclass(slots=True)
class Tallies:
    """Counts of all files of a load, and of what happened to records whatever their file."""

    files: defaultdict[int, Tally] = field(default_factory=lambda: defaultdict(Tally))
    lines: Counter[str] = field(default_factory=Counter)
    """Deals brought together from lines, by how their amount was made."""
    versions: Counter[str] = field(default_factory=Counter)
    """Older versions of a record, by table."""
    duplicates: Counter[str] = field(default_factory=Counter)
    """Equal rows, by table."""

    def leave_out(self, by_file: dict[int, int], reason: str) -> int:
        """Count rows that are left out of each file, and return how many they are."""
        for number, rows in by_file.items():
            self.files[number].left_out[reason] += rows
        return sum(by_file.values())
