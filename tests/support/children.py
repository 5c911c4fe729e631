"""Child processes that are none, so that a test decides how long they work."""

from __future__ import annotations

from threading import Event
from typing import Self

LONG = 60.0


class HeldChild:
    """Stands for ``subprocess.Popen``: it works until it is killed, and ends well."""

    def __init__(self, *_: object, **__: object) -> None:
        self._end = Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()

    def wait(self) -> int:
        """Wait for the end."""
        assert self._end.wait(LONG)
        return 0

    def kill(self) -> None:
        """End."""
        self._end.set()
