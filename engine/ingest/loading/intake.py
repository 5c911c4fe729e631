"""Files into the staging file: each by its mapping, with its rejects and findings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.ingest.loading import findings
from engine.ingest.loading.assign import Samples, assign, proposed, samples_of
from engine.ingest.loading.deals import CLOSE_FIELDS, DealColumns
from engine.ingest.loading.rejects import open_rejects, reject_rows
from engine.ingest.loading.relation import relation
from engine.ingest.loading.stage import Staged, plan, stage
from engine.ingest.loading.tally import Tallies
from engine.ingest.loading.totals import leave_out_totals
from engine.ingest.loading.words import VOCABULARIES
from engine.ingest.types import OTHER, CsvText
from engine.model.field import Kind
from engine.model.tables import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.ingest.loading.assign import Assigned
    from engine.ingest.types import FileMapping, RawTable
    from engine.model.finding import Finding
    from engine.store.staging import Staging

_MAKERS = {
    "amount": ("amount", "expected_amount", "actual_amount", "line_amount", "unit_price"),
    "rep_id": ("rep_id", "rep_name", "rep_email"),
    "territory_id": ("territory_id", "territory_name"),
    "period_start": ("period_start", "period"),
    "period_end": ("period_end", "period", "period_start"),
    "kind": ("kind", "subject"),
    "entered_at": ("entered_at",),
}
"""Columns any of which can stand for a required field."""
_MADE = frozenset({("assignment", "start_date"), ("credit", "share"), ("activity", "kind")})
"""Required fields that are made where no column brings them."""
_PERSON = ("rep_id", "email", "name", "first_name", "last_name", "alternative_id")
_CARRIERS = frozenset({"rep_id", "rep_name", "rep_email", "territory_id", "territory_name"})
"""Who or what a quota belongs to; any one will do."""
_NAMED = ("account", "product", "territory")
_WRITTEN_YEAR = re.compile(r"(?:\d{1,2}[./-]\d{1,2}[./-])?((?:19|20)\d{2})(?:[-/.T ]|$)")
_SHORTEST_DATE = 8
_YEARS_APART = 10
"""How far apart in age the files of one load may reasonably be."""


@dataclass(slots=True)
class Intake:
    """What came in, before records are made of it."""

    staged: list[Staged] = field(default_factory=list)
    tallies: Tallies = field(default_factory=Tallies)
    findings: list[Finding] = field(default_factory=list)
    held_back: bool = False


def take_in(
    staging: Staging,
    tables: Sequence[RawTable],
    mappings: Sequence[FileMapping],
    latest_year: int | None,
) -> Intake:
    """Write every file of a known kind to the staging file, rows that cannot be taken aside."""
    intake = Intake()
    open_rejects(staging)
    sampled = [samples_of(raw) for raw in tables]
    known = latest_year or latest_written_year(sampled)
    year = known + _YEARS_APART if known else None
    for number, (raw, mapping) in enumerate(zip(tables, mappings, strict=True)):
        intake.findings += raw.findings
        intake.tallies.files[number].left_out["while reading"] = raw.rows_left_out
        intake.tallies.files[number].read = raw.rows_left_out
        if mapping.personal:
            intake.findings.append(findings.dropped_personal(_label(raw), mapping.personal))
        _take_file(staging, intake, number, raw, mapping, sampled[number], year)
    return intake


def latest_written_year(sampled: Iterable[Samples]) -> int | None:
    """Latest year written in full; a two-digit year far after it is a century earlier."""
    years = [
        int(match[1])
        for samples in sampled
        for values in samples.values.values()
        for value in values
        if len(value) >= _SHORTEST_DATE and (match := _WRITTEN_YEAR.match(value))
    ]
    return max(years, default=None)


def _take_file(
    staging: Staging,
    intake: Intake,
    number: int,
    raw: RawTable,
    mapping: FileMapping,
    samples: Samples,
    latest_year: int | None,
) -> None:
    assigned = assign(mapping, samples) if mapping.kind != OTHER else {}
    missing = _missing(mapping.kind, assigned) if mapping.kind != OTHER else []
    if mapping.kind == OTHER or missing:
        _leave_whole(staging, intake, number, raw, mapping, missing)
        return
    with relation(staging, raw, number) as source:
        for table, pairs in assigned.items():
            if table not in TABLE:
                continue
            part = plan(
                number, table, pairs, source, samples,
                main=table == mapping.kind, profile=mapping.profile, latest_year=latest_year,
            )  # fmt: skip
            staged = stage(staging, part, samples)
            intake.staged.append(staged)
            if part.main:
                _settle(staging, intake, staged, raw)


def _settle(staging: Staging, intake: Intake, staged: Staged, raw: RawTable) -> None:
    """Take out what a file's main rows cannot keep, count, and say what was noticed."""
    tally = intake.tallies.files[staged.part.number]
    if totals := leave_out_totals(staging, staged.part):
        tally.left_out["total row"] = totals
        intake.findings.append(findings.totals_left_out(_label(raw), totals))
    tally.rejected = reject_rows(staging, staged, raw)
    tally.read += staged.rows + _split_badly(staged)
    intake.findings += _about_values(staging, staged, raw, tally.rejected)


def _leave_whole(
    staging: Staging,
    intake: Intake,
    number: int,
    raw: RawTable,
    mapping: FileMapping,
    missing: Sequence[str],
) -> None:
    """Leave out a file of no known kind, or one without what its table needs."""
    rows = _count_rows(staging, raw, number)
    tally = intake.tallies.files[number]
    tally.read += rows
    tally.left_out["whole file"] = rows
    if missing:
        only_proposed = bool(proposed(mapping) & {m for name in missing for m in _makers(name)})
        intake.held_back |= only_proposed
        intake.findings.append(
            findings.held_back(_label(raw), mapping.kind, missing, only_proposed, rows)
        )
    elif raw.columns:
        intake.findings.append(findings.not_recognised(_label(raw), rows))


def _count_rows(staging: Staging, raw: RawTable, number: int) -> int:
    if not isinstance(raw.rows, CsvText):
        return int(raw.rows.num_rows)
    with relation(staging, raw, number) as source:
        skipped = staging.create("counted", f"SELECT count(*) AS n FROM {source.rows()}")
    rows: int = staging.query("SELECT n FROM counted")["n"][0].as_py()
    staging.execute("DROP TABLE counted")
    return rows + int(skipped.num_rows)


def _split_badly(staged: Staged) -> int:
    """Rows that are no part of the staged ones as their cells do not fit the header."""
    ragged = staged.part.relation.ragged
    return int(staged.skipped.num_rows if ragged is None else ragged.num_rows)


def _missing(kind: str, assigned: Assigned) -> list[str]:
    """Required fields that no column brings and nothing makes."""
    has = {name for name, _ in assigned.get(kind, [])}
    missing = [
        field.name
        for field in TABLE[kind].fields
        if field.required and (kind, field.name) not in _MADE and not has & set(_makers(field.name))
    ]
    key = TABLE[kind].key
    if key in missing:
        makers = {"rep": set(_PERSON), "opportunity": has, "lead": has, "activity": has}
        if has & makers.get(kind, {"name"} if kind in _NAMED else set()):
            missing.remove(key)
    if kind == "opportunity" and "amount" in missing and _is_order_head(has):
        missing.remove("amount")
    if kind == "quota" and not has & _CARRIERS:
        missing.append("rep_id")
    return missing


def _is_order_head(has: set[str]) -> bool:
    """Orders may come without amounts where their lines bring them."""
    return DealColumns(frozenset(has)).is_order and "opportunity_id" in has


def _makers(name: str) -> tuple[str, ...]:
    return _MAKERS.get(name, (name,))


def _about_values(
    staging: Staging, staged: Staged, raw: RawTable, rejected: int
) -> Iterable[Finding]:
    part, label = staged.part, _label(raw)
    if rejected:
        reasons = staging.query(
            "SELECT reason, count(*) AS n, min(line) AS line, arg_min(value, line) AS value "
            "FROM reject WHERE file = $file AND sheet = $sheet "
            "GROUP BY reason ORDER BY n DESC, reason LIMIT 3",
            file=raw.file, sheet=raw.sheet,
        ).to_pylist()  # fmt: skip
        yield findings.rejected(label, rejected, [_reason(**row) for row in reasons])
    by_source = {column.source: column for column in part.columns if column.checked}
    for source, (rows, cells) in staged.unread.items():
        name = by_source[source].field
        told = findings.unknown_words if (part.table, name) in VOCABULARIES else findings.unreadable
        if not _rejects(part.table, name):
            yield told(label, part.table, source, rows, cells)
    for column in part.columns:
        if column.cast.code and column.checked:
            yield findings.assumed(label, part.table, column)
    if part.table == "opportunity" and not part.deal.is_lines_only:
        yield from _about_deals(staged, label)


def _reason(reason: str, n: int, line: int, value: str | None) -> str:
    """Why rows were rejected, how many, and what stood in the first of them."""
    what = f"“{value}” in line" if value else "line"
    return f"{reason.removesuffix('.')} ({n:,}; first: {what} {line:,})"


def _rejects(table: str, name: str) -> bool:
    """Whether an unreadable cell rejected its row already."""
    fields = {f.name: f for f in TABLE[table].fields}
    return name in fields and fields[name].required and fields[name].kind is not Kind.ID


def _about_deals(staged: Staged, label: str) -> Iterable[Finding]:
    has = staged.part.has
    if not staged.part.deal.is_order and not has & {"outcome", "is_won", "is_closed", "won_date"}:
        yield findings.no_outcome(label, staged.rows)
    if not has & set(CLOSE_FIELDS):
        yield findings.no_close_date(label, staged.rows)


def _label(raw: RawTable) -> str:
    return f"{raw.sheet} in {raw.file}" if raw.sheet else raw.file
