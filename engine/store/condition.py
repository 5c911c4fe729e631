"""A plan's conditions as SQL, values bound; two-valued, as a blank is equal to nothing."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from engine.errors import PlanError
from engine.model.expression import AllOf, Column, Compare, Constant, IsIn, Not
from engine.store.duck import identifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.model.expression import Condition, Operand, Value

ColumnKind = Literal["text", "number", "date", "flag", "blank"]
_WORDS = {"text": "text", "number": "a number", "date": "a date", "flag": "true or false"}


class Bound:
    """Values of a query, each under a name of its own."""

    def __init__(self, **values: object) -> None:
        self.values: dict[str, object] = dict(values)

    def name(self, value: object) -> str:
        """Keep a value; how SQL refers to it."""
        key = f"value_{len(self.values)}"
        self.values[key] = value
        return f"${key}"


def check_columns(names: Iterable[str], kinds: Mapping[str, ColumnKind]) -> None:
    """
    Refuse a column that the deals do not have.

    Raises
    ------
    PlanError
        With the nearest name.
    """
    for name in names:
        if name not in kinds:
            near = get_close_matches(name, sorted(kinds), n=1, cutoff=0.5)
            hint = f"Did you mean “{near[0]}”?" if near else f"They have: {', '.join(kinds)}."
            raise PlanError(f"The plan reads the column “{name}”, which the deals lack.", hint)


def condition_sql(condition: Condition, kinds: Mapping[str, ColumnKind], bound: Bound) -> str:
    """
    Write a condition as SQL that is true or false, never null.

    Parameters
    ----------
    condition : Condition
        As parsed.
    kinds : mapping
        What each column holds.
    bound : Bound
        Takes the values.

    Raises
    ------
    PlanError
        If it compares what cannot be compared, or reads a column that is not there.
    """
    if isinstance(condition, Compare):
        return _compare(condition, kinds, bound)
    if isinstance(condition, IsIn):
        return _is_in(condition, kinds, bound)
    if isinstance(condition, Not):
        return f"(NOT {condition_sql(condition.inner, kinds, bound)})"
    joint = " AND " if isinstance(condition, AllOf) else " OR "
    return f"({joint.join(condition_sql(part, kinds, bound) for part in condition.parts)})"


def _compare(condition: Compare, kinds: Mapping[str, ColumnKind], bound: Bound) -> str:
    left, right = _agreed(condition.left, condition.right, kinds)
    a, b = _operand(left, kinds, bound), _operand(right, kinds, bound)
    if condition.comparator == "!=":
        return f"({a} IS DISTINCT FROM {b})"
    return f"COALESCE({a} {condition.comparator} {b}, FALSE)"


def _is_in(condition: IsIn, kinds: Mapping[str, ColumnKind], bound: Bound) -> str:
    values = [_agreed(condition.left, Constant(v), kinds)[1] for v in condition.values]
    listed = ", ".join(_operand(value, kinds, bound) for value in values)
    inside = f"COALESCE({_operand(condition.left, kinds, bound)} IN ({listed}), FALSE)"
    return f"(NOT {inside})" if condition.negated else inside


def _agreed(
    left: Operand, right: Operand, kinds: Mapping[str, ColumnKind]
) -> tuple[Operand, Operand]:
    """Both sides, of one kind; a quoted day beside a date is read as one."""
    check_columns((side.name for side in (left, right) if isinstance(side, Column)), kinds)
    left, right = _as_date(left, right, kinds), _as_date(right, left, kinds)
    of_left, of_right = _kind(left, kinds), _kind(right, kinds)
    if of_left != of_right and "blank" not in (of_left, of_right):
        raise PlanError(
            f"The plan compares {_said(left)}, which is {_WORDS[of_left]}, with "
            f"{_said(right)}, which is {_WORDS[of_right]}."
        )
    for side in (left, right):
        if isinstance(side, Column) and side.days and kinds[side.name] not in ("date", "blank"):
            raise PlanError(f"The plan adds days to “{side.name}”, which is no date.")
    return left, right


def _as_date(side: Operand, other: Operand, kinds: Mapping[str, ColumnKind]) -> Operand:
    if not isinstance(side, Constant) or not isinstance(side.value, str):
        return side
    try:
        return Constant(date.fromisoformat(side.value)) if _kind(other, kinds) == "date" else side
    except ValueError as error:
        raise PlanError(f"“{side.value}” is no day, and {_said(other)} is a date.") from error


def _kind(side: Operand, kinds: Mapping[str, ColumnKind]) -> ColumnKind:
    if isinstance(side, Column):
        return kinds[side.name]
    by_type: dict[type, ColumnKind] = {str: "text", bool: "flag", float: "number", date: "date"}
    return by_type[type(side.value)]


def _said(side: Operand) -> str:
    return f"“{side.name}”" if isinstance(side, Column) else f"“{_plain(side.value)}”"


def _plain(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _operand(side: Operand, kinds: Mapping[str, ColumnKind], bound: Bound) -> str:
    if isinstance(side, Constant):
        return bound.name(side.value)
    if kinds[side.name] == "blank":
        return "NULL"
    if not side.days:
        return identifier(side.name)
    return f"({identifier(side.name)} + CAST({bound.name(side.days)} AS INTEGER))"
