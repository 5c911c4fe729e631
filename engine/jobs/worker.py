"""The child process of one job: ``python -m engine.jobs.worker FOLDER``.

The folder holds ``request.json`` (the function by dotted path, its arguments). The worker
writes ``progress.json`` and ``outcome.arrow`` as it goes and ``end.json`` when it ends; a file
``cancel`` asks it to stop. ``earlier.arrow``, where it is, is an outcome to start from. Nobody
reads what a worker finds once the process that started it is gone: it ends with it.
"""

from __future__ import annotations

import os
import resource
import sys
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

from engine.errors import EngineError
from engine.jobs.outcome import Outcome, read_outcome, read_values, write_outcome, write_values

NICE = 10
"""How far a job steps back for the pages that people look at meanwhile."""


class Reporter:
    """What a job's function tells the outside, and asks it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def progress(self, **values: Any) -> None:
        """Say how far the work is, in its own terms."""
        write_values(self._folder / "progress.json", values)

    def keep(self, outcome: Outcome) -> None:
        """Keep the best so far, whatever happens next."""
        write_outcome(self._folder / "outcome.arrow", outcome)

    def earlier(self) -> Outcome | None:
        """Outcome of the job that this one starts from, where there is one."""
        path = self._folder / "earlier.arrow"
        return read_outcome(path) if path.exists() else None

    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return (self._folder / "cancel").exists()


def work(folder: Path) -> None:
    """Run the job of a folder to its end."""
    request = read_values(folder / "request.json")
    reporter = Reporter(folder)
    os.nice(NICE)
    _limit_memory(request["memory_mb"])
    try:
        reporter.keep(_function(request["function"])(request["arguments"], reporter))
    except EngineError as error:
        write_values(folder / "end.json", {"message": error.message, "hint": error.hint})
    except MemoryError:
        write_values(
            folder / "end.json",
            {"message": f"The work needs more than {request['memory_mb']} MB.", "hint": ""},
        )
    else:
        write_values(folder / "end.json", {})


def _function(path: str) -> Any:
    """The function by its dotted path, from the engine alone."""
    module, _, name = path.rpartition(".")
    if not module.startswith("engine."):
        raise EngineError(f"{path} is not work of the engine.")
    return getattr(import_module(module), name)


def _limit_memory(megabytes: int) -> None:
    """Let the work fail by itself before the machine does."""
    if megabytes:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def _end_with_parent() -> None:
    """Wait until standard input closes, which whoever started this process holds open."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    Thread(target=_end_with_parent, daemon=True).start()
    work(Path(sys.argv[1]))
