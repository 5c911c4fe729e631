"""Work in a process of its own, killed or not, so that nothing of it is left in ours."""

from __future__ import annotations

import json
import os
import signal
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def started(work: Callable[[], int]) -> int:
    """Start work in a process of its own, which prints nothing; return its number."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        status = 70
        try:
            status = work()
        finally:
            os._exit(status)
    return child


def forked(work: Callable[[], int], seconds: float | None = None) -> int:
    """Do work in a process of its own; kill it after some seconds. Return its wait status."""
    child = started(work)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def answered(question: Callable[[], Any], paper: Path) -> Any:
    """Answer to a question that a process of its own writes down as JSON; ``None`` if it fails."""

    def write() -> int:
        paper.write_text(json.dumps(question()), encoding="utf-8")
        return 0

    paper.unlink(missing_ok=True)
    return json.loads(paper.read_text(encoding="utf-8")) if forked(write) == 0 else None


def running(folder: Path) -> list[int]:
    """Processes whose command line names a folder."""
    found = []
    for name in os.listdir("/proc"):
        try:
            with open(f"/proc/{name}/cmdline", "rb") as line:
                if name.isdigit() and os.fsencode(folder) in line.read():
                    found.append(int(name))
        except OSError:  # it ended meanwhile, or is no process
            continue
    return found
