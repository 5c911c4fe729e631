"""Write parts to the staging file, deciding again where rows held what the sample did not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.ingest.loading.cast import Cast
from engine.ingest.loading.columns import (
    CURRENCY,
    Column,
    Surroundings,
    decide,
    is_checked,
    kind_of,
)
from engine.ingest.loading.date_shapes import NUMERIC, shape_of
from engine.ingest.loading.dates import Order, field_order
from engine.ingest.loading.money import currency_in_cell
from engine.ingest.loading.part import Part
from engine.ingest.loading.vocabulary import MOST_WORDS
from engine.ingest.types import BLANKS
from engine.model.field import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from engine.ingest.loading.assign import Samples
    from engine.ingest.loading.relation import Relation
    from engine.store.staging import Staging

_ROUNDS = 3
"""How often a part is decided anew: sample, what surprised, and what that uncovered."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A part that stands in the staging file."""

    part: Part
    rows: int
    skipped: pa.Table
    """Lines that could not be split into cells: line, reason, text."""
    unread: dict[str, tuple[int, tuple[str, ...]]]
    """Unreadable cells by source column: how many, and examples."""


def plan(
    number: int,
    table: str,
    pairs: Sequence[tuple[str, str]],
    relation: Relation,
    samples: Samples,
    *,
    main: bool,
    profile: str,
    latest_year: int | None,
) -> Part:
    """Decide every column of a part from the sample."""
    around = Surroundings(_order_of(table, pairs, samples), latest_year)
    columns = tuple(
        replace(
            _column(table, field, source, samples[source], around),
            trimmed=source in samples.padded,
        )
        for field, source in pairs
    )
    return Part(number, table, main, relation, columns, around, profile)


def stage(staging: Staging, part: Part, samples: Samples) -> Staged:
    """Write a part, deciding anew with the cells that the sample's decision could not read."""
    seen = {column.source: list(samples[column.source]) for column in part.columns}
    for _ in range(_ROUNDS):
        skipped = staging.create(part.name, part.stored(), [made.ddl for made in part.made()])
        rows, unread = _looked_through(staging, part)
        surprises = _surprises(staging, part, unread)
        again = _replanned(part, seen, surprises, _padded(part, unread))
        if again.columns == part.columns:
            break
        part = again
    return Staged(part, rows, skipped, _unread_counts(staging, part, surprises))


def _column(
    table: str, field: str, source: str, values: Sequence[str], around: Surroundings
) -> Column:
    if field == CURRENCY:
        return Column(source, field, Cast(currency_in_cell()), checked=False)
    cast = decide(table, field, values, around)
    return Column(source, field, cast, checked=is_checked(table, field))


def _replanned(
    part: Part,
    seen: dict[str, list[str]],
    surprises: dict[int, list[str]],
    padded: frozenset[str],
) -> Part:
    columns = list(part.columns)
    for place, values in surprises.items():
        column = columns[place]
        known = seen[column.source]
        known += [value for cell in values if (value := cell.strip(BLANKS)) not in known]
        decided = _column(part.table, column.field, column.source, known, part.around)
        blanks = any(cell != cell.strip(BLANKS) for cell in values)
        columns[place] = replace(decided, trimmed=column.trimmed or blanks)
    return part.with_columns(
        tuple(replace(c, trimmed=c.trimmed or c.source in padded) for c in columns)
    )


def _looked_through(staging: Staging, part: Part) -> tuple[int, frozenset[int]]:
    """Rows written, and the places of columns that did not read every cell as they should."""
    found = staging.query(
        f'SELECT count(*) AS n, COALESCE(bit_or(_unread), 0) AS mask FROM "{part.name}"'
    ).to_pylist()[0]
    return found["n"], frozenset(n for n in range(len(part.columns)) if found["mask"] >> n & 1)


def _padded(part: Part, unread: frozenset[int]) -> frozenset[str]:
    """Source columns of text that hold blanks around cells and were read with them."""
    return frozenset(part.columns[n].source for n in unread if not part.columns[n].checked)


def _surprises(staging: Staging, part: Part, unread: frozenset[int]) -> dict[int, list[str]]:
    """Different cells that could not be read, by place of their column."""
    return {
        n: staging.query(
            f"SELECT cell FROM ({part.unread_cells(n)}) GROUP BY cell "
            f"ORDER BY count(*) DESC, cell LIMIT {MOST_WORDS}"
        )["cell"].to_pylist()
        for n, _ in part.checked()
        if n in unread
    }


def _unread_counts(
    staging: Staging, part: Part, surprises: dict[int, list[str]]
) -> dict[str, tuple[int, tuple[str, ...]]]:
    counts = {}
    for n, cells in surprises.items():
        found = staging.query(
            f'SELECT count(*) AS n FROM "{part.name}" WHERE _unread & {1 << n} <> 0'
        )
        if rows := found["n"][0].as_py():
            counts[part.columns[n].source] = rows, tuple(cells[:20])
    return counts


def _order_of(table: str, pairs: Sequence[tuple[str, str]], samples: Samples) -> Order | None:
    """Day or month first, if any date column of the file leaves no doubt."""
    for field, source in pairs:
        if kind_of(table, field) in (Kind.DATE, Kind.MOMENT):
            numeric = [v for v in samples[source] if shape_of(v) == NUMERIC]
            order, certain = field_order(numeric)
            if numeric and certain and not all("." in v for v in numeric):
                return order
    return None
