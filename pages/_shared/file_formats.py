"""File formats key by key, read off the forms that check them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from engine.incentives.form.plan import PlanForm
from engine.incentives.reference import RULES
from engine.model.levers import LEVERS
from engine.scenarios.form import LATER as SCENARIO_LATER
from engine.scenarios.form import ScenarioForm
from pages._shared.scenario_keys import SCENARIO_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic.fields import FieldInfo

    from pages._shared.reference import Row

_LEVER = {lever.key: f"{lever.label}. {lever.sentence}" for lever in LEVERS}
_NOT_YET = "Known, and nothing acts on it yet: only the value that changes nothing is taken."

LOAD_KEYS = {
    "snapshot": "Sixteen digits that name the snapshot by its content; null where none was made.",
    "files.file": "Name of the file as it was given.",
    "files.sheet": "Sheet or archive member, empty for a plain file.",
    "files.kind": "Table that its rows went to, or other.",
    "files.profile": "Product that wrote it, or plain.",
    "files.signature": "Digits that name its layout, by which a confirmed mapping is remembered.",
    "files.encoding": "Encoding or format that it was read in.",
    "files.rows_read": "Rows read: accepted, rejected and left out together, always.",
    "files.rows_accepted": "Rows that are in the snapshot.",
    "files.rows_rejected": "Rows that could not be taken, kept with line, value and reason.",
    "files.rows_left_out": "Footers, totals, repeated headers, duplicates and rows of no table.",
    "files.columns": "Where each column went: source, table, field, read_as, confidence.",
    "files.proposed_columns": "The same of columns that are only proposed, and not taken.",
    "files.ignored_columns": "Columns with no place in the data model.",
    "files.dropped_personal": "Personal columns dropped while reading.",
    "files.rejects": "The first twenty rejected rows: line, column, value, reason.",
    "tables": "Records of each table.",
    "findings": "What was noticed: severity, code, table, column, rows, message, hint.",
}
"""Keys of what ``load --json`` prints."""


def load_rows() -> list[Row]:
    """Every key of the report that a load prints."""
    return [{"Key": key, "What it holds": meaning} for key, meaning in LOAD_KEYS.items()]


def scenario_rows() -> list[Row]:
    """Every key of a scenario file."""
    return _rows(ScenarioForm, _LEVER | SCENARIO_KEYS, SCENARIO_LATER)


def plan_rows() -> list[Row]:
    """Every key of a plan file."""
    return [
        {
            "Key": key,
            "What it does": field.description or "",
            "One of": ", ".join(choices(field)),
            "Left out": _default(key, field),
        }
        for key, field in keys(PlanForm).items()
    ]


def rule_rows() -> list[Row]:
    """Every rule of the plan language with an example that is tested."""
    return [
        {
            "Rule": rule.key,
            "What it means": rule.meaning,
            "Written": rule.example,
            "Sold by quarter, % of quota": _listed(100 * x for x in rule.sold),
            "Pays of 10,000 a quarter": _listed(rule.pays),
        }
        for rule in RULES
    ]


def choices(field: FieldInfo) -> tuple[str, ...]:
    """The only words that a key takes; empty where it takes any."""
    kinds = [field.annotation, *get_args(field.annotation)]
    return tuple(
        str(word) for kind in kinds if get_origin(kind) is Literal for word in get_args(kind)
    )


def _listed(values: Iterable[float]) -> str:
    return " · ".join(f"{value:,.6g}" for value in values)


def keys(form: type[BaseModel]) -> dict[str, FieldInfo]:
    """Dotted key → field of a form, groups opened; ``*`` stands for any name or item."""
    return dict(_walk(form, ""))


def _rows(form: type[BaseModel], meaning: dict[str, str], later: dict[str, Any]) -> list[Row]:
    acting = [
        {"Key": key, "What it does": meaning[key], "Left out": _default(key, field)}
        for key, field in keys(form).items()
    ]
    waiting = [{"Key": key, "What it does": _NOT_YET, "Left out": "as it is"} for key in later]
    return acting + waiting


def _walk(form: type[BaseModel], prefix: str) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in form.model_fields.items():
        key = f"{prefix}{field.alias or name}"
        inner, many = _inner(field.annotation)
        if inner is None:
            yield key, field
        else:
            yield from _walk(inner, f"{key}.*." if many else f"{key}.")


def _inner(annotation: Any) -> tuple[type[BaseModel] | None, bool]:
    """Form behind an annotation, and whether there may be many of it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    forms = [a for a in get_args(annotation) if isinstance(a, type) and issubclass(a, BaseModel)]
    many = get_origin(annotation) in (list, dict)
    return (forms[0], many) if forms else (None, False)


def _default(key: str, field: FieldInfo) -> str:
    if field.is_required():
        return "given with each" if "*" in key else "must be given"
    if field.default in (None, "", PydanticUndefined):
        return "as it is"
    return str(field.default)
