"""Jobs of this process: a bounded number of children at a time, threads only to wait for them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from engine.errors import from_machine
from engine.jobs.halting import Halting
from engine.jobs.outcome import Outcome, read_outcome, read_values, write_values
from engine.jobs.places import Places
from engine.rooms import Room, sweep

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.errors import StoreError

GRACE = 0.8
"""Seconds that a child has to stop by itself before it is killed."""

MEMORY_MB = 6_000
"""Address space that a job may take; what it really uses is far less."""

KEPT = 64
"""Jobs that are remembered with their outcomes."""

_PREFIX = "evenfield-job-"
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

State = Literal["waiting", "running", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True, eq=False)
class Status:
    """How a job stands."""

    state: State
    progress: Mapping[str, Any]
    """In the work's own terms; empty before the first."""
    outcome: Outcome | None
    """The result, or the best so far; ``None`` where there is none yet."""
    message: str = ""
    """Why there is no more, in a sentence; empty where all went well."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "stopped", "failed")


class Jobs:
    """
    Runs functions of the engine by dotted path, each in a child process of its own.

    The same function with the same arguments is one job, whoever asks. Never a fork of this
    process: the child starts anew and imports what it needs.
    """

    def __init__(self, at_a_time: int = 1, memory_mb: int = MEMORY_MB) -> None:
        self._places = Places(at_a_time)
        self._memory_mb = memory_mb
        self._lock = threading.Lock()
        sweep(Path(tempfile.gettempdir()), _PREFIX)
        self._jobs: OrderedDict[str, _Job] = OrderedDict()
        self._halting = Halting()

    def submit(
        self,
        function: str,
        arguments: Mapping[str, Any],
        *,
        again: bool = False,
        after: str | None = None,
        ahead: bool = False,
    ) -> str:
        """
        Start a job, or find the one that does the same; ``again`` starts anew what failed.

        ``after`` names a job whose outcome the new one may start from. One ``ahead`` of need
        steps back until it is asked for.
        """
        text = json.dumps([function, arguments, *([after] if after else [])], sort_keys=True)
        name = hashlib.sha256(text.encode()).hexdigest()[:16]
        with self._lock:
            job = self._jobs.get(name)
            if job is None or (again and job.ended_badly()):
                earlier = self._jobs.get(after or "")
                self._forget()
                job = _Job(function, arguments, self._memory_mb)
                job.ahead = ahead
                if earlier is not None:
                    job.start_from(earlier)
                self._jobs[name] = job
                threading.Thread(target=job.run, args=(self._places,), daemon=True).start()
            elif job.ahead and not ahead:
                job.ahead = False
                self._places.look_again()
            self._jobs.move_to_end(name)  # whoever asked is about to look at it
        return name

    def _forget(self) -> None:
        """Let go of jobs that are over, those asked for longest ago first: they stay bounded."""
        over = [name for name, job in self._jobs.items() if job.is_over()]
        for name in over[: max(0, len(self._jobs) - KEPT)]:
            del self._jobs[name]

    def status(self, name: str) -> Status | None:
        """How a job stands; ``None`` where this process knows none of that name."""
        job = self._jobs.get(name)
        return None if job is None else job.status()

    def wait(self, name: str, seconds: float | None = None) -> State:
        """Wait until a job is over, or for some time; how it stands then."""
        job = self._jobs[name]
        with job.looked_for():
            self._let_on(job)
            job.wait(seconds)
        return job.state()[0]

    def cancel(self, name: str) -> None:
        """Ask a job to stop; it keeps the best it has, and is killed if it does not listen."""
        job = self._jobs.get(name)
        if job is not None:
            job.cancel()
            self._let_on(job)  # one that stands still does not hear

    def give_way(self) -> None:
        """Let what nobody waits for stand still for a moment: somebody waits for a page."""
        with self._lock:
            running = [job.child for job in self._jobs.values() if job.may_stand_still()]
        self._halting.halt(child for child in running if child is not None)

    def _let_on(self, job: _Job) -> None:
        if job.child is not None:
            self._halting.let_on(job.child)

    def drop_ahead(self) -> None:
        """Forget what was to be made ahead of need and has not begun: the need is another now."""
        with self._lock:
            waiting = [(name, job) for name, job in self._jobs.items() if job.only_planned()]
            for name, job in waiting:
                del self._jobs[name]
                job.cancel()
        self._places.look_again()


class _Job:
    def __init__(self, function: str, arguments: Mapping[str, Any], memory_mb: int) -> None:
        self._home = Room(Path(tempfile.gettempdir()), _PREFIX)
        self._folder = self._home.path
        self.child: subprocess.Popen[bytes] | None = None
        self._code: int | None = None
        self._refused: StoreError | None = None
        self.ahead = False
        self._lock, self._waiting = threading.Lock(), 0
        self._over = threading.Event()
        self._cancelled = threading.Event()
        write_values(
            self._folder / "request.json",
            {"function": function, "arguments": dict(arguments), "memory_mb": memory_mb},
        )

    def start_from(self, earlier: _Job) -> None:
        """Let the child find an earlier outcome, where there is one."""
        found = earlier._folder / "outcome.arrow"
        if found.exists():
            shutil.copyfile(found, self._folder / "earlier.arrow")

    def run(self, places: Places) -> None:
        try:
            with places.one(lambda: self.ahead and not self._cancelled.is_set()):
                if not self._cancelled.is_set():
                    self._work()
        except OSError as error:  # the disk is full, or no process can be made
            self._refused = from_machine(error)
        finally:
            self._over.set()

    def _work(self) -> None:
        command = [sys.executable, "-m", "engine.jobs.worker", str(self._folder)]
        with (
            (self._folder / "errors.txt").open("wb") as errors,
            subprocess.Popen(
                command,
                stdin=subprocess.PIPE,  # closes with this process, and so ends the child
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env=os.environ | _ONE_THREAD,
                cwd=Path(__file__).resolve().parents[2],
                process_group=0,  # so that one that stands still ends too, when this process does
            ) as self.child,
        ):
            self._code = self.child.wait()

    def cancel(self) -> None:
        if self.is_over():
            return  # what is whole stays so, however late somebody stops it
        self._cancelled.set()
        (self._folder / "cancel").touch()
        threading.Thread(target=self._kill_in_the_end, daemon=True).start()

    def _kill_in_the_end(self) -> None:
        if not self._over.wait(GRACE) and self.child is not None:
            self.child.kill()

    def only_planned(self) -> bool:
        return self.ahead and self.state()[0] == "waiting"

    def is_over(self) -> bool:
        return self._over.is_set()

    @contextmanager
    def looked_for(self) -> Iterator[None]:
        """While somebody waits for this job itself."""
        with self._lock:
            self._waiting += 1
        try:
            yield
        finally:
            with self._lock:
                self._waiting -= 1

    def may_stand_still(self) -> bool:
        """Whether it works on, and nobody waits for it or for its end."""
        return not (self._waiting or self._cancelled.is_set() or self.is_over())

    def wait(self, seconds: float | None) -> None:
        self._over.wait(seconds)

    def ended_badly(self) -> bool:
        return self.is_over() and self.state()[0] != "done"

    def status(self) -> Status:
        state, message = self.state()  # before the files are read, so that none is missed
        progress = read_values(self._folder / "progress.json")
        path = self._folder / "outcome.arrow"
        outcome = read_outcome(path) if path.exists() else None
        return Status(state, progress, outcome, message)

    def state(self) -> tuple[State, str]:
        if not self._over.is_set():
            return ("waiting" if self.child is None else "running"), ""
        if self._refused is not None:
            return "failed", str(self._refused)
        if self._cancelled.is_set():
            return "stopped", f"Stopped; {self._left()}"
        end = read_values(self._folder / "end.json")
        if end.get("message"):
            return "failed", f"{end['message']} {end['hint']}".strip()
        if self._code != 0:
            return "failed", f"The search ended early; {self._left()}"
        return "done", ""

    def _left(self) -> str:
        """What there is of work that did not reach its end."""
        found = (self._folder / "outcome.arrow").exists()
        return "the best so far is kept." if found else "nothing was found yet."
