"""Work in the background stands still while somebody waits for a page.

A machine that lets working processes change over only at its next beat makes a page wait for
several of them, however low the work in the background stands; a process that is halted asks
for nothing at all.
"""

from __future__ import annotations

import signal
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterable

MOMENT = 0.25
"""Seconds that work stands still for one answer, until a browser has drawn it too."""

LONGEST = 4.0
"""Seconds that it stands still at a stretch, however many answers are asked for."""

BETWEEN = 1.0
"""Seconds that it then works at least."""


class Halting:
    """Halts children for a moment; each comes to its end although people never stop asking."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._halted: list[subprocess.Popen[bytes]] = []
        self._until = self._latest = self._not_before = 0.0

    def halt(self, children: Iterable[subprocess.Popen[bytes]]) -> None:
        """Let children stand still from now on for a moment."""
        with self._lock:
            now = time.monotonic()
            new = [child for child in children if child not in self._halted]
            if now < self._not_before or not (new or self._halted):
                return
            first = not self._halted
            self._latest = now + LONGEST if first else self._latest
            self._until = min(now + MOMENT, self._latest)
            for child in new:
                child.send_signal(signal.SIGSTOP)
                self._halted.append(child)
        if first:
            threading.Thread(target=self._in_time, daemon=True).start()

    def let_on(self) -> None:
        """Let those that stand still work on."""
        with self._lock:
            now = time.monotonic()
            for child in self._halted:
                child.send_signal(signal.SIGCONT)
            if self._halted and now >= self._latest:
                self._not_before = now + BETWEEN
            self._halted = []

    def _in_time(self) -> None:
        while (left := self._until - time.monotonic()) > 0:
            time.sleep(left)
        self.let_on()
