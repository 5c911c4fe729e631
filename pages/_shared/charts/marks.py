"""Marks as rows: the one flat table that every prebuilt spec is fed with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike

MAX_MARKS = 500
"""Marks a chart may hold: beyond this a slider's release is felt (measured)."""

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


def block(part: str, **columns: ArrayLike | Sequence[str] | str) -> pa.Table:
    """
    Rows of one layer; scalars are repeated to the longest column, absent columns are null.

    Parameters
    ----------
    part : str
        Name of the layer.
    **columns
        Any of the schema's columns: numbers, texts, or one value for all rows.
    """
    n = max((_length(value) for value in columns.values()), default=1)
    columns = {"part": part, **columns}
    arrays = [_array(field, columns.get(field.name), n) for field in SCHEMA]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def table(blocks: Iterable[pa.Table]) -> pa.Table:
    """
    All layers as one table; an empty table with the right columns if there are none.

    A column that no layer fills is left out: the browser reads every cell one by one.
    """
    rows = pa.concat_tables([SCHEMA.empty_table(), *blocks])
    empty = [name for name in rows.column_names if rows[name].null_count == rows.num_rows > 0]
    return rows.drop_columns(empty)


def _length(value: object) -> int:
    if isinstance(value, str):
        return 1
    return int(np.size(value))  # type: ignore[arg-type]


def _array(field: pa.Field, value: object, n: int) -> pa.Array:
    if value is None:
        return pa.nulls(n, field.type)
    if field.name in _TEXT:
        texts = [value] * n if isinstance(value, str) else list(value)  # type: ignore[call-overload]
        return pa.array(texts, pa.string())
    numbers = np.broadcast_to(np.asarray(value, dtype=np.float64), (n,))
    return pa.array(numbers, pa.float64(), from_pandas=True)
