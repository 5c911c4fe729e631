"""Places for work at the same time; what is done ahead of need leaves one free."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Condition
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Places:
    """
    A bounded number of places.

    Work ahead of need never takes the last of several, so whoever asks meanwhile does not wait
    for it.
    """

    def __init__(self, count: int) -> None:
        self._free = count
        self._for_asked = 1 if count > 1 else 0
        self._changed = Condition()

    @contextmanager
    def one(self, is_ahead: Callable[[], bool]) -> Iterator[None]:
        """Wait for a place and hold it; ``is_ahead`` is asked anew whenever something changes."""
        with self._changed:
            self._changed.wait_for(lambda: self._free > (self._for_asked if is_ahead() else 0))
            self._free -= 1
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._changed.notify_all()

    def look_again(self) -> None:
        """Let those who wait see that work ahead of need has been asked for."""
        with self._changed:
            self._changed.notify_all()
