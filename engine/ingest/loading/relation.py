"""A raw table as something that SQL can select from, every cell as text."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from engine.ingest.loading.sql import identifier, text
from engine.ingest.types import CsvText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.ingest.types import RawTable
    from engine.store.staging import Staging


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows of one file, sheet or archive member."""

    label: str
    """How sentences and made ids call it."""
    columns: tuple[str, ...]
    source: CsvText | str
    """A file to scan, or the staging table that holds the rows."""

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
            return f"(SELECT * FROM {identifier(self.source)} WHERE _ragged IS NULL)"
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


def relation(staging: Staging, raw: RawTable, number: int) -> Relation:
    """Make a raw table selectable; Arrow rows become the staging table ``raw_<number>``."""
    label = f"{raw.sheet} in {raw.file}" if raw.sheet else raw.file
    if isinstance(raw.rows, CsvText):
        return Relation(label, raw.columns, raw.rows)
    name = f"raw_{number}"
    rows = raw.rows
    if "_ragged" not in rows.column_names:
        rows = rows.append_column("_ragged", pa.nulls(rows.num_rows, pa.string()))
    staging.put(name, rows)
    return Relation(label, raw.columns, name)
