"""A side of a comparison: a name, its place among the colours, and a result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.model.band import Band

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.model.results import AsIs, ScenarioResult

LONGEST_NAME = 44
"""Letters of a scenario's name that a chart has room for, on a phone and before a room."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """
    One side. Results name no scenario, so the name is paired with the result here.

    ``number`` is "0" for the baseline and "1" to "4" for scenarios.
    """

    number: str
    name: str
    result: ScenarioResult


def sides(names: Sequence[str], results: Sequence[ScenarioResult]) -> list[Side]:
    """Baseline and scenarios numbered in order; equal names are told apart by a number."""
    told_apart: list[str] = []
    for name in names:
        again = sum(other == name or other.startswith(f"{name} (") for other in told_apart)
        told_apart.append(f"{name} ({again + 1})" if again else name)
    pairs = enumerate(zip(told_apart, results, strict=True))
    return [Side(str(number), name, result) for number, (name, result) in pairs]


def shortened(name: str) -> str:
    """Name cut to what fits beside a chart, with an ellipsis."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def middle_of(result: AsIs | ScenarioResult, key: str) -> float | None:
    """Figure as one number: the middle of an estimate; ``None`` where there is none."""
    value = result.metrics.get(key)
    if isinstance(value, Band):
        return value.p50
    return None if value is None or isinstance(value, Mapping) else float(value)


def numbers(result: AsIs | ScenarioResult, column: str) -> NDArray[np.float64]:
    """Column of the per-rep table as numbers, ``nan`` where there is none, shape (reps,)."""
    table = result.reps_table
    if column not in table.column_names:
        return np.full(table.num_rows, np.nan)
    return np.asarray(table[column].to_numpy(zero_copy_only=False), dtype=np.float64)


def attainments(result: AsIs | ScenarioResult) -> NDArray[np.float64]:
    """Attainment of those who are counted, ``nan`` for the others, shape (reps,)."""
    attained = numbers(result, "attainment")
    if "is_counted" not in result.reps_table.column_names:
        return attained
    counted = result.reps_table["is_counted"].to_numpy(zero_copy_only=False).astype(bool)
    return np.where(counted, attained, np.nan)


def texts(result: AsIs | ScenarioResult, column: str) -> list[str]:
    """Column of the per-rep table as words, empty where there is none."""
    table = result.reps_table
    if column not in table.column_names:
        return [""] * table.num_rows
    return ["" if value is None else str(value) for value in table[column].to_pylist()]
