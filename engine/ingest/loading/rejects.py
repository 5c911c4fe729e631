"""Rows that cannot be taken: why, on which line, and the whole row to be mended."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from engine.ingest.loading.deals import AMOUNT_FIELDS, CLOSE_FIELDS
from engine.ingest.loading.sql import identifier, text
from engine.ingest.types import CsvText
from engine.model.field import Kind
from engine.model.tables import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.ingest.loading.part import Part
    from engine.ingest.loading.stage import Staged
    from engine.ingest.types import RawTable
    from engine.store.staging import Staging

REJECT_TABLE = "reject"
_SCHEMA = pa.schema(
    [
        ("file", pa.string()),
        ("sheet", pa.string()),
        ("line", pa.int64()),
        ("column", pa.string()),
        ("value", pa.string()),
        ("reason", pa.string()),
        ("row", pa.string()),
    ]
)
_BY_NAME = {
    "rep_id": ("rep_id", "rep_name", "rep_email"),
    "territory_id": ("territory_id", "territory_name"),
    "account_id": ("account_id", "name"),
    "product_id": ("product_id", "name"),
}
"""What a row may go by in place of an id; the first one mapped names the column."""
_PERSON = ("rep_id", "email", "name", "first_name", "last_name", "alternative_id")


@dataclass(frozen=True, slots=True)
class Rule:
    """When a row of a part is rejected."""

    condition: str
    """SQL over the part's own columns."""
    column: str
    """Source column to mend."""
    place: int
    """Place of that column in the part."""
    reason: str


def open_rejects(staging: Staging) -> None:
    """Make the table of rejects, empty."""
    staging.put(REJECT_TABLE, _SCHEMA.empty_table())


def rules(part: Part) -> list[Rule]:
    """Reasons for which a row of this part cannot be taken."""
    found = [*_missing_ids(part), *_unreadable(part)]
    return [*found, *_won_deals(part)] if part.table == "opportunity" else found


def reject_rows(staging: Staging, staged: Staged, raw: RawTable) -> int:
    """Move rows that break a rule, and lines that could not be split, to the rejects."""
    part = staged.part
    count = _reject_broken(staging, part, raw) + _reject_skipped(staging, staged, raw)
    return count + _reject_ragged(staging, part, raw)


def _reject_broken(staging: Staging, part: Part, raw: RawTable) -> int:
    broken = rules(part)
    if not broken:
        return 0
    anything = " OR ".join(f"({rule.condition})" for rule in broken)
    name = identifier(part.name)
    count: int = staging.query(f"SELECT count(*) AS n FROM {name} WHERE {anything}")["n"][0].as_py()
    if count:
        rows = staging.query(_audit(part, broken, anything))
        _keep(staging, raw, _with_lines(part, rows))
        staging.execute(f"DELETE FROM {name} WHERE {anything}")
    return count


def _audit(part: Part, broken: list[Rule], anything: str) -> str:
    """Query that reads the source again for the rejected rows with line and reason."""

    def case(choose: str) -> str:
        cases = " ".join(
            f"WHEN {rule.condition} THEN "
            + {"column": text(rule.column), "value": f"r{rule.place}", "reason": text(rule.reason)}[
                choose
            ]
            for rule in broken
        )
        return f"CASE {cases} END AS {identifier(choose)}"

    chosen = ", ".join(case(name) for name in ("column", "value", "reason"))
    lines = f"_line IN (SELECT _line FROM {identifier(part.name)} WHERE {anything})"
    rows = part.select(whole_row=True, among="true" if part.relation.is_scanned else lines)
    return f"SELECT _line AS line, {chosen}, row FROM ({rows}) WHERE {anything} ORDER BY 1"


def _with_lines(part: Part, rows: pa.Table) -> pa.Table:
    places = rows["line"].to_pylist()
    lines = part.relation.lines(places)
    return rows.set_column(0, "line", pa.array([lines.get(n, n) for n in places], pa.int64()))


def _cells(text: str, delimiter: str) -> list[str]:
    """Cells of a line; cut at every delimiter where a stray line end or quote forbids more."""
    try:
        return next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:
        return text.split(delimiter)


def _reject_skipped(staging: Staging, staged: Staged, raw: RawTable) -> int:
    """Lines of a scanned file that could not be split into the header's cells."""
    if not staged.skipped.num_rows or not isinstance(raw.rows, CsvText):
        return 0
    source = raw.rows
    lines = staged.skipped["line"].to_pylist()
    texts = [value or "" for value in staged.skipped["text"].to_pylist()]
    cells = [_cells(text, source.delimiter) for text in texts]
    count = len(lines)
    rows = {
        "line": lines,
        "column": [""] * count,
        "value": [""] * count,
        "reason": [_ragged_reason(len(found), len(raw.columns)) for found in cells],
        "row": [_as_json(raw.columns, found) for found in cells],
    }
    _keep(staging, raw, pa.table(rows))
    return count


def _reject_ragged(staging: Staging, part: Part, raw: RawTable) -> int:
    """Rows that reading found to have too few or too many cells."""
    ragged = part.relation.ragged
    if ragged is None or not ragged.num_rows:
        return 0
    count = int(ragged.num_rows)
    cells = ragged.select(list(raw.columns)).to_pylist()
    rows = {
        "line": ragged["_line"],
        "column": [""] * count,
        "value": [""] * count,
        "reason": ragged["_ragged"],
        "row": [json.dumps(row, ensure_ascii=False) for row in cells],
    }
    _keep(staging, raw, pa.table(rows))
    return count


def _keep(staging: Staging, raw: RawTable, rows: pa.Table) -> None:
    if not rows.num_rows:
        return
    count = rows.num_rows
    full = pa.table(
        {
            "file": pa.array([raw.file] * count, pa.string()),
            "sheet": pa.array([raw.sheet] * count, pa.string()),
            **{name: rows[name] for name in ("line", "column", "value", "reason", "row")},
        }
    )
    staging.append(REJECT_TABLE, full.cast(_SCHEMA))


def _missing_ids(part: Part) -> Iterator[Rule]:
    table = TABLE[part.table]
    for field in table.fields:
        if field.kind is not Kind.ID or not (field.required or field.name == table.key):
            continue
        if part.table == "activity" and field.name == table.key:
            continue
        stand_ins = _PERSON if part.table == "rep" else _BY_NAME.get(field.name, (field.name,))
        if field.name in part.has and part.table != "rep" and field.name == table.key:
            stand_ins = (field.name,)
        mapped = [name for name in stand_ins if name in part.has]
        if mapped:
            blank = " AND ".join(f"{_staged_name(part, name)} IS NULL" for name in mapped)
            yield _rule(part, blank, mapped[0], f"{field.description[:-1]} is missing.")


def _won_deals(part: Part) -> Iterator[Rule]:
    deal = part.deal
    counts = " AND NOT COALESCE(_cancelled, false)" if "cancelled" in part.has else ""
    if deal.has_amount:
        column = _first(part, (*AMOUNT_FIELDS, "unit_price"))
        condition = f"is_won AND amount IS NULL{counts}"
        yield _rule(part, condition, column, "A won deal needs an amount.")
    if deal.has_close_date:
        condition = f"is_won AND close_date IS NULL{counts}"
        for field in CLOSE_FIELDS:
            if bit := part.bit((field,)):
                reason = "This could not be read as a date, and a won deal needs the day it closed."
                yield _rule(part, f"{condition} AND _unread & {bit} <> 0", field, reason)
        column = _first(part, CLOSE_FIELDS)
        yield _rule(part, condition, column, "A won deal needs the day it closed.")


def _unreadable(part: Part) -> Iterator[Rule]:
    for field in TABLE[part.table].fields:
        if not field.required or field.kind is Kind.ID:
            continue
        of_deal = (part.table, field.name) == ("opportunity", "amount")
        for maker in AMOUNT_FIELDS if of_deal else (field.name,):
            if bit := part.bit((maker,)):
                reason = f"This could not be read as {_expected(field.kind)}."
                yield _rule(part, f"_unread & {bit} <> 0", maker, reason)


def _rule(part: Part, condition: str, field: str, reason: str) -> Rule:
    place, column = next((n, c) for n, c in enumerate(part.columns) if c.field == field)
    return Rule(condition, column.source, place, reason)


def _first(part: Part, fields: tuple[str, ...]) -> str:
    return next(name for name in fields if name in part.has)


def _staged_name(part: Part, name: str) -> str:
    canonical = {field.name for field in TABLE[part.table].fields}
    return identifier(name if name in canonical else f"_{name}")


def _expected(kind: Kind) -> str:
    return {
        Kind.MONEY: "an amount of money",
        Kind.DATE: "a date",
        Kind.MOMENT: "a date and time",
        Kind.SHARE: "a share",
        Kind.NUMBER: "a number",
    }.get(kind, "one of the known words")


def _ragged_reason(cells: int, columns: int) -> str:
    if cells == columns:
        return "The quotation marks of this row do not close."
    return f"The row has {cells} cells where the header has {columns}."


def _as_json(columns: tuple[str, ...], cells: list[str]) -> str:
    row = dict(zip(columns, cells, strict=False))
    if len(cells) > len(columns):
        row["beyond the last column"] = " | ".join(cells[len(columns) :])
    return json.dumps(row, ensure_ascii=False)
