"""Folders for work in progress: locked while their process lives, swept once it is gone."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import finalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType
    from typing import Self


class Room:
    """
    New folder in ``home`` that goes when it is left, or with the process.

    A lock on it, which the system drops however its process dies, tells :func:`sweep` which rooms
    are still lived in.

    Parameters
    ----------
    home : Path
        Folder to make it in.
    prefix : str
        Beginning of its name.

    Raises
    ------
    OSError
        If it cannot be made.
    """

    def __init__(self, home: Path, prefix: str) -> None:
        self.path, held = _locked(home, prefix)
        self.leave = finalize(self, _leave, self.path, held)

    def __enter__(self) -> Self:
        """Live in it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave it, whatever happened."""
        self.leave()


def sweep(home: Path, prefix: str, tidied: Callable[[Path], bool] | None = None) -> None:
    """
    Remove the rooms whose process is gone.

    Parameters
    ----------
    home : Path
        Folder that they stand in.
    prefix : str
        Beginning of their names.
    tidied : callable, optional
        Takes back what such a room began elsewhere; where it says that it could not, the room
        stays for the next time.
    """
    for room in home.iterdir():
        if not room.name.startswith(prefix) or room.is_symlink() or not room.is_dir():
            continue
        lock = _abandoned(room)
        if lock is None:
            continue
        if tidied is None or tidied(room):
            _leave(room, lock)
        else:
            os.close(lock)


_MAKING = ".evenfield-"
_OF_A_PROCESS = ("/dev/stdout", "/dev/stderr", "/dev/fd", "/proc")


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """
    Give a file to write that takes the name ``path`` when it is whole; until then nothing changes.

    What is no file, such as a pipe or a terminal, is written as it is, and so is what a process
    has open, such as ``/dev/stdout``. What killed processes began in the same folder goes.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    if _is_of_a_process(path) or (path.exists() and not path.is_file()):
        yield path
        return
    path = path.resolve()
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    sweep(path.parent, _MAKING)
    with Room(path.parent, _MAKING) as room:
        made = room.path / "whole"
        yield made
        if path.exists():
            shutil.copymode(path, made)
        settle(made)
        made.replace(path)
        settle(path.parent)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let no other thread or process into the same folder's ``alone`` meanwhile."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def settle(path: Path) -> None:
    """Wait until the disk has a file, or a folder's list of files."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_of_a_process(path: Path) -> bool:
    """Whether a path stands for what a process has open, which may have no name to take."""
    return any(path.absolute().is_relative_to(one) for one in _OF_A_PROCESS)


def _locked(home: Path, prefix: str) -> tuple[Path, int]:
    """A folder that stands and is ours: one swept before we held it is made anew."""
    while True:
        try:
            path = Path(tempfile.mkdtemp(prefix=prefix, dir=home))
        except OSError as error:  # it is the home that people know, not the room
            raise OSError(error.errno, error.strerror, str(home)) from error
        with suppress(FileNotFoundError):
            handle = os.open(path, os.O_RDONLY)
            with suppress(OSError):  # a file system without locks: nobody ever sweeps it
                fcntl.flock(handle, fcntl.LOCK_EX)
            if path.exists():
                return path, handle
            os.close(handle)


def _abandoned(path: Path) -> int | None:
    """Lock on a folder that nobody lives in, ``None`` where somebody does or it is gone."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    with suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return handle
    os.close(handle)
    return None


def _leave(path: Path, lock: int) -> None:
    shutil.rmtree(path, ignore_errors=True)
    os.close(lock)
