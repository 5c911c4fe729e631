"""Shares written as 25%, 0.25 or 25, brought to decimals once for a column."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.ingest.loading.cast import CELL, VALUE, Cast
from engine.ingest.loading.money import number

if TYPE_CHECKING:
    from collections.abc import Iterable


def share(values: Iterable[str], most: float = 1.0) -> Cast:
    """
    Conversion of a column of shares.

    Parameters
    ----------
    values : iterable of str
        Non-blank cells to decide from.
    most : float
        Largest decimal that makes sense; anything above speaks for percentages.
    """
    seen = list(values)
    signed = any("%" in value or "％" in value for value in seen)
    bare = [value.strip("% ％\u00a0") for value in seen]
    inner = number(bare, "DOUBLE")
    cell = f"NULLIF(trim({CELL}, '% ％\u00a0'), '')" if signed else CELL
    value = inner.sql(cell)
    if signed or any(_size(text) > most for text in bare):
        return replace(inner, template=f"({value}) / 100")
    return replace(inner, template=value, guard=f"abs({VALUE}) <= {most}")


def _size(text: str) -> float:
    """Magnitude of a plain or comma decimal; zero where it is neither."""
    try:
        return abs(float(text.replace(",", ".")))
    except ValueError:
        return 0.0
