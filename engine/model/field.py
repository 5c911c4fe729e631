"""What a column may hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How the values of a field are read, kept and shown."""

    ID = "id"
    TEXT = "text"
    MONEY = "money"
    SHARE = "share"
    NUMBER = "number"
    COUNT = "count"
    DATE = "date"
    MOMENT = "moment"
    FLAG = "flag"

    @property
    def sql(self) -> str:
        """DuckDB column type."""
        return _SQL[self]


_SQL = {
    Kind.ID: "VARCHAR",
    Kind.TEXT: "VARCHAR",
    Kind.MONEY: "DECIMAL(18,4)",
    Kind.SHARE: "DOUBLE",
    Kind.NUMBER: "DOUBLE",
    Kind.COUNT: "BIGINT",
    Kind.DATE: "DATE",
    Kind.MOMENT: "TIMESTAMP",
    Kind.FLAG: "BOOLEAN",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a canonical table."""

    name: str
    kind: Kind
    description: str
    required: bool = False
    """The column must be mapped or made; a blank in a required id rejects the row."""
    refers_to: str = ""
    """Table whose key the values are, empty for none."""
    words: tuple[str, ...] = ()
    """The only values that it takes, empty for any."""


@dataclass(frozen=True, slots=True)
class Table:
    """A canonical table: one kind of thing that a company keeps records of."""

    name: str
    description: str
    fields: tuple[Field, ...]
    used: bool = True
    """Whether any figure of this version reads it."""

    @property
    def key(self) -> str | None:
        """Name of the identifying column, ``None`` where rows have no id of their own."""
        first = self.fields[0]
        return first.name if first.name == f"{self.name}_id" else None

    def field(self, name: str) -> Field:
        """
        Find a field by name.

        Raises
        ------
        KeyError
            If the table has no such field.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.name}.{name}")
