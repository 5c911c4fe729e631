"""How DuckDB is opened here: no extensions, no outside files, bounded memory, locked settings."""

from __future__ import annotations

import os
from threading import Lock
from typing import TYPE_CHECKING, Any

import duckdb

from engine.errors import DataError, LimitError, StoreError
from engine.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pyarrow as pa


_OPENING = Lock()
_FULL = ("No space left on device", "File too large", "Disk quota exceeded")
_BREAKDOWNS = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException)
_CORRUPT = "Corrupt database file"
_NO_ROOM = ("the disk is full", "Make room on the disk of the workspace and try again.")


def connect(
    path: Path,
    *,
    read_only: bool,
    memory_mb: int,
    spill: Path,
    readable: Iterable[Path] = (),
    further: Mapping[str, Any] | None = None,
) -> duckdb.DuckDBPyConnection:
    """
    Open a DuckDB file that can touch nothing but itself, its spill folder and ``readable``.

    Raises
    ------
    StoreError
        If the file is missing, cut short, held by another process or of a newer version.
    """
    config = {
        "memory_limit": f"{memory_mb}MB",
        "temp_directory": str(spill),
        "max_temp_directory_size": f"{settings().limit_temp_mb}MB",
        "max_execution_time": settings().limit_query_seconds * 1_000,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_enable_replacements": False,
        **(further or {}),
    }
    try:
        with _OPENING:  # two threads that open one file must not both lock its settings
            connection = duckdb.connect(str(path), read_only=read_only, config=config)
            _lock(connection, [spill, *readable])
    except duckdb.Error as error:
        raise _unopened(path, error) from error
    return connection


def _unopened(path: Path, error: duckdb.Error) -> StoreError:
    """Sentence for a file that cannot be opened."""
    if any(words in str(error) for words in _FULL):
        return StoreError(
            f"The data file {path.name} could not be made: {_NO_ROOM[0]}.", _NO_ROOM[1]
        )
    if path.exists() and not os.access(path, os.R_OK):
        return StoreError(
            f"The data file {path.name} cannot be read: this user has no right to it.",
            "Give this user the right to read it, or load the extracts again.",
        )
    return StoreError(
        f"The data file {path.name} could not be opened.",
        "It may be cut short, in use by another program or written by a newer version; "
        "load the extracts again.",
    )


def _lock(connection: duckdb.DuckDBPyConnection, readable: Iterable[Path]) -> None:
    """Lock a file's settings, unless this process has it open, hence locked, already."""
    (locked,) = connection.execute("SELECT current_setting('lock_configuration')").fetchone() or ()
    if locked:
        return
    folders = ", ".join(literal(str(path)) for path in readable)
    connection.execute(f"SET allowed_directories = [{folders}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def fetch(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any]
) -> pa.Table:
    """
    Run one query on a cursor of its own; results of two callers never mix.

    Raises
    ------
    DataError
        If DuckDB refuses the query.
    """
    cursor = connection.cursor()
    try:
        return cursor.sql(sql, params=dict(parameters)).to_arrow_table()
    except duckdb.Error as error:
        raise refusal("read", error) from error
    finally:
        cursor.close()


def columns(connection: duckdb.DuckDBPyConnection, table: str) -> frozenset[str]:
    """
    Names of a table's columns, none where it does not stand; the catalogue's views take longer.

    Raises
    ------
    DataError
        If DuckDB cannot tell.
    """
    cursor = connection.cursor()
    try:
        return frozenset(cursor.sql(f"FROM {identifier(table)}").columns)
    except duckdb.CatalogException:
        return frozenset()
    except duckdb.Error as error:
        raise refusal("read", error) from error
    finally:
        cursor.close()


def identifier(name: str) -> str:
    """
    Quote a table or column name for SQL.

    Raises
    ------
    DataError
        If the name holds a NUL character.
    """
    if "\0" in name:
        raise DataError("A column name holds a NUL character.", "Rename it in the source.")
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote a text as an SQL string."""
    if "\0" in text:
        raise DataError("A value holds a NUL character.", "Remove it in the source.")
    return "'" + text.replace("'", "''") + "'"


def refusal(what: str, error: duckdb.Error) -> DataError:
    """
    Sentence for a DuckDB error.

    Parameters
    ----------
    what : str
        What could not be done, such as "read".
    error : duckdb.Error
        What DuckDB raised.

    Returns
    -------
    DataError
        A :class:`LimitError` where time, memory or room ran out, which says nothing of the data.
    """
    text = str(error)
    kind: type[DataError] = LimitError
    if any(words in text for words in _FULL):
        why, mend = _NO_ROOM
    elif isinstance(error, duckdb.OutOfMemoryException):
        why, mend = "it needs more memory than it may use", "Raise EVENFIELD_LIMIT_MEMORY_MB."
    elif isinstance(error, duckdb.InterruptException):
        why, mend = "it takes longer than it may", "Raise EVENFIELD_LIMIT_QUERY_SECONDS."
    elif _CORRUPT in text or isinstance(error, _BREAKDOWNS):
        kind, why = DataError, "a part of its file is damaged or was taken away"
        mend = "Load the extracts again, or restore a backup."
    else:
        kind, why, mend = DataError, first_line(error), ""
    return kind(f"The data could not be {what}: {why}.", mend)


def first_line(error: Exception) -> str:
    """First line of an error, without the engine's own stack."""
    return str(error).splitlines()[0] if str(error) else type(error).__name__
