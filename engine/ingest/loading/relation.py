"""A raw table as something that SQL can select from, every cell as text."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from engine.ingest.loading.sql import identifier, text
from engine.ingest.types import CsvText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.ingest.types import RawTable
    from engine.store.staging import Staging


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows of one file, sheet or archive member."""

    label: str
    """How sentences and made ids call it."""
    columns: tuple[str, ...]
    source: CsvText | str
    """A file to scan, or the name under which the rows are lent to the staging file."""
    ragged: pa.Table | None = None
    """Lent rows that reading found to have too few or too many cells; the others are lent."""

    @property
    def is_scanned(self) -> bool:
        """Whether each look at the rows reads the file again."""
        return isinstance(self.source, CsvText)

    def rows(self, numbered: bool = False) -> str:
        """
        SQL that gives the source columns and ``_line``.

        A scanned file has no line numbers unless asked: numbering keeps it to one thread. What it
        is asked for then is the place among the rows, see :meth:`lines`.
        """
        if isinstance(self.source, str):
            return identifier(self.source)
        line = "row_number() OVER ()" if numbered else "CAST(NULL AS BIGINT)"
        return f"(SELECT *, {line} AS _line FROM {self._scan(self.source)})"

    def lines(self, places: Iterable[int]) -> dict[int, int]:
        """Line in the file for each place among the rows; a cell may hold line ends."""
        if isinstance(self.source, str):
            return {place: place for place in places}
        wanted, found, place = set(places), {}, 0
        with self.source.path.open(encoding="utf-8", newline="", errors="replace") as file:
            for _ in range(self.source.header_line):
                next(file)
            reader = csv.reader(file, delimiter=self.source.delimiter)
            line = self.source.header_line + 1
            for cells in reader:
                if len(cells) == len(self.columns):
                    place += 1
                    if place in wanted:
                        found[place] = line
                line = self.source.header_line + reader.line_num + 1
        return found

    def _scan(self, source: CsvText) -> str:
        columns = ", ".join(f"{text(name)}: 'VARCHAR'" for name in self.columns)
        return (
            f"read_csv({text(str(source.path))}, auto_detect=false, header=false, "
            f"skip={source.header_line}, delim={text(source.delimiter)}, "
            f"quote={text(source.quote)}, escape={text(source.quote)}, "
            f"columns={{{columns}}}, store_rejects=true)"
        )


@contextmanager
def relation(staging: Staging, raw: RawTable, number: int) -> Iterator[Relation]:
    """Make a raw table selectable; Arrow rows are lent as ``raw_<number>_``."""
    label = f"{raw.sheet} in {raw.file}" if raw.sheet else raw.file
    if isinstance(raw.rows, CsvText):
        yield Relation(label, raw.columns, raw.rows)
        return
    name = f"raw_{number}_"
    good, ragged = split(raw.rows)
    with staging.lend(name, good):
        yield Relation(label, raw.columns, name, ragged)


def split(rows: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Rows whose cells fit the header, and those whose cells do not."""
    if "_ragged" not in rows.column_names or rows["_ragged"].null_count == rows.num_rows:
        return rows, rows.slice(0, 0)
    ragged = pc.is_valid(rows["_ragged"])
    return rows.filter(pc.invert(ragged)), rows.filter(ragged)
