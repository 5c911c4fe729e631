"""Columns of an Arrow table as NumPy arrays, and lookups between tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from numpy.typing import NDArray


def numbers(table: pa.Table, column: str) -> NDArray[np.float64]:
    """Column as floats, blank as ``nan``, shape (n,)."""
    return np.asarray(pc.cast(table[column], "float64").to_numpy(), dtype=np.float64)


def texts(table: pa.Table, column: str) -> list[str | None]:
    """Column as texts, blank as ``None``."""
    values: list[str | None] = table[column].to_pylist()
    return values


def matched(
    keys: Sequence[str | None], known: Sequence[str | None], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Value of each key, ``nan`` where the key is not known, shape of ``keys``."""
    place = {key: index for index, key in enumerate(known)}
    found = np.array([place.get(key, -1) for key in keys], dtype=np.int64)
    if not values.size:
        return np.full(found.size, np.nan)
    return np.where(found >= 0, values[found], np.nan)
