"""Slices of a team: by role, segment, region, manager, tenure, patch and cycle length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from engine.errors import DataError

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

Dimension = Literal[
    "role", "segment", "region", "manager", "tenure", "territory_maturity", "cycle_length"
]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
"""What a team can be sliced by, in the order of the control."""

SMALLEST_GROUP = 3
"""Below this many reps a group's figures describe persons; it is said."""

COLUMN: dict[Dimension, str] = {
    "role": "role",
    "segment": "segment",
    "region": "region",
    "manager": "manager_id",
    "tenure": "tenure_band",
    "territory_maturity": "maturity_band",
    "cycle_length": "cycle_band",
}
"""Column of the reps table that a dimension groups by."""

_MONTHS = ((6.0, "under 6 months"), (12.0, "6 to 12 months"), (24.0, "1 to 2 years"))
_YEARS = ((12.0, "under a year"), (36.0, "1 to 3 years"))
_DAYS = ((30.0, "under 30 days"), (90.0, "30 to 90 days"), (180.0, "90 to 180 days"))


@dataclass(frozen=True, slots=True)
class Slice:
    """One group of one dimension, such as region West."""

    dimension: Dimension
    value: str

    def __str__(self) -> str:
        """Group in words."""
        return f"{self.dimension.replace('_', ' ')} {self.value}"


def make_slice(dimension: str, value: str) -> Slice:
    """
    Slice of a named dimension.

    Raises
    ------
    DataError
        If there is no such dimension.
    """
    if dimension not in DIMENSIONS:
        raise DataError(
            f"A team cannot be sliced by {dimension!r}.", f"Choose {', '.join(DIMENSIONS)}."
        )
    return Slice(dimension, value)


def groups(reps_table: pa.Table, dimension: Dimension) -> list[tuple[str, int]]:
    """Values of a dimension with the number of reps in each, by name; blanks are no group."""
    values = [value for value in reps_table[COLUMN[dimension]].to_pylist() if value]
    return [(value, values.count(value)) for value in sorted(set(values))]


def members(reps_table: pa.Table, wanted: Slice) -> NDArray[np.bool_]:
    """
    Rows of the reps table in a slice, shape (n,).

    Raises
    ------
    DataError
        If no rep is in it.
    """
    column = reps_table[COLUMN[wanted.dimension]].to_pylist()
    inside = np.array([value == wanted.value for value in column], dtype=bool)
    if not inside.any():
        there = ", ".join(value for value, _ in groups(reps_table, wanted.dimension)[:10])
        raise DataError(
            f"No rep is in {wanted}.", f"There is: {there}." if there else "No rep carries it."
        )
    return inside


def small_group_note(wanted: Slice, reps: int) -> str:
    """What to say of a group too small to be one, empty for a larger one."""
    if reps >= SMALLEST_GROUP:
        return ""
    people = "1 rep" if reps == 1 else f"{reps} reps"
    return f"Only {people} in {wanted}: the figures describe persons, not a group."


def tenure_band(months: NDArray[np.float64]) -> list[str | None]:
    """Band of months since the hire date."""
    return _banded(months, _MONTHS, "over 2 years")


def maturity_band(months: NDArray[np.float64]) -> list[str | None]:
    """Band of months since the patch was first held."""
    return _banded(months, _YEARS, "over 3 years")


def cycle_band(days: NDArray[np.float64]) -> list[str | None]:
    """Band of the median days that a rep's won deals took."""
    return _banded(days, _DAYS, "over 180 days")


def _banded(
    values: NDArray[np.float64], bands: tuple[tuple[float, str], ...], beyond: str
) -> list[str | None]:
    """Name of the first band that a value lies below; ``None`` where there is no value."""
    return [
        None if np.isnan(value) else next((name for end, name in bands if value < end), beyond)
        for value in values
    ]
