"""Why the catalogue could not be used, in a sentence, and whether it can be read all the same."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from engine.errors import StoreError

_LOCKED = (
    "another program locks it",
    "Wait until that program is done, or close it, and try again.",
)
_FULL = ("the disk is full", "Make room on the disk of the workspace and try again.")
_READ_ONLY = (
    "its file or folder cannot be written",
    "Give this user the right to write to the workspace folder, or choose another folder.",
)
_CLOSED = (
    "its file cannot be opened",
    "Give this user the right to read and write the workspace folder, or choose another folder.",
)
_FAILING = (
    "its disk does not take or give what it should, or is full",
    "Make room on the disk of the workspace, or have it checked, and try again.",
)
_DAMAGED = (
    "its file is damaged",
    "Put a backup in its place (python -m engine restore), or move catalogue.sqlite away and "
    "load the extracts again.",
)
_OTHER_TABLES = (
    "its tables are not those of this version",
    "Update Evenfield, or put a backup in its place (python -m engine restore).",
)
_SQLITE = {
    sqlite3.SQLITE_ERROR: _OTHER_TABLES,  # a table or column that is not there
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _CLOSED,
    sqlite3.SQLITE_IOERR: _FAILING,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_AUTH: _READ_ONLY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
_FOR_WANT_OF_ROOM_OR_RIGHT = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
    }
)
_BEYOND_PRIMARY = 256
"""SQLite's extended codes carry the primary one in their lowest eight bits."""


def refusal(what: str, error: Exception) -> StoreError:
    """
    Sentence for a database error.

    Parameters
    ----------
    what : str
        What was tried, such as "opened".
    error : Exception
        What the database layer raised.
    """
    if isinstance(error, ModuleNotFoundError):
        return StoreError(
            f"The catalogue could not be {what}: {error.name} is not installed.",
            "Install the driver that the address in EVENFIELD_CATALOGUE asks for.",
        )
    why, mend = _SQLITE.get(
        _code(error),
        (
            "the database did not answer as it should",
            "Check that it is there and that the address in EVENFIELD_CATALOGUE is right.",
        ),
    )
    return StoreError(f"The catalogue could not be {what}: {why}.", mend)


def address_at_rest(url: str, error: Exception) -> str | None:
    """
    Address under which a file that cannot be written is read as it stands.

    ``None`` where that would not help, or where a log beside the file holds more than it does.

    Parameters
    ----------
    url : str
        Its address.
    error : Exception
        What opening it to write raised.
    """
    name = make_url(url).database
    if _code(error) not in _FOR_WANT_OF_ROOM_OR_RIGHT or not name:
        return None
    log = Path(f"{name}-wal")
    if not os.access(name, os.R_OK) or (log.exists() and log.stat().st_size > 0):
        return None
    return f"sqlite:///file:{quote(name)}?mode=ro&immutable=1&uri=true"


def _code(error: Exception) -> int:
    """SQLite's primary code of an error, 0 where it is none of SQLite's."""
    origin = getattr(error, "orig", None) if isinstance(error, SQLAlchemyError) else None
    return int(getattr(origin, "sqlite_errorcode", 0)) % _BEYOND_PRIMARY
