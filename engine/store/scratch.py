"""A database in memory for tables that are nobody's snapshot, locked like one."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from engine.rooms import Room, sweep
from engine.store.duck import connect, fetch, identifier

if TYPE_CHECKING:
    import pyarrow as pa


_PREFIX = "evenfield-scratch-"


class Door(Protocol):
    """What a query is run on: a snapshot or a scratch."""

    def query(self, sql: str, **parameters: Any) -> pa.Table:
        """Run one query and fetch it whole."""
        ...


class Scratch:
    """
    Tables in memory, gone with the object.

    Parameters
    ----------
    memory_mb : int
        Memory that DuckDB may use, MB.
    """

    def __init__(self, memory_mb: int = 600) -> None:
        home = Path(tempfile.gettempdir())
        sweep(home, _PREFIX)
        self._spill = Room(home, _PREFIX)
        self._connection = connect(
            Path(":memory:"), read_only=False, memory_mb=memory_mb, spill=self._spill.path
        )

    def put(self, name: str, rows: pa.Table) -> None:
        """Keep an Arrow table as a table called ``name``."""
        self._connection.register("arriving_rows", rows)
        self._connection.execute(f"CREATE TABLE {identifier(name)} AS SELECT * FROM arriving_rows")
        self._connection.unregister("arriving_rows")

    def query(self, sql: str, **parameters: Any) -> pa.Table:
        """
        Run one query and fetch it whole.

        Raises
        ------
        DataError
            If DuckDB refuses it.
        """
        return fetch(self._connection, sql, parameters)

    def close(self) -> None:
        """Let go of memory and disk."""
        self._connection.close()
        self._spill.leave()
