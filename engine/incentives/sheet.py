"""Small tables that people hand to ``pay``: results, deals, quotas, people."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from engine.errors import DataError, FileError
from engine.settings import refuse_large

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray

_NUMBER = r"^[-+]?(\d{1,15}(\.\d*)?|\.\d+)([eE][-+]?\d{1,2})?$"
_DAY = r"^\d{4}-\d{2}-\d{2}([T ].*)?$"
LARGEST = 1e15
"""Money beyond it is no money, and loses its cents in a float."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A table of text as a person wrote it."""

    name: str
    table: pa.Table
    """Columns of text under normalised names; blanks are null."""

    def require(self, *names: str) -> None:
        """
        Refuse a sheet without these columns.

        Raises
        ------
        DataError
            With the nearest column that is there.
        """
        for name in names:
            if name not in self.table.column_names:
                near = get_close_matches(name, self.table.column_names, n=1, cutoff=0.5)
                hint = f"Is it “{near[0]}”? Call it {name}." if near else f"Add {name}."
                raise DataError(f"{self.name} has no column {name}.", hint)

    def has(self, name: str) -> bool:
        """Whether a column is there."""
        return name in self.table.column_names

    def texts(self, name: str, *, required: bool = False) -> list[str | None]:
        """Values of a column; all blank where it is not there."""
        if not self.has(name):
            return [None] * self.table.num_rows
        if required and self.table[name].null_count:
            raise self.refusal(pc.is_valid(self.table[name]), name, "is blank")
        values: list[str | None] = self.table[name].to_pylist()
        return values

    def numbers(self, name: str, *, may_be_negative: bool = True) -> NDArray[np.float64]:
        """
        Values of a column as numbers, ``nan`` where blank or where the column is not there.

        Raises
        ------
        DataError
            If a value is no number, or negative where it may not be.
        """
        if not self.has(name):
            return np.full(self.table.num_rows, np.nan)
        column = self.table[name]
        readable = pc.fill_null(pc.match_substring_regex(column, _NUMBER), True)
        if not pc.all(readable, min_count=0).as_py():
            raise self.refusal(readable, name, "is no number; write it like 1234.5 or 0.1")
        values = np.asarray(pc.cast(column, pa.float64()).to_numpy(), dtype=np.float64)
        if not may_be_negative and (values < 0).any():
            raise self.refusal(~(values < 0), name, "is negative")
        if (np.abs(values) > LARGEST).any():
            raise self.refusal(~(np.abs(values) > LARGEST), name, "is too large")
        return values

    def days(self, name: str) -> pa.Array:
        """
        Values of a column as dates.

        Raises
        ------
        DataError
            If a value is no day written year first.
        """
        column = self.table[name].combine_chunks()
        text = pc.utf8_slice_codeunits(column, 0, 10)
        days = pc.strptime(text, "%Y-%m-%d", "s", True)
        same = pc.equal(pc.strftime(days, "%Y-%m-%d"), text)  # 30 February is read as 2 March
        is_day = pc.and_(pc.fill_null(same, False), pc.match_substring_regex(column, _DAY))
        readable = pc.or_(pc.is_null(column), is_day)
        if not pc.all(readable, min_count=0).as_py():
            raise self.refusal(readable, name, "is no day; write it like 2026-01-31")
        return pc.cast(days, pa.date32())

    def refusal(self, fine: ArrayLike, name: str, why: str) -> DataError:
        """Refusal of the first row that is not fine, with its line and value."""
        row = int(np.argmin(np.asarray(fine)))
        value = self.table[name][row].as_py()
        said = "" if value is None else f" “{value[:40]}”"
        return DataError(f"{self.name}, line {row + 2}: {name}{said} {why}.")


def read_sheet(path: Path) -> Sheet:
    """
    Read a CSV file with a header, UTF-8, separated by commas, semicolons or tabs.

    Raises
    ------
    FileError
        If it cannot be read as one, or is larger than a file may be.
    """
    refuse_large(path)
    names, delimiter = _header(path)
    try:
        table = arrow_csv.read_csv(
            path,
            read_options=arrow_csv.ReadOptions(column_names=names, skip_rows=1),
            parse_options=arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=arrow_csv.ConvertOptions(
                column_types={name: pa.string() for name in names},
                strings_can_be_null=True,
                null_values=[""],
            ),
        )
    except (pa.ArrowInvalid, OSError) as error:
        raise FileError(f"{path.name} cannot be read as CSV: {_said(error)}") from error
    trimmed = [pc.utf8_trim_whitespace(table[name]) for name in names]
    blank = [pc.if_else(pc.equal(column, ""), None, column) for column in trimmed]
    return Sheet(path.name, pa.table(dict(zip(names, blank, strict=True))))


def normalised(name: str) -> str:
    """Column name in small letters, words joined by underscores."""
    return "_".join(name.strip().lower().split())


def _header(path: Path) -> tuple[Sequence[str], str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            line = file.readline(100_000)
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(
            f"{path.name} cannot be read.", "Name a CSV file, saved in UTF-8."
        ) from error
    delimiter = max(",;\t", key=line.count)
    names = [normalised(name) for name in next(csv.reader([line], delimiter=delimiter), [])]
    if not names or not all(names):
        raise FileError(f"{path.name} has no header in its first line.")
    for name in names:
        if names.count(name) > 1:
            raise FileError(f"{path.name} has the column {name} twice.", "Keep one.")
    return names, delimiter


def _said(error: Exception) -> str:
    return str(error).splitlines()[0].removeprefix("CSV parse error: ")[:200]
