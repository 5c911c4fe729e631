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

FOR_EACH = 4.0
"""Seconds that it may stand still for each second that it has worked."""


class Halting:
    """Halts children for a moment; they work one second in five although people never stop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._halted: list[subprocess.Popen[bytes]] = []
        self._left = LONGEST  # seconds that they may stand still, when they were last seen to
        self._since = self._until = 0.0

    def halt(self, children: Iterable[subprocess.Popen[bytes]]) -> None:
        """Let children stand still from now on for a moment, where they have worked enough."""
        with self._lock:
            new = [child for child in children if child not in self._halted]
            if not (new or self._halted):
                return
            now = time.monotonic()
            if not self._halted:
                left = min(LONGEST, self._left + FOR_EACH * (now - self._since))
                if left < MOMENT:
                    return
                self._left, self._since = left, now
            self._until = min(now + MOMENT, self._since + self._left)
            if not self._halted:
                threading.Thread(target=self._in_time, daemon=True).start()
            for child in new:
                child.send_signal(signal.SIGSTOP)
                self._halted.append(child)

    def let_on(self, *children: subprocess.Popen[bytes]) -> None:
        """Let some of those that stand still work on; all where none is named."""
        with self._lock:
            going = [child for child in self._halted if not children or child in children]
            for child in going:
                child.send_signal(signal.SIGCONT)
                self._halted.remove(child)
            if going and not self._halted:
                now = time.monotonic()
                self._left, self._since = max(0.0, self._left - (now - self._since)), now

    def _in_time(self) -> None:
        while (left := self._until - time.monotonic()) > 0:
            time.sleep(left)
        self.let_on()
