"""The Method page's tables, made from the registries that compute; a search filters them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.metrics.registry import METRICS
from engine.model.field import Kind
from engine.model.levers import LEVERS
from engine.model.tables import TABLES
from pages._shared import figures
from pages._shared.glossary import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.model.field import Field, Table
    from engine.model.lever import Lever

Row = dict[str, str]

_KINDS = {
    Kind.ID: "identifier, kept as text",
    Kind.TEXT: "text",
    Kind.MONEY: "money",
    Kind.SHARE: "share, a decimal",
    Kind.NUMBER: "number",
    Kind.COUNT: "whole number",
    Kind.DATE: "date",
    Kind.MOMENT: "date and time",
    Kind.FLAG: "yes or no",
}


def matching(rows: Iterable[Row], search: str) -> list[Row]:
    """Rows in which every word of the search stands somewhere, whatever its case."""
    words = search.casefold().split()
    return [row for row in rows if all(w in " ".join(row.values()).casefold() for w in words)]


def words() -> list[Row]:
    """Glossary: plain words, the field's word, the meaning."""
    return [
        {"On the screen": w.plain, "Also called": w.term, "What it means": w.meaning} for w in WORDS
    ]


def metrics() -> list[Row]:
    """Every figure with formula, unit, source and the columns that it needs."""
    return [
        {
            "Figure": m.label,
            "Also called": m.term,
            "Formula": m.formula,
            "Unit": m.unit.value,
            "Kind": "estimate, with its range" if m.estimate else "counted",
            "Needs": ", ".join(m.needs) or "nothing further",
            "Source": m.source,
            "Key": m.key,
        }
        for m in METRICS
    ]


def dictionary() -> list[Row]:
    """Every column of every canonical table."""
    return [_column(table, field) for table in TABLES for field in table.fields]


def _column(table: Table, field: Field) -> Row:
    what = [field.description]
    if field.words:
        what.append(f"One of: {', '.join(field.words)}.")
    if field.refers_to:
        what.append(f"Refers to {field.refers_to}.")
    return {
        "Table": table.name,
        "Column": field.name,
        "What it is": " ".join(what),
        "Kind": _KINDS[field.kind],
        "Needed": "yes" if field.required else "",
    }


def tables() -> list[Row]:
    """The canonical tables and whether a figure reads them yet."""
    return [
        {
            "Table": table.name,
            "What it holds": table.description,
            "Columns": figures.count(len(table.fields)),
            "Read by figures": "yes" if table.used else "kept, not read yet",
        }
        for table in TABLES
    ]


def levers() -> list[Row]:
    """Every lever: what it does, how far it goes and its place in the scenario file."""
    return [
        {
            "Lever": lever.label,
            "What moving it does": lever.sentence,
            "From": _value(lever, lever.min),
            "To": _value(lever, lever.max),
            "Changes nothing at": "left out"
            if lever.default is None
            else _value(lever, lever.default),
            "In the scenario file": lever.key,
        }
        for lever in LEVERS
    ]


def _value(lever: Lever, value: float) -> str:
    if lever.unit == "share":
        return figures.percent(value)
    return figures.count(value) if lever.unit == "money" else figures.ratio(value)
