"""What can go wrong, in words for the person who has to mend it."""

from __future__ import annotations

import errno


class EngineError(Exception):
    """
    A refusal that a person can act on.

    Parameters
    ----------
    message : str
        What is wrong and where, one sentence.
    hint : str
        What to do about it; may be empty where the message says it all.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Message and hint as one line of text."""
        return f"{self.message} {self.hint}".strip()


class DataError(EngineError):
    """Numbers or tables that break a contract: shapes, signs, missing keys."""


class LimitError(DataError):
    """Work that takes more time, memory or room than it may; the data may be sound."""


class FileError(EngineError):
    """A file that cannot be read at all: locked, cut short, over a limit."""


class LeverError(EngineError):
    """A scenario or lever outside the range in which it means anything."""


class PlanError(EngineError):
    """An incentive plan that cannot be understood."""


class StoreError(EngineError):
    """A workspace, snapshot or catalogue that cannot be opened or written."""


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def from_machine(error: OSError | MemoryError) -> StoreError:
    """
    Refusal for what the machine would not give: room, a right, memory, an open file.

    Parameters
    ----------
    error : OSError or MemoryError
        As the operating system or a library raised it.
    """
    if isinstance(error, MemoryError):
        return StoreError(
            "This needs more memory than there is.",
            "Close other programs, or bring the data in smaller parts.",
        )
    name = str(error.filename2 or error.filename or "").rpartition("/")[2] or "A file"
    if error.errno in _FULL:
        return StoreError("The disk is full.", "Make room on it and try again; nothing was lost.")
    if error.errno in _FORBIDDEN:
        return StoreError(
            f"{name} cannot be read or written: {error.strerror}.",
            "Give this user the right to it, or choose another folder.",
        )
    if error.errno == errno.EISDIR:
        return StoreError(f"{name} is a folder.", "Name the files in it.")
    return StoreError(f"{name}: {error.strerror or 'the machine refused it'}.", "Try again.")
