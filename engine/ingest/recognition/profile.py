"""Which product wrote a file, by the marks it leaves in headers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from engine.ingest.recognition.files import read

if TYPE_CHECKING:
    from collections.abc import Sequence

PLAIN = "plain"
_ENOUGH = 3
_COMMON = 1
"""Points of a header that anybody may write; such headers alone name no product."""
_MARKS_INSIDE = (" - ", "__c", "property_", "hs_", ":", "(")


def profile_of(columns: Sequence[str]) -> str:
    """Name the product with the most marks, ``plain`` where they are too few or too common."""
    found = {
        product: [
            weight
            for weight, marks in by_weight.items()
            for mark in marks
            if any(_carries(column, mark) for column in columns)
        ]
        for product, by_weight in _marks().items()
    }
    points = {product: sum(weights) for product, weights in found.items()}
    best = max(points, key=lambda product: points[product])
    telling = max(found[best], default=0) > _COMMON
    return best if telling and points[best] >= _ENOUGH else PLAIN


def _carries(column: str, mark: str) -> bool:
    return column == mark or (mark in column and any(part in mark for part in _MARKS_INSIDE))


@lru_cache(maxsize=1)
def _marks() -> dict[str, dict[int, list[str]]]:
    marks: dict[str, dict[int, list[str]]] = read("profiles")
    return marks
