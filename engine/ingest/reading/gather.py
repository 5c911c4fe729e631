"""Records to an Arrow table, with everything that was noticed on the way counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from engine.ingest.reading.wording import counted
from engine.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.ingest.reading.left_out import Judged, Leave
    from engine.ingest.reading.records import Record

_BATCH = 20_000
_EXAMPLES = 20
SAMPLE_HEAD = 800
SAMPLE_MIDDLE = 200


@dataclass(slots=True)
class Gathered:
    """Rows of one table while they come in."""

    columns: tuple[str, ...]
    table: pa.Table = field(default_factory=lambda: empty_table(()))
    left_out: Counter[Leave] = field(default_factory=Counter)
    ragged: list[str] = field(default_factory=list)
    """What was wrong with the first few ragged rows, a sentence each."""
    n_ragged: int = 0

    @property
    def n_left_out(self) -> int:
        """Rows left out, whatever the reason."""
        return self.left_out.total()


def gather(judged: Iterable[Judged], columns: tuple[str, ...]) -> Gathered:
    """
    Collect rows into an Arrow table of strings with ``_line`` and ``_ragged`` behind.

    A row with too few or too many cells, or with broken quotation marks, stays in the table and
    says in ``_ragged`` why it cannot be taken; extra cells that are blank do not count.
    """
    gathered = Gathered(columns)
    batches: list[pa.RecordBatch] = []
    rows: list[Sequence[str]] = []
    lines: list[int] = []
    problems: list[str | None] = []
    width = len(columns)
    for record, leave in judged:
        if leave is not None:
            gathered.left_out[leave] += 1
            continue
        cells, problem = fitted(record, width)
        if problem:
            gathered.n_ragged += 1
            if gathered.n_ragged <= _EXAMPLES:
                gathered.ragged.append(f"line {record.line}: {problem}")
        rows.append(cells)
        lines.append(record.line)
        problems.append(problem)
        if len(rows) == _BATCH:
            batches.append(_batch(rows, lines, problems, columns))
            rows, lines, problems = [], [], []
    batches.append(_batch(rows, lines, problems, columns))
    gathered.table = pa.Table.from_batches(batches)
    return gathered


def fitted(record: Record, width: int) -> tuple[Sequence[str], str | None]:
    """A row's cells brought to the table's width, and why it is ragged, if it is."""
    cells, problem = record.cells, record.problem
    if len(cells) == width:
        return cells, problem or None
    if not problem and (len(cells) < width or any(cell.strip() for cell in cells[width:])):
        problem = f"The row has {counted(len(cells), 'cell')}, the header {width}"
    return (*cells[:width], *[""] * (width - len(cells))), problem or None


def empty_table(columns: Sequence[str]) -> pa.Table:
    """A table of these columns without rows."""
    return _schema(columns).empty_table()


def sample_of(table: pa.Table, width: int) -> tuple[tuple[str, ...], ...]:
    """Good rows from the beginning and the middle."""
    head = table.slice(0, SAMPLE_HEAD)
    middle = max(SAMPLE_HEAD, table.num_rows // 2)
    both = pa.concat_tables([head, table.slice(middle, SAMPLE_MIDDLE)])
    good = both.filter(both.column("_ragged").is_null())
    cells = [column.to_pylist() for column in good.columns[:width]]
    return tuple(zip(*cells, strict=True))


def findings_of(gathered: Gathered, label: str) -> tuple[Finding, ...]:
    """What was left out and which rows are ragged, in sentences."""
    found = []
    if gathered.left_out:
        found.append(left_out_finding(gathered.left_out, label))
    if gathered.n_ragged:
        found.append(
            Finding(
                "warning",
                "ragged_rows",
                f"{counted(gathered.n_ragged, 'row')} of {label} rejected: more or fewer cells "
                "than the header, or quotation marks that do not add up.",
                "Mend them in the rejects file; a delimiter inside a cell needs quotation marks.",
                rows=gathered.n_ragged,
                examples=tuple(gathered.ragged),
            )
        )
    return tuple(found)


def left_out_finding(left_out: Counter[Leave], label: str) -> Finding:
    """Say which rows were no records."""
    parts = ", ".join(counted(count, leave) for leave, count in left_out.most_common())
    return Finding("note", "rows_left_out", f"Left out of {label}: {parts}.", rows=left_out.total())


def _batch(
    rows: Sequence[Sequence[str]],
    lines: Sequence[int],
    problems: Sequence[str | None],
    columns: Sequence[str],
) -> pa.RecordBatch:
    cells = zip(*rows, strict=True) if rows else ((),) * len(columns)
    arrays = [pa.array(column, pa.string()) for column in cells]
    arrays += [pa.array(lines, pa.int64()), pa.array(problems, pa.string())]
    return pa.RecordBatch.from_arrays(arrays, schema=_schema(columns))


def _schema(columns: Sequence[str]) -> pa.Schema:
    fields = [pa.field(name, pa.string()) for name in columns]
    return pa.schema([*fields, pa.field("_line", pa.int64()), pa.field("_ragged", pa.string())])
