"""How the text of one column becomes values: one SQL expression, and what had to be assumed."""

from __future__ import annotations

from dataclasses import dataclass

CELL = "{cell}"
"""Stands for the trimmed cell in a template; a blank cell is NULL."""
VALUE = "{value}"
"""Stands for the converted value in a guard."""


@dataclass(frozen=True, slots=True)
class Cast:
    """
    A conversion decided for a whole column from its own values.

    A non-blank cell that it cannot read becomes NULL, which the loader counts.
    """

    template: str
    """SQL over :data:`CELL`."""
    guard: str = ""
    """SQL over :data:`VALUE` that holds for values that make sense; empty for all."""
    assumed: str = ""
    """What the values could not tell, in words for a person; empty where they could."""
    code: str = ""
    """Finding code of the assumption."""

    def value(self, cell: str) -> str:
        """Conversion of one cell, whether it makes sense or not."""
        return self.template.replace(CELL, cell)

    def kept(self, value: str) -> str:
        """The converted value where it makes sense, else NULL."""
        if not self.guard:
            return value
        return f"CASE WHEN {self.guard.replace(VALUE, value)} THEN {value} END"

    def sql(self, cell: str) -> str:
        """Both in one expression."""
        return self.kept(self.value(cell))


TEXT = Cast(CELL)
"""The cell as it stands."""
