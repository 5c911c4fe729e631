"""Conditions on a row, as a tree: what ``where`` and ``when`` of a plan come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Value = str | float | bool | date
Comparator = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the row, some days later where it is a date."""

    name: str
    days: int = 0


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written out."""

    value: Value


Operand = Column | Constant


@dataclass(frozen=True, slots=True)
class Compare:
    """Two operands and how they stand to each other; a blank is equal to nothing."""

    left: Operand
    comparator: Comparator
    right: Operand


@dataclass(frozen=True, slots=True)
class IsIn:
    """An operand that is (or is not) one of several values."""

    left: Operand
    values: tuple[Value, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary."""

    inner: Condition


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of several conditions."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of several conditions."""

    parts: tuple[Condition, ...]


Condition = Compare | IsIn | Not | AllOf | AnyOf


def columns_of(condition: Condition) -> Iterator[str]:
    """Names of the columns that a condition reads, in the order of reading, repeats included."""
    if isinstance(condition, Compare):
        sides = (condition.left, condition.right)
        yield from (side.name for side in sides if isinstance(side, Column))
    elif isinstance(condition, IsIn):
        yield from (side.name for side in (condition.left,) if isinstance(side, Column))
    elif isinstance(condition, Not):
        yield from columns_of(condition.inner)
    else:
        for part in condition.parts:
            yield from columns_of(part)
