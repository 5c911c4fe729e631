"""Uploads on disk under names of our own, from the moment they arrive until the visit ends."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_SUFFIX = 8


class Upload(Protocol):
    """What a browser sent."""

    name: str

    def getbuffer(self) -> memoryview:
        """Its bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Spooled:
    """A file on disk and the name that the person knows it by."""

    name: str
    path: str
    changed: int = 0
    """When a file that others may write was last changed, nanoseconds."""


def keep(uploads: Iterable[Upload], folder: Path) -> tuple[Spooled, ...]:
    """
    Write uploads into a folder, numbered in the order in which they came.

    Their own names are kept for the screen only and never become part of a path.
    """
    kept = []
    before = sum(1 for _ in folder.iterdir())
    for number, upload in enumerate(uploads, start=before):
        path = folder / f"{number:04d}{_suffix(upload.name)}"
        path.write_bytes(upload.getbuffer())
        kept.append(Spooled(PurePath(upload.name).name or "unnamed", str(path)))
    return tuple(kept)


def waiting(inbox: Path | None) -> tuple[Spooled, ...]:
    """Files in the inbox folder, by name; links that lead out of it are left alone."""
    if inbox is None or not inbox.is_dir():
        return ()
    files = sorted(path for path in inbox.iterdir() if path.is_file() and not path.is_symlink())
    return tuple(
        Spooled(path.name, str(path), path.stat().st_mtime_ns)
        for path in files
        if not path.name.startswith(".")
    )


def _suffix(name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    plain = suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= _LONGEST_SUFFIX
    return suffix if plain else ""
