"""The columns of one file as recognition sees them, and their best assignment to fields."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

from engine.ingest.recognition.candidates import Candidate, candidates
from engine.ingest.recognition.values import Shape, number_of, shape_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from engine.ingest.types import RawTable

_AGREES = 0.02
_SHARE_AGREEING = 0.9
_ROWS_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Column:
    """One source column."""

    header: str
    shape: Shape
    cells: tuple[str, ...]


def columns_of(table: RawTable) -> tuple[Column, ...]:
    """Columns of a raw table with what their cells look like."""
    cells = zip(*table.sample, strict=True) if table.sample else (() for _ in table.columns)
    return tuple(
        Column(header, shape_of(values), tuple(values))
        for header, values in zip(table.columns, cells, strict=True)
    )


def assign(
    options: Mapping[str, Sequence[Candidate]], taken: Collection[str] = ()
) -> dict[str, Candidate]:
    """
    One field for a column and one column for a field, so that the sum of confidences is largest.

    Parameters
    ----------
    options : mapping
        Candidates by header.
    taken : collection of str
        Fields that are already given.
    """
    headers = [header for header, found in options.items() if found]
    fields = sorted({c.field for found in options.values() for c in found} - set(taken))
    if not headers or not fields:
        return {}
    weights = np.zeros((len(headers), len(fields)))
    best: dict[tuple[int, int], Candidate] = {}
    for row, header in enumerate(headers):
        for candidate in options[header]:
            if candidate.field in fields:
                column = fields.index(candidate.field)
                weights[row, column] = candidate.confidence - 1e-6 * row
                best[row, column] = candidate
    pairs = zip(*linear_sum_assignment(weights, maximize=True), strict=True)
    return {headers[r]: best[r, c] for r, c in pairs if (r, c) in best}


def options_of(
    table: str, columns: Sequence[Column], entity: frozenset[str]
) -> dict[str, list[Candidate]]:
    """Candidates of every column in one table."""
    return {
        column.header: candidates(table, column.header, column.shape, entity) for column in columns
    }


def is_weighted(column: Column, amount: Column, probability: Column) -> bool:
    """Whether a column is amount x probability, row by row."""
    agreeing = looked = 0
    rows = zip(column.cells, amount.cells, probability.cells, strict=True)
    for cell, whole, chance in islice(rows, _ROWS_COMPARED):
        numbers = (number_of(cell), number_of(whole), number_of(chance))
        if None in numbers or not numbers[1] or not numbers[2]:
            continue
        value, full, share = (float(n or 0.0) for n in numbers)
        for scale in (share, share / 100):
            if abs(value - full * scale) <= _AGREES * full * scale and abs(scale - 1) > _AGREES:
                agreeing += 1
        looked += abs(share - 1) > _AGREES and abs(share - 100) > _AGREES
    return looked > 0 and agreeing / looked >= _SHARE_AGREEING
