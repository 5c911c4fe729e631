"""Whether the cells of a column can be what its header says."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from engine.ingest.source_fields import SOURCE_FIELD
from engine.model.field import Kind
from engine.model.tables import TABLE

if TYPE_CHECKING:
    from engine.ingest.recognition.values import Shape


class Fit(Enum):
    """What the cells say about a field."""

    SUPPORTS = "supports"
    SILENT = "silent"
    REFUTES = "refutes"


_MOST_CELLS = 0.8
_SOURCE_KINDS = {
    "quantity": Kind.NUMBER,
    "unit_price": Kind.MONEY,
    "unit_cost": Kind.MONEY,
    "cost": Kind.MONEY,
    "line_id": Kind.ID,
    "order_status": Kind.TEXT,
    "is_deleted": Kind.FLAG,
    "is_active": Kind.FLAG,
    "weekly_hours": Kind.NUMBER,
    "on_target_earnings": Kind.MONEY,
    "seconds": Kind.NUMBER,
    "related_id": Kind.ID,
    "alternative_id": Kind.ID,
}
_LARGEST = {
    "weekly_hours": 60.0,
    "probability": 100.0,
    "discount": 100.0,
    "margin": 100.0,
    "share": 100.0,
    "fte": 100.0,
    "latitude": 90.0,
    "longitude": 180.0,
    "term_months": 240.0,
}
_NUMBERS = frozenset({Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT})
_CODED_TEXT = frozenset({"product", "stage", "postal_code", "name", "segment", "tier"})


def kind_of(table: str, field: str) -> Kind:
    """Kind of a canonical or source field."""
    if (table, field) not in SOURCE_FIELD:
        return TABLE[table].field(field).kind
    if field in _SOURCE_KINDS:
        return _SOURCE_KINDS[field]
    for ending, kind in (("_date", Kind.DATE), ("_amount", Kind.MONEY), ("_pay", Kind.MONEY)):
        if field.endswith(ending):
            return kind
    return Kind.TEXT


def fit(table: str, field: str, shape: Shape) -> Fit:
    """Judge a column by its cells; a blank column says nothing."""
    if not shape.filled:
        return Fit.SILENT
    kind = kind_of(table, field)
    if "period" in field and field not in ("period_start", "period_end"):
        return _verdict(shape.period >= _MOST_CELLS)
    if field.endswith("email"):
        return _verdict(shape.email >= _MOST_CELLS)
    if kind in (Kind.DATE, Kind.MOMENT):
        dated = shape.date + shape.bare_date >= _MOST_CELLS
        return _verdict(dated or _period_start(field, shape))
    if kind in _NUMBERS:
        plausible = shape.largest <= _LARGEST.get(field, float("inf"))
        return _verdict(plausible and shape.number >= _MOST_CELLS > shape.date)
    if kind is Kind.FLAG:
        return _verdict(_is_flag(field, shape))
    if field == "country" and shape.country >= _MOST_CELLS:
        return Fit.SUPPORTS
    return _text(kind, field, shape)


def _is_flag(field: str, shape: Shape) -> bool:
    words = {"is_won": shape.outcome, "is_closed": shape.outcome, "is_active": shape.active}
    return max(shape.flag, words.get(field, 0.0)) >= _MOST_CELLS


def _period_start(field: str, shape: Shape) -> bool:
    return field.startswith("period_") and shape.period >= _MOST_CELLS


def _text(kind: Kind, field: str, shape: Shape) -> Fit:
    if shape.date >= _MOST_CELLS and shape.identifier < _MOST_CELLS:
        return Fit.REFUTES
    if kind is Kind.ID:
        return Fit.SUPPORTS if shape.identifier >= _MOST_CELLS else Fit.SILENT
    named = field in _CODED_TEXT or field.endswith("_name")
    if shape.number >= _MOST_CELLS and not named:
        return Fit.REFUTES
    return Fit.REFUTES if shape.email >= _MOST_CELLS and field != "name" else Fit.SILENT


def _verdict(good: bool) -> Fit:
    return Fit.SUPPORTS if good else Fit.REFUTES
