"""
Marks as rows: the tables that every prebuilt spec is fed with, by name.

The few marks of a chart are one flat table, of which each layer takes its part. A crowd, people
or the points of a line, is a table for each tone, without a word in it: the browser works
through every cell of what it is fed, and leaves alone what is the same as before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import ArrayLike

MAX_MARKS = 500
"""Marks a chart may hold: beyond this a slider's release is felt (measured)."""

FEW = "few"
"""Name of the table of all marks that are no crowd."""

Marks = dict[str, pa.Table]
"""Tables by name, as a spec's layers ask for them."""

SCHEMA = pa.schema(
    [
        ("part", pa.string()),  # which layer of the spec draws the row
        ("side", pa.string()),  # "0" the baseline, "1" to "4" scenarios, or a tone
        ("label", pa.string()),
        ("x", pa.float64()),
        ("x2", pa.float64()),
        ("y", pa.float64()),
        ("y2", pa.float64()),
    ]
)

_TEXT = {"part", "side", "label"}


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Rows of one layer, kept as they were given until all layers are put together."""

    table: str
    columns: Mapping[str, ArrayLike | Sequence[str] | str]
    rows: int


def block(part: str, **columns: ArrayLike | Sequence[str] | str) -> Block:
    """
    Rows of one layer of the few; single values are repeated for all rows, absent columns are null.

    Parameters
    ----------
    part : str
        Name of the layer.
    **columns
        Any of the schema's columns: numbers, texts, or one value for all rows.
    """
    sizes = [len(value) for value in columns.values() if _is_many(value)]  # type: ignore[arg-type]
    rows = max(sizes) if sizes else 1
    return Block(FEW, {"part": part, **columns}, rows)


def crowd(part: str, tone: str, **columns: ArrayLike | float) -> Block:
    """
    Rows of a crowd of one tone.

    Parameters
    ----------
    part, tone : str
        Its name; a chart's layers know which there may be.
    **columns
        Numbers, shape (n,), or one number for all rows.
    """
    rows = max((len(value) for value in columns.values() if _is_many(value)), default=1)  # type: ignore[arg-type]
    return Block(crowd_name(part, tone), columns, rows)


def crowd_name(part: str, tone: str) -> str:
    """Name of the table of a crowd."""
    return f"{part}.{tone}"


def fed(blocks: Iterable[Block]) -> Marks:
    """All layers in their tables; the few marks always have one, empty where there are none."""
    tables: dict[str, list[Block]] = {FEW: []}
    for one in blocks:
        tables.setdefault(one.table, []).append(one)
    found = {name: _table(layers) for name, layers in tables.items()}
    return {name: rows for name, rows in found.items() if rows.num_rows or name == FEW}


def _table(layers: Sequence[Block]) -> pa.Table:
    """One table; a column that no layer fills is left out: every cell is read one by one."""
    if not sum(layer.rows for layer in layers):
        return SCHEMA.empty_table()
    filled = [name for name in SCHEMA.names if any(name in layer.columns for layer in layers)]
    columns = {name: (_texts if name in _TEXT else _numbers)(name, layers) for name in filled}
    return pa.table({name: c for name, c in columns.items() if c.null_count < len(c)})


def _is_many(value: object) -> bool:
    return not isinstance(value, str) and np.ndim(value) > 0  # type: ignore[arg-type]


def _texts(name: str, layers: Sequence[Block]) -> pa.Array:
    """One column of words over all layers, null where a layer has none."""
    words: list[str | None] = []
    for layer in layers:
        value = layer.columns.get(name)
        words += [value] * layer.rows if value is None or isinstance(value, str) else list(value)
    return pa.array(words, pa.string())


def _numbers(name: str, layers: Sequence[Block]) -> pa.Array:
    """One column of numbers over all layers, null where a layer has none."""
    numbers = np.full(sum(layer.rows for layer in layers), np.nan)
    start = 0
    for layer in layers:
        value = layer.columns.get(name)
        if value is not None:
            numbers[start : start + layer.rows] = value
        start += layer.rows
    return pa.array(numbers, pa.float64(), from_pandas=True)
