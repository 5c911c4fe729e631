"""Which source column makes which field of which table, out of a recognised mapping."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from engine.ingest.loading.columns import CANCELLED, CURRENCY, OUTCOME
from engine.ingest.loading.money import has_currency
from engine.ingest.loading.relation import split
from engine.ingest.loading.vocabulary import MOST_WORDS
from engine.ingest.types import BLANKS, CsvText
from engine.model.tables import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from engine.ingest.types import FileMapping, RawTable

Assigned = dict[str, list[tuple[str, str]]]
"""Pairs of field and source column, by table."""


@dataclass(frozen=True, slots=True)
class Samples:
    """Non-blank sample values of each source column, each value once."""

    values: dict[str, list[str]]
    padded: frozenset[str] = frozenset()
    """Columns with cells that begin or end with a blank."""

    def __getitem__(self, source: str) -> list[str]:
        """Values of one column, in the order in which they came."""
        return self.values.get(source, [])


def samples_of(raw: RawTable) -> Samples:
    """Gather cells by column: of a file to scan the sample, else all unless they are too many."""
    sampled = zip(*raw.sample, strict=True) if raw.sample else (() for _ in raw.columns)
    cells = dict(zip(raw.columns, map(_once, sampled), strict=True))
    if isinstance(raw.rows, CsvText):
        padded = {name for name, found in cells.items() if any(c != _bare(c) for c in found)}
    else:
        good, _ = split(raw.rows)
        cells |= {name: _different(good[name], cells[name]) for name in raw.columns}
        padded = {name for name in raw.columns if _is_padded(good[name])}
    values = {n: _once(v for c in found if (v := _bare(c))) for n, found in cells.items()}
    return Samples(values, frozenset(padded))


def _once(cells: Iterable[str]) -> list[str]:
    """Each cell once, in the order in which they came."""
    return list(dict.fromkeys(cells))


def _bare(cell: str) -> str:
    return cell.strip(BLANKS)


def _different(column: pa.ChunkedArray, sampled: list[str]) -> list[str]:
    """Every different cell of a column, or those of the sample where it is no vocabulary."""
    different = column.unique().drop_null()
    return different.to_pylist() if len(different) <= MOST_WORDS else sampled


def _is_padded(column: pa.ChunkedArray) -> bool:
    """Whether any cell begins or ends with a blank."""
    return bool(pc.any(pc.not_equal(pc.utf8_trim(column, characters=BLANKS), column)).as_py())


def assign(mapping: FileMapping, samples: Samples) -> Assigned:
    """
    Sort the columns in force by table, and add what is read beside them.

    A file of deals whose account or owner was matched to that table's own name still joins by it;
    what a file says about a person, account or product on the side goes by the same column that
    its rows join by.
    """
    assigned: Assigned = defaultdict(list)
    for match in mapping.matches:
        if match.taken:
            assigned[match.table].append((match.field, match.source))
    main = assigned[mapping.kind]
    for table in [name for name in assigned if name != mapping.kind]:
        _link(mapping.kind, main, table, assigned[table])
    if mapping.kind == "opportunity":
        _read_beside(main, samples)
    return dict(assigned)


def proposed(mapping: FileMapping) -> frozenset[str]:
    """Fields of the main table that are only proposed."""
    return frozenset(m.field for m in mapping.matches if m.table == mapping.kind and not m.taken)


def _link(kind: str, main: list[tuple[str, str]], table: str, side: list[tuple[str, str]]) -> None:
    """Join what a file says on the side to its main rows, by one column for both."""
    if table not in TABLE or kind not in TABLE:
        return
    key = TABLE[table].key
    fields = dict(reversed(main))
    reference = next(
        (f.name for f in TABLE[kind].fields if f.refers_to == table and f.name != "parent_id"), None
    )
    if key is None or reference is None:
        return
    own = dict(reversed(side))
    stem = reference.removesuffix("_id")
    by_name = f"{stem}_name"
    if reference not in fields and by_name not in fields:
        if source := own.get(key) or own.get("name"):
            main.append((reference, source))
    elif key not in own and reference in fields:
        side.append((key, fields[reference]))
    known = {field.name for field in TABLE[table].fields}
    for how in ("name", "email"):
        if how in known - own.keys() and f"{stem}_{how}" in fields:
            side.append((how, fields[f"{stem}_{how}"]))


def _read_beside(main: list[tuple[str, str]], samples: Samples) -> None:
    """Outcome out of the stage or flag, cancelled out of the order's state, sign of the money."""
    fields = dict(reversed(main))
    is_order = bool({"order_date", "order_status"} & fields.keys())
    if state := fields.get("order_status") or (fields.get("stage") if is_order else None):
        main.append((CANCELLED, state))
    if not is_order and (stage := fields.get("stage") or fields.get("is_won")):
        main.append((OUTCOME, stage))
    amounts = ("amount", "actual_amount", "expected_amount", "line_amount", "unit_price")
    amount = next((fields[name] for name in amounts if name in fields), "")
    if "currency" not in fields and has_currency(samples[amount]):
        main.append((CURRENCY, amount))
