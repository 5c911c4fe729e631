"""A deals sheet as a table that the plan's queries run on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.model.field import Kind
from engine.model.tables import OPPORTUNITY

if TYPE_CHECKING:
    from engine.incentives.people import People
    from engine.incentives.sheet import Sheet
    from engine.model.crediting import DealTerms
    from engine.store.condition import ColumnKind
    from engine.store.scratch import Scratch

TABLE = "deal_file"
_ALWAYS = ("deal_id", "rep_id", "close_date", "amount", "share", "role")
_TEXTS = {"deal_id", "rep_id", "role", "prior_owner", "currency"}
_KINDS: dict[Kind, ColumnKind] = {
    Kind.MONEY: "number",
    Kind.SHARE: "number",
    Kind.NUMBER: "number",
    Kind.COUNT: "number",
    Kind.DATE: "date",
    Kind.ID: "text",
    Kind.TEXT: "text",
}
_NUMBER = r"^[-+]?(\d+(\.\d*)?|\.\d+)$"
_DAY = r"^\d{4}-\d{2}-\d{2}$"


def put_deals(sheet: Sheet, terms: DealTerms, people: People, scratch: Scratch) -> str:
    """
    Keep a deals sheet, typed, and what is known of its people.

    Returns
    -------
    str
        Query of the deals, as :class:`engine.store.plan_credit.PlanCredit` takes it.

    Raises
    ------
    DataError
        If a column that must be there is not, or a value cannot be read; with the line.
    """
    sheet.require("deal_id", "rep_id", "close_date", "amount")
    read = {*_ALWAYS, *terms.columns(), "margin"} & set(sheet.table.column_names)
    kinds = column_kinds(sheet, terms)
    columns = {name: _typed(sheet, name, kinds[name]) for name in sorted(read)}
    for name in ("deal_id", "rep_id", "close_date", "amount"):
        if columns[name].null_count:
            raise sheet.refusal(np.asarray(pc.is_valid(columns[name])), name, "is blank")
    share = columns.get("share", pa.nulls(sheet.table.num_rows, pa.float64()))
    columns["share"] = pc.fill_null(share, 1.0)
    columns.setdefault("role", pa.nulls(sheet.table.num_rows, pa.string()))
    if "gross_margin" not in columns and "margin" in columns:
        columns["gross_margin"] = pc.multiply(columns["amount"], columns["margin"])
    scratch.put(TABLE, pa.table(columns))
    if not people.role:
        unknown = "CAST(NULL AS VARCHAR)"
        return f"SELECT *, {unknown} AS person_role, {unknown} AS manager_id FROM {TABLE}"
    scratch.put("person", _people_table(people))
    joined = f"{TABLE} AS d LEFT JOIN person AS p USING (rep_id)"
    return f"SELECT d.*, p.person_role, p.manager_id FROM {joined}"


def column_kinds(sheet: Sheet, terms: DealTerms) -> dict[str, ColumnKind]:
    """What each column of a deals sheet holds: as the data model says, else as it looks."""
    words = {m.field for m in terms.rules.multipliers if m.factors}
    words |= {rule.of for rule in terms.crediting if rule.recipient == "column"}
    fields = {field.name: field.kind for field in OPPORTUNITY.fields}
    kinds: dict[str, ColumnKind] = {"role": "text"}
    kinds |= {"person_role": "text", "manager_id": "text"}
    for name in sheet.table.column_names:
        if name in words | _TEXTS:
            kinds[name] = "text"
        else:
            looks = _looks(sheet.table[name])
            known = _KINDS.get(fields[name], looks) if name in fields else looks
            kinds[name] = "blank" if looks == "blank" else known
    kinds["share"] = "number"
    if "margin" in kinds:
        kinds.setdefault("gross_margin", "number")
    return kinds


def _looks(column: pa.ChunkedArray) -> ColumnKind:
    """Kind of a column by its values; text where they differ."""
    values = column.drop_null()
    if not len(values):
        return "blank"
    if pc.all(pc.match_substring_regex(values, _NUMBER)).as_py():
        return "number"
    if pc.all(pc.match_substring_regex(values, _DAY)).as_py():
        return "date"
    lower = pc.utf8_lower(values)
    return "flag" if pc.all(pc.is_in(lower, pa.array(["true", "false"]))).as_py() else "text"


def _typed(sheet: Sheet, name: str, kind: ColumnKind) -> pa.Array:
    column = sheet.table[name].combine_chunks()
    if kind == "date":
        return sheet.days(name)
    if kind == "flag":
        return pc.equal(pc.utf8_lower(column), "true")
    if kind in ("number", "blank"):
        values = sheet.numbers(name)
        return pa.array(values, pa.float64(), mask=np.isnan(values))
    return column


def _people_table(people: People) -> pa.Table:
    ids = list(people.role)
    return pa.table(
        {
            "rep_id": pa.array(ids, pa.string()),
            "person_role": pa.array([people.role[rep] for rep in ids], pa.string()),
            "manager_id": pa.array([people.manager[rep] for rep in ids], pa.string()),
        }
    )
