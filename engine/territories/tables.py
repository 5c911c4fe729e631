"""Tables of accounts and seats, and what they say beside the problem itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.errors import DataError
from engine.territories.fixed_point import LARGEST, to_millionths

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.suitability import Ground

TRUE_WORDS = ("1", "true", "yes", "y", "t", "x")
FALSE_WORDS = ("0", "false", "no", "n", "f", "")


@dataclass(frozen=True, slots=True)
class Inputs:
    """The two tables of a territory problem, as text, and distances where they were given."""

    accounts: pa.Table
    """``account_id, seat, potential, workload, latitude, longitude, visits, move_cost, locked,
    eligible, family``; every column but the first may be absent."""
    seats: pa.Table
    """``seat, latitude, longitude, share, share_workload``; the same."""
    distances: pa.Table | None = None
    """``account_id, seat, distance``."""
    notes: tuple[str, ...] = ()
    """What a reader should know of how the tables were made."""
    suited: tuple[Ground, ...] = ()
    """Grounds on which a seat suits an account, beside its distance."""


def texts(table: pa.Table, name: str) -> list[str]:
    """A column as text, blank where it has nothing or is not there."""
    if name not in table.column_names:
        return [""] * table.num_rows
    column = pc.fill_null(table[name].cast(pa.string()), "")
    found: list[str] = pc.utf8_trim_whitespace(column).to_pylist()
    return found


def identifiers(table: pa.Table, name: str, where: str) -> tuple[str, ...]:
    """
    A column of identifiers.

    Raises
    ------
    DataError
        If one is blank or occurs twice.
    """
    if name not in table.column_names:
        raise DataError(f"The {where} have no column {name}.", f"Name it {name}.")
    found = texts(table, name)
    if not found:
        raise DataError(f"The {where} have no rows.")
    if "" in found:
        raise DataError(f"The {where} have no {name} in line {found.index('') + 2}.")
    if len(set(found)) < len(found):
        twice = next(name for name, count in Counter(found).items() if count > 1)
        raise DataError(f"{name} {twice} occurs twice among the {where}.")
    return tuple(found)


def numbers(
    table: pa.Table, name: str, where: str, default: float, low: float = -LARGEST
) -> tuple[NDArray[np.float64], list[str]]:
    """
    A column of numbers, with the default where it is blank, and as it was written.

    Raises
    ------
    DataError
        If a cell is not a number, or is out of range.
    """
    written = [text or repr(default) for text in texts(table, name)]
    try:
        values = pc.cast(pa.array(written, pa.string()), pa.float64()).to_numpy()
    except pa.ArrowInvalid as error:
        line, cell = next((n, x) for n, x in enumerate(written) if not _is_number(x))
        raise DataError(
            f"{name} of the {where} is {cell!r} in line {line + 2}.", "Write a plain number."
        ) from error
    wrong = np.flatnonzero(~((values >= low) & (values <= LARGEST)) & ~np.isnan(values))
    if np.isnan(default):
        wrong = wrong[~np.isnan(values[wrong])]
    else:
        wrong = np.union1d(wrong, np.flatnonzero(np.isnan(values)))
    if wrong.size:
        line = int(wrong[0])
        raise DataError(
            f"{name} of the {where} is {written[line]} in line {line + 2}; "
            f"it may be {low:g} to {LARGEST:g}."
        )
    return values, written


def whole(
    table: pa.Table, name: str, where: str, default: float = 0.0
) -> tuple[NDArray[np.int64], int]:
    """A column of non-negative numbers in millionths, and how many had to be rounded."""
    values, written = numbers(table, name, where, default, low=0.0)
    return to_millionths(values, written)


def flags(table: pa.Table, name: str, where: str) -> NDArray[np.bool_]:
    """
    A column of yes and no; blank is no.

    Raises
    ------
    DataError
        If a cell says neither.
    """
    words = [text.lower() for text in texts(table, name)]
    odd = next((n for n, w in enumerate(words) if w not in TRUE_WORDS + FALSE_WORDS), None)
    if odd is not None:
        raise DataError(
            f"{name} of the {where} is {words[odd]!r} in line {odd + 2}.", "Write 1 or 0."
        )
    return np.array([word in TRUE_WORDS for word in words])


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
