"""How the text of one column becomes values: one SQL expression, and what had to be assumed."""

from __future__ import annotations

from dataclasses import dataclass

CELL = "{cell}"
"""Stands for the trimmed cell in a template; a blank cell is NULL."""


@dataclass(frozen=True, slots=True)
class Cast:
    """
    A conversion decided for a whole column from its own values.

    A non-blank cell that it cannot read becomes NULL, which the loader counts.
    """

    template: str
    """SQL over :data:`CELL`."""
    assumed: str = ""
    """What the values could not tell, in words for a person; empty where they could."""
    code: str = ""
    """Finding code of the assumption."""
    unread_when: str = ""
    """SQL over the cell that is true where it could not be read; empty for "became NULL"."""

    def sql(self, cell: str) -> str:
        """Conversion of one cell."""
        return self.template.replace(CELL, cell)


TEXT = Cast(CELL)
"""The cell as it stands."""
