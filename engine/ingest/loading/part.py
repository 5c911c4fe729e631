"""One file on its way into one table: which column makes what, as one SELECT."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.ingest.loading.columns import (
    CANCELLED,
    CURRENCY,
    OUTCOME,
    Column,
    Surroundings,
    kind_of,
)
from engine.ingest.loading.deals import DealColumns
from engine.ingest.loading.sql import identifier, text
from engine.ingest.types import BLANKS, NO_BREAK, CsvText
from engine.model.field import Kind
from engine.model.tables import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.ingest.loading.relation import Relation
    from engine.model.field import Field

_BESIDE = frozenset({OUTCOME, CANCELLED, CURRENCY})
"""Fields that are read from a column which has a field of its own already."""
_NAMED_KEY = frozenset({"account", "product", "territory"})
"""Tables whose rows go by their name where no column identifies them."""
_NUMBERED_KEY = frozenset({"opportunity", "lead"})
"""Tables whose rows go by file and line where no column identifies them."""


_FILLED_LATER = frozenset({"account_id", "owner_id", "amount", "product", "margin"})
"""Deal columns that the rest of the load writes, whether a file brings them or not."""


@dataclass(frozen=True, slots=True)
class Made:
    """One column of the table that a part is written to."""

    name: str
    sql_type: str
    value: str
    """SQL over typed columns."""
    derived: str = ""
    """
    SQL over the table's other columns, for what need not be stored; empty for what must.

    A stored column costs as much time where all its cells are alike as where each differs, and
    an extract brings half of what can be said of a deal.
    """

    @property
    def ddl(self) -> str:
        """Definition of the column."""
        made = f" GENERATED ALWAYS AS ({self.derived})" if self.derived else ""
        return f"{identifier(self.name)} {self.sql_type}{made}"


def _may_be_padded(cell: str, blanks: str) -> str:
    """SQL that is true where a cell begins or ends with a space or one of ``blanks``; cheap."""
    ends = [f"ends_with({cell}, {text(blank)})" for blank in (" ", *blanks)]
    begins = [f"starts_with({cell}, {text(NO_BREAK)})"] if NO_BREAK in blanks else []
    return " OR ".join([f"{cell} < '!'", *begins, *ends])


def _trimmed(column: Column, *, scanned: bool) -> str:
    """SQL of a cell without blanks around it, NULL where nothing is left."""
    cell = identifier(column.source)
    if not column.trimmed:
        return cell if scanned else f"NULLIF({cell}, '')"
    padded = f"{cell} < '!' OR {cell}[-1] <= ' ' OR {text(NO_BREAK)} IN ({cell}[1], {cell}[-1])"
    bare = f"NULLIF(trim({cell}, {text(BLANKS)}), '')"
    return f"CASE WHEN {padded} THEN {bare} ELSE {cell} END"


@dataclass(frozen=True, slots=True)
class Part:
    """What one file brings to one table."""

    number: int
    """Place of the file in the load, from 0."""
    table: str
    main: bool
    """The file is mainly this table; its rows are counted here."""
    relation: Relation
    columns: tuple[Column, ...]
    around: Surroundings
    profile: str = ""

    @property
    def name(self) -> str:
        """Staging table that it is written to."""
        return f"part_{self.number}_{self.table}"

    @property
    def has(self) -> frozenset[str]:
        """Fields at hand."""
        return frozenset(column.field for column in self.columns)

    @property
    def deal(self) -> DealColumns:
        """How deals are made from these columns."""
        return DealColumns(self.has)

    @property
    def makes_key(self) -> bool:
        """Whether rows must be given an id."""
        key = TABLE[self.table].key
        return key is not None and key not in self.has

    @property
    def needs_lines(self) -> bool:
        """Whether ids are made from line numbers."""
        return self.makes_key and self.table in _NUMBERED_KEY

    def with_columns(self, columns: tuple[Column, ...]) -> Part:
        """The same part with other conversions."""
        return replace(self, columns=columns)

    def made(self) -> Iterator[Made]:
        """Columns of the table that it is written to, in order."""
        yield from self._canonical()
        yield from self._helpers()

    def stored(self) -> str:
        """SELECT of the columns that have to be stored."""
        names = ", ".join(identifier(made.name) for made in self.made() if not made.derived)
        return f"SELECT {names} FROM ({self.select()})"

    def select(self, *, whole_row: bool = False, among: str = "true") -> str:
        """
        SELECT that gives the canonical columns, then ``_`` columns used on the way.

        Parameters
        ----------
        whole_row : bool
            Add every source column as ``row``, a JSON object, and each mapped cell as ``r<n>``.
        among : str
            SQL condition over the source's own columns.
        """
        listed = [f"{made.value} AS {identifier(made.name)}" for made in self.made()]
        if whole_row:
            listed += ["row", *(f"r{n}" for n in range(len(self.columns)))]
        return f"SELECT {', '.join(listed)} FROM ({self._typed(whole_row, among)})"

    def _typed(self, whole_row: bool, among: str) -> str:
        """SELECT that gives one typed column ``t_<field>`` for each field at hand."""
        typed = [f"{sql} AS {identifier('t_' + name)}" for name, sql in self._values()]
        kept = ["_line", f"CAST({self._unread()} AS BIGINT) AS _unread"]
        if whole_row:
            kept += ["row", *(f"r{n}" for n in range(len(self.columns)))]
        return f"SELECT {', '.join([*typed, *kept])} FROM ({self._converted(whole_row, among)})"

    def _converted(self, whole_row: bool, among: str) -> str:
        """
        SELECT that converts each cell ``r<n>`` to a value ``v<n>``.

        A level of its own, so that what looks at a value twice does not convert it twice.
        """
        values = [f"{column.cast.value(f'r{n}')} AS v{n}" for n, column in enumerate(self.columns)]
        return f"SELECT *, {', '.join(values)} FROM ({self._cells(whole_row, among)})"

    def _cells(self, whole_row: bool, among: str) -> str:
        """SELECT that gives each mapped cell trimmed as ``r<n>``, NULL where it is blank."""
        scanned = self.relation.is_scanned
        cells = [f"{_trimmed(c, scanned=scanned)} AS r{n}" for n, c in enumerate(self.columns)]
        if whole_row:
            pairs = ", ".join(f"{text(n)}, {identifier(n)}" for n in self.relation.columns)
            cells.append(f"CAST(json_object({pairs}) AS VARCHAR) AS row")
        rows = self.relation.rows(numbered=self.needs_lines or whole_row)
        return f"SELECT {', '.join([*cells, '_line'])} FROM {rows} WHERE {among}"

    def unread_cells(self, place: int) -> str:
        """SELECT that gives, as ``cell``, what the column at a place could not read."""
        bit = f"_unread & {1 << place} <> 0"
        lines = f"_line IN (SELECT _line FROM {identifier(self.name)} WHERE {bit})"
        rows = self._converted(False, among="true" if self.relation.is_scanned else lines)
        return f"SELECT r{place} AS cell FROM ({rows}) WHERE {self._is_unread(place)}"

    def _unread(self) -> str:
        """SQL of a bit mask: which columns did not read their cell as it should be read."""
        missed = {n: self._is_unread(n) for n, _ in self.checked()}
        if isinstance(source := self.relation.source, CsvText):
            missed |= {
                n: _may_be_padded(f"r{n}", source.blanks)
                for n, column in enumerate(self.columns)
                if not column.checked and column.is_as_it_stands
            }
        bits = [f"CASE WHEN {missed[n]} THEN {1 << n} ELSE 0 END" for n in missed]
        if not bits:
            return "0"
        return f"CASE WHEN {' OR '.join(missed.values())} THEN {' + '.join(bits)} ELSE 0 END"

    def _is_unread(self, place: int) -> str:
        """SQL condition: the cell at a place is not blank and has no value."""
        kept = self.columns[place].cast.kept(f"v{place}")
        return f"(r{place} IS NOT NULL AND {kept} IS NULL)"

    def checked(self) -> Iterator[tuple[int, Column]]:
        """Columns whose cells can be unreadable, with their place."""
        return ((n, c) for n, c in enumerate(self.columns) if c.checked)

    def bit(self, fields: tuple[str, ...]) -> int:
        """Mask of the columns that make any of these fields."""
        return sum(1 << n for n, column in self.checked() if column.field in fields)

    def _values(self) -> Iterator[tuple[str, str]]:
        """Each field with its SQL; columns that share a field fill each other's blanks."""
        for name in dict.fromkeys(column.field for column in self.columns):
            pieces = [
                column.cast.kept(f"v{n}")
                for n, column in enumerate(self.columns)
                if column.field == name
            ]
            yield name, pieces[0] if len(pieces) == 1 else f"COALESCE({', '.join(pieces)})"

    def _canonical(self) -> Iterator[Made]:
        of_deals = self.table == "opportunity"
        made = self.deal.canonical() if of_deals else {}
        for field in TABLE[self.table].fields:
            value = made.get(field.name) or self._plain(field)
            absent = of_deals and value == "NULL" and field.name not in _FILLED_LATER
            kind = field.kind.sql
            yield Made(field.name, kind, f"CAST({value} AS {kind})", "NULL" if absent else "")

    def _plain(self, field: Field) -> str:
        if field.name in self.has:
            return identifier("t_" + field.name)
        if field.name == "currency" and CURRENCY in self.has:
            return f"t_{CURRENCY}"
        if field.name == TABLE[self.table].key:
            return self._made_key()
        return "NULL"

    def _made_key(self) -> str:
        if self.table in _NAMED_KEY and "name" in self.has:
            return "t_name"
        if self.table in _NUMBERED_KEY:
            return f"{text(self.relation.label + ':')} || _line"
        return "NULL"

    def _helpers(self) -> Iterator[Made]:
        canonical = {field.name for field in TABLE[self.table].fields}
        for name in dict.fromkeys(column.field for column in self.columns):
            if name not in canonical | _BESIDE and not self._is_used_up(name):
                kind = kind_of(self.table, name).sql
                yield Made(f"_{name}", kind, identifier(f"t_{name}"))
        if self.table == "opportunity":
            yield from self._deal_helpers()
        numbered = self.needs_lines or not self.relation.is_scanned
        yield Made("_file", "SMALLINT", f"{self.number}", f"{self.number}")
        yield Made("_line", "BIGINT", "_line", "" if numbered else "NULL")
        yield Made("_unread", "BIGINT", "_unread")

    def _is_used_up(self, name: str) -> bool:
        """Whether deal columns are made of this source field and nothing reads it later."""
        if self.table != "opportunity" or name == "modified_date":
            return False
        kind = kind_of(self.table, name)
        return kind in (Kind.MONEY, Kind.DATE, Kind.NUMBER) or name in {"line_id", "order_status"}

    def _deal_helpers(self) -> Iterator[Made]:
        if fields := self.deal.line_fields():
            key = f"hash({', '.join(f't_{name}' for name in fields)})"
            of_line = "true" if self.deal.amount_is_of_line else "false"
            by_product = "hash(product)" if fields == ["product"] else ""
            yield Made("_line_key", "UBIGINT", key, by_product)
            yield Made("_of_line", "BOOLEAN", of_line, of_line)
        if CANCELLED in self.has:
            yield Made("_cancelled", "BOOLEAN", f"t_{CANCELLED}")
