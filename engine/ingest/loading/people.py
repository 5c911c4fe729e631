"""The table of people: every file that names people, brought to one row a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from engine.ingest.loading.identity import Directory, NotFound, Reference, name_key
from engine.ingest.loading.pay import complete_pay
from engine.ingest.loading.references import distinct_references
from engine.model.field import Kind
from engine.model.tables import REP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.ingest.loading.stage import Staged
    from engine.store.staging import Staging

Row = dict[str, Any]

OWNERS = (("opportunity", "owner_id"), ("account", "owner_id"), ("quota", "rep_id"))
"""Columns whose people are made where no file brings any."""

_ARROW = {
    Kind.MONEY: pa.decimal128(18, 4),
    Kind.SHARE: pa.float64(),
    Kind.NUMBER: pa.float64(),
    Kind.DATE: pa.date32(),
}
_SCHEMA = pa.schema([(f.name, _ARROW.get(f.kind, pa.string())) for f in REP.fields])


@dataclass(slots=True)
class People:
    """Who was found, and what was noticed on the way."""

    made: bool = False
    """No file brought people; they were made of whom other files name."""
    directory: Directory = field(default_factory=Directory)
    rows: dict[str, Row] = field(default_factory=dict)
    settled: set[tuple[str, str]] = field(default_factory=set)
    """Columns of tables that name everybody by the id that they have here."""
    by_file: dict[int, set[str]] = field(default_factory=dict)
    """Ids of the people that each file names."""
    left_out: dict[int, int] = field(default_factory=dict)
    """Rows by file that repeat a person already there."""
    same_id: list[str] = field(default_factory=list)
    """Ids given to two people, with the new id of the second."""
    without_id: list[str] = field(default_factory=list)
    """People whose row leaves the id blank that others of the file have; they go by this."""
    merged: list[str] = field(default_factory=list)
    """People found in two files."""
    ambiguous: list[str] = field(default_factory=list)
    """People of one file who could be several of another."""
    managers_unknown: list[str] = field(default_factory=list)
    left_some_day: list[str] = field(default_factory=list)
    """People who are gone on a day that no file says."""
    pay_notes: dict[str, int] = field(default_factory=dict)
    """What was done to pay, and for how many."""


def gather_people(staging: Staging, parts: Sequence[Staged]) -> People:
    """Bring the rows of all files of people together, first file first."""
    people = People()
    managers: dict[str, Reference] = {}
    for staged in parts:
        rows = staging.query(f'SELECT * FROM "{staged.part.name}" ORDER BY _line').to_pylist()
        complete_pay(rows, people.pay_notes)
        known = dict(people.rows)
        has_ids = staged.part.main and "rep_id" in staged.part.has
        for row in rows:
            rep_id = _take(people, row, known)
            people.by_file.setdefault(row["_file"], set()).add(rep_id)
            if has_ids and not row["rep_id"] and rep_id not in known:
                people.without_id.append(rep_id)
            managers.setdefault(rep_id, _manager(row))
            if row.get("_is_active") is False and row["leave_date"] is None:
                people.left_some_day.append(row["name"] or rep_id)
    _resolve_managers(people, managers)
    return people


def make_people(staging: Staging, people: People) -> None:
    """Make people of those whom deals, accounts and quotas name, beside those already there."""
    people.made = True
    for table, column in OWNERS:
        settled = True
        for row in distinct_references(staging, table, column):
            found = people.directory.find(row)
            if found is NotFound.UNKNOWN:
                found = _make(people, row)
            settled = settled and found == row.id
        if settled:
            people.settled.add((table, column))


def _make(people: People, row: Reference) -> str:
    """Make the person whom a reference names, and return the id that they have."""
    rep_id = row.id or row.email or row.name or ""
    name = row.name or rep_id
    people.rows[rep_id] = {"rep_id": rep_id, "name": name, "email": row.email}
    people.directory.add(rep_id, [rep_id], name, row.email)
    return rep_id


def write_people(staging: Staging, people: People) -> None:
    """Write the canonical table."""
    staging.execute("DROP TABLE IF EXISTS rep")
    rows = people.rows.values()
    brought = set().union(*rows)
    columns = [
        [row.get(f.name) for row in rows] if f.name in brought else pa.nulls(len(rows), f.type)
        for f in _SCHEMA
    ]
    staging.put("rep", pa.table(columns, schema=_SCHEMA))


def _take(people: People, row: Row, known: Mapping[str, Row]) -> str:
    """Enter one row: a new person, more about a known one, or a namesake under the same id."""
    name = row["name"] or _full_name(row)
    given = row["rep_id"] or row["email"] or name or row.get("_alternative_id") or ""
    record = {field.name: row[field.name] for field in REP.fields} | {"name": name}
    record["role"] = row["role"] or row.get("_department")
    rep_id = _match(people, known, given, name, row["email"])
    if rep_id is None:
        rep_id = given
        if given in people.rows and not _same_person(people.rows[given], name, row["email"]):
            rep_id = f"{given}:{row['_line']}"
            people.same_id.append(f"{given} ({name or row['email']}) is now {rep_id}")
    if rep_id in people.rows:
        if rep_id in known:
            people.merged.append(name or rep_id)
        else:
            people.left_out[row["_file"]] = people.left_out.get(row["_file"], 0) + 1
        _fill(people.rows[rep_id], record)
    else:
        people.rows[rep_id] = record | {"rep_id": rep_id}
    aliases = [alias for alias in (rep_id, row["rep_id"], row.get("_alternative_id")) if alias]
    people.directory.add(rep_id, aliases, name, row["email"])
    return rep_id


def _match(
    people: People, known: Mapping[str, Row], given: str, name: str | None, email: str | None
) -> str | None:
    """Person of an earlier file whom this row is about; rows of one file are never matched."""
    if not known:
        return None
    if given in known:
        return given if _same_person(known[given], name, email) else None
    found = people.directory.find(Reference(given, name, email))
    if found is NotFound.AMBIGUOUS:
        people.ambiguous.append(name or given)
    return found if isinstance(found, str) and found in known else None


def _same_person(row: Row, name: str | None, email: str | None) -> bool:
    """Whether two rows under one id can be one person."""
    if row["email"] and email and row["email"].casefold() == email.casefold():
        return True
    if row["name"] and name:
        return name_key(row["name"]) == name_key(name)
    return True


def _fill(row: Row, more: Row) -> None:
    for name, value in more.items():
        if row.get(name) is None:
            row[name] = value


def _full_name(row: Row) -> str | None:
    parts = (row.get("_first_name"), row.get("_last_name"))
    return " ".join(part for part in parts if part) or None


def _manager(row: Row) -> Reference:
    return Reference(row["manager_id"], row.get("_manager_name"), row.get("_manager_email"))


def _resolve_managers(people: People, managers: Mapping[str, Reference]) -> None:
    unknown: dict[str, None] = {}
    for rep_id, reference in managers.items():
        if not reference.shown:
            continue
        found = people.directory.find(reference)
        if isinstance(found, str):
            people.rows[rep_id]["manager_id"] = found
        else:
            people.rows[rep_id]["manager_id"] = reference.shown
            unknown.setdefault(reference.name or reference.shown)
    people.managers_unknown = list(unknown)
