"""A snapshot in the making: a writable DuckDB file that is published whole or not at all."""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from engine.model.snapshot import SCHEMA_VERSION, Snapshot
from engine.model.tables import TABLES
from engine.store.duck import connect, identifier, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from engine.model.field import Table
    from engine.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Terms:
    """What a load was told or found about the data as a whole."""

    as_of: date
    fiscal_start: int = 1
    currency: str = ""
    mapping: str = ""
    """Canonical text of the column mapping in force; part of the fingerprint."""


class Staging:
    """
    Writable door to a snapshot in the making.

    Used through :meth:`engine.store.workspace.Workspace.stage`, which throws the file away
    unless it was published.
    """

    def __init__(
        self, path: Path, spill: Path, readable: Iterable[Path] = (), memory_mb: int = 600
    ) -> None:
        self.path = path
        self.published = False
        self._lent: dict[str, pa.Table] = {}
        self._connection = connect(
            path,
            read_only=False,
            memory_mb=memory_mb,
            spill=spill,
            readable=readable,
            # Until it is published, which waits for the disk, nobody counts on the file.
            further={"preserve_insertion_order": False, "fsync_mode": "NONE"},
        )

    def execute(self, sql: str, **parameters: Any) -> None:
        """
        Run one statement.

        Raises
        ------
        DataError
            If DuckDB refuses it.
        """
        with self._cursor(sql) as cursor:
            cursor.execute(sql, dict(parameters))

    def query(self, sql: str, **parameters: Any) -> pa.Table:
        """Run one query and fetch it whole."""
        with self._cursor(sql) as cursor:
            return cursor.sql(sql, params=dict(parameters)).to_arrow_table()

    def columns(self, source: str) -> tuple[str, ...]:
        """Names of the columns of a table, or of a query in brackets, without running it."""
        with self._cursor(source) as cursor:
            return tuple(cursor.sql(f"FROM {source}").columns)

    def create(self, name: str, select: str, columns: Sequence[str] = ()) -> pa.Table:
        """
        Make (or make again) a table from a query, and return the lines that a scan in it skipped.

        Parameters
        ----------
        name : str
            The table.
        select : str
            The query.
        columns : sequence of str
            Definitions of all columns, where some are generated; the query gives the others.

        Returns
        -------
        pyarrow.Table
            ``line`` (int64, from 1; a cell that holds line ends counts as one), ``reason`` and
            ``text`` of every line that a ``read_csv(..., store_rejects=true)`` could not split.
        """
        with self._cursor(select) as cursor:  # what a scan skips is kept with its own connection
            if columns:
                cursor.execute(f"CREATE OR REPLACE TABLE {identifier(name)} ({', '.join(columns)})")
                cursor.execute(f"INSERT INTO {identifier(name)} BY NAME {select}")
            else:
                cursor.execute(f"CREATE OR REPLACE TABLE {identifier(name)} AS {select}")
            if "store_rejects" not in select:
                return _NO_LINES.empty_table()
            return cursor.sql(_SKIPPED_LINES).to_arrow_table()

    @contextmanager
    def lend(self, name: str, rows: pa.Table) -> Iterator[None]:
        """
        Let statements read an Arrow table under a name, where it stands and without a copy.

        Parameters
        ----------
        name : str
            A plain word that is no table's name.
        rows : pyarrow.Table
            What it stands for until the context is left.
        """
        self._lent[name] = rows
        try:
            yield
        finally:
            del self._lent[name]

    def put(self, name: str, rows: pa.Table) -> None:
        """Write an Arrow table as a new table called ``name``."""
        with self.lend("arriving_rows", rows):
            self.execute(f"CREATE TABLE {identifier(name)} AS SELECT * FROM arriving_rows")

    def append(self, name: str, rows: pa.Table) -> None:
        """Add the rows of an Arrow table to a table, columns by name."""
        with self.lend("arriving_rows", rows):
            self.execute(f"INSERT INTO {identifier(name)} BY NAME SELECT * FROM arriving_rows")

    def create_missing_tables(self, *, but: str = "") -> None:
        """Make every canonical table that does not stand yet, empty; all but one if named."""
        made = "; ".join(ddl(table) for table in TABLES if table.name != but)
        self.execute(f"BEGIN; {made}; COMMIT")

    def seal(self, terms: Terms, findings: tuple[Finding, ...] = ()) -> Snapshot:
        """Describe the canonical tables, all of which stand; name and keep the description."""
        filled = self._filled()
        counted = {
            table.name: self._count(table) if table.name in filled else (0, "", frozenset[str]())
            for table in TABLES
        }
        tables = {name: rows for name, (rows, _, _) in counted.items()}
        snapshot = Snapshot(
            fingerprint=_fingerprint(terms, {n: (rows, h) for n, (rows, h, _) in counted.items()}),
            as_of=terms.as_of,
            fiscal_start=terms.fiscal_start,
            currency=terms.currency,
            tables=tables,
            filled={name: filled for name, (_, _, filled) in counted.items()},
            findings=findings,
        )
        self._write_description(snapshot)
        self.execute("CHECKPOINT")  # here, where a full disk is still told
        return snapshot

    def close(self) -> None:
        """Write everything to the one file and let go of it."""
        self._connection.close()

    @contextmanager
    def _cursor(self, sql: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of its own for one statement, which sees what is lent if it names it."""
        cursor = self._connection.cursor()
        try:
            for name, rows in self._lent.items():
                if name in sql:
                    cursor.register(name, rows)
            yield cursor
        except duckdb.Error as error:
            raise refusal("staged", error) from error
        finally:
            cursor.close()

    def _filled(self) -> frozenset[str]:
        """Canonical tables that hold a row."""
        first = (f"(SELECT '{t.name}' AS name FROM {identifier(t.name)} LIMIT 1)" for t in TABLES)
        return frozenset(self.query(" UNION ALL ".join(first))["name"].to_pylist())

    def _count(self, table: Table) -> tuple[int, str, frozenset[str]]:
        """Rows, a hash over them whatever their order, and the columns that hold anything."""
        counts = ", ".join(
            f"count({identifier(f.name)}) AS {identifier(f.name)}" for f in table.fields
        )
        name = identifier(table.name)
        row = self.query(f"SELECT count(*) AS n, {counts} FROM {name}").to_pylist()[0]
        filled = [f.name for f in table.fields if row[f.name]]
        if not filled:
            return row["n"], "", frozenset()
        hashed = ", ".join(identifier(column) for column in filled)
        total = f"CAST(sum(CAST(hash({hashed}) AS HUGEINT)) AS VARCHAR)"
        digest = self.query(f"SELECT {total} AS h FROM {name}").to_pylist()[0]["h"]
        return row["n"], f"{','.join(filled)}:{digest}", frozenset(filled)

    def _write_description(self, snapshot: Snapshot) -> None:
        document = {
            "schema": SCHEMA_VERSION,
            "fingerprint": snapshot.fingerprint,
            "as_of": snapshot.as_of.isoformat(),
            "fiscal_start": snapshot.fiscal_start,
            "currency": snapshot.currency,
            "tables": dict(snapshot.tables),
            "filled": {name: sorted(columns) for name, columns in snapshot.filled.items()},
            "findings": [asdict(finding) for finding in snapshot.findings],
        }
        self.execute("CREATE OR REPLACE TABLE snapshot_info (document VARCHAR)")
        self.execute("INSERT INTO snapshot_info VALUES ($document)", document=json.dumps(document))


_NO_LINES = pa.schema([("line", pa.int64()), ("reason", pa.string()), ("text", pa.string())])
_SKIPPED_LINES = """
SELECT CAST(line AS BIGINT) AS line, min(error_message) AS reason, min(csv_line) AS text
FROM reject_errors GROUP BY file_id, line, line_byte_position ORDER BY line
"""


def ddl(table: Table) -> str:
    """Statement that makes a canonical table where it does not stand yet."""
    columns = ", ".join(f"{identifier(f.name)} {f.kind.sql}" for f in table.fields)
    return f"CREATE TABLE IF NOT EXISTS {identifier(table.name)} ({columns})"


def _fingerprint(terms: Terms, content: Mapping[str, tuple[int, str]]) -> str:
    """Sixteen hex digits over rows (whatever their order), mapping, dates and currency."""
    canonical = json.dumps(
        {
            "schema": SCHEMA_VERSION,
            "as_of": terms.as_of.isoformat(),
            "fiscal_start": terms.fiscal_start,
            "currency": terms.currency,
            "mapping": terms.mapping,
            "content": {name: list(what) for name, what in sorted(content.items())},
        },
        sort_keys=True,
    )
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]
