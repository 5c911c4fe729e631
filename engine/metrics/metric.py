"""A figure that the product can show: its words, unit, formula, source and needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """How a figure is written; the engine itself keeps decimals."""

    SHARE = "share"
    POINTS = "points"
    MONEY = "money"
    RATIO = "ratio"
    DAYS = "days"
    COUNT = "count"
    CORRELATION = "correlation"


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure that the product can show."""

    key: str
    label: str
    """Plain words, as on screen."""
    term: str
    """The field's or statistician's word for it."""
    unit: Unit
    formula: str
    source: str
    needs: tuple[str, ...] = ()
    """
    Columns without which it cannot be computed, as table.column; of those joined by ``or``
    any one will do. Without account.potential a proxy may stand for it.
    """
    better: int = 0
    """1 if more is better, -1 if less is, 0 if neither."""
    estimate: bool = False
    """Rests on a model or simulation, so it carries a band."""
