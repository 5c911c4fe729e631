"""Why the catalogue could not be used, in a sentence."""

from __future__ import annotations

import sqlite3

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
_DAMAGED = (
    "its file is damaged",
    "Put a backup in its place (python -m engine restore), or move catalogue.sqlite away and "
    "load the extracts again.",
)
_SQLITE = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_AUTH: _READ_ONLY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
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
    origin = getattr(error, "orig", None) if isinstance(error, SQLAlchemyError) else None
    code = getattr(origin, "sqlite_errorcode", 0) % _BEYOND_PRIMARY
    why, mend = _SQLITE.get(
        code,
        (
            "the database did not answer as it should",
            "Check that it is there and that the address in EVENFIELD_CATALOGUE is right.",
        ),
    )
    return StoreError(f"The catalogue could not be {what}: {why}.", mend)
