"""Thousands of wrong inputs over every reader: a result or a sentence, soon and in little memory.

Each reader reads its inputs in a process of its own, forked once; one that ends or hangs over an
input is counted against it and begun again behind it.
"""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import EngineError
from engine.ingest.load import Inspection
from engine.ingest.reading import apart
from engine.settings import settings
from tests.torture.line import Line, raised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LIMITS = {"FILE_MB": 50, "READER_MB": 3_000, "FILE_SECONDS": 10, "COLUMNS": 2_000}
"""Limits under which the readers run here; each is ``EVENFIELD_LIMIT_`` and its name."""
MOST_SECONDS = 30.0
"""Longest reading of one input that counts as bounded: the limit of time, and a start, on a busy
machine."""
LOADING_SECONDS = 2.0
"""Longest loading that counts as bounded, for each file of a load."""
MOST_MB = 1_000.0
"""Most resident memory of reader and reading process together."""
SILENCE = 60.0
"""Seconds without an answer after which a process is taken to hang."""
LOADED, LOADED_OF = 25, 6
"""So many files that were read are loaded at a time, of every sixth input."""


@dataclass(slots=True)
class Found:
    """What the inputs of one reader, or loads of them, came to."""

    seconds: list[float] = field(default_factory=list)
    peak_mb: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    tried: int = 0
    broken: int = 0

    def take(self, answer: dict[str, Any]) -> None:
        """Count one answer of a reader's process."""
        self.tried += answer.get("files", 1)
        self.seconds.append(answer["seconds"])
        self.peak_mb.append(answer["mb"])
        most = MOST_SECONDS + LOADING_SECONDS * answer.get("files", 0)
        if answer["seconds"] > most or answer["mb"] > MOST_MB:
            self.blame(f"took {answer['seconds']:.1f} s and {answer['mb']:,.0f} MB", answer["n"])
        for fault in answer["faults"]:
            self.blame(fault, answer["n"])

    def blame(self, fault: str, n: int) -> None:
        """Count a fault and keep what it was."""
        self.broken += 1
        self.faults.append(f"input {n}: {fault}")

    def line(self, name: str) -> Line:
        """Line of the table."""
        measured = self.seconds or [0.0], self.peak_mb or [0.0]
        seconds, peak = ((float(np.quantile(x, 0.99)), max(x)) for x in measured)
        return Line(name, self.tried, self.broken, seconds, peak, tuple(self.faults))


def lines(share: float, folder: Path) -> Iterator[Line]:
    """Feed every reader its wrong inputs; then load what it could read, a few files at a time."""
    from tests.torture.readers import READERS

    os.environ.update({f"EVENFIELD_LIMIT_{name}": str(most) for name, most in LIMITS.items()})
    loads = Found()
    for name, reader in READERS.items():
        count = max(1, round(reader.count * share))
        found = Found()
        done = 0
        while done < count:
            done = _fed(name, done, count, folder, found, loads)
        yield found.line(f"read: {name}")
    yield loads.line(f"load: what was read, {LOADED} files at once")


def _fed(name: str, first: int, count: int, folder: Path, found: Found, loads: Found) -> int:
    """Let one process read from the first input on; return the input to go on with."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        _child(name, range(first, count), folder / f"{name}-{first}", into)
    os.close(into)
    done = first
    with os.fdopen(out, encoding="utf-8") as answers:
        while select.select([answers], [], [], SILENCE)[0] and (line := answers.readline()):
            answer = json.loads(line)
            (loads if "files" in answer else found).take(answer)
            done = answer["n"] + 1
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    for left in folder.iterdir():
        shutil.rmtree(left, ignore_errors=True)
    if done < count:
        found.tried += 1
        found.blame("the process that read it ended or hung", done)
        done += 1
    return done


def _child(name: str, wanted: range, folder: Path, into: int) -> None:
    """Read inputs and answer for each, load what was read, and leave without tidying up."""
    try:
        folder.mkdir(parents=True)
        os.dup2(os.open(folder / "said", os.O_CREAT | os.O_WRONLY), 2)  # libraries say much
        os.environ["EVENFIELD_WORKSPACE"] = str(folder.with_name(f"{folder.name}-w"))
        settings.cache_clear()
        apart._READING = Listening()
        with os.fdopen(into, "w", encoding="utf-8", buffering=1) as answers:
            for answer in _answers(name, wanted, folder):
                answers.write(json.dumps(answer) + "\n")
    except BaseException:  # noqa: BLE001 the fork must not go on as its parent
        traceback.print_exc()
    finally:
        os._exit(0)


def _answers(name: str, wanted: range, folder: Path) -> Iterator[dict[str, Any]]:
    """What each input came to, and now and then what loads of the last ones did."""
    from tests.torture import accounts
    from tests.torture.readers import READERS

    reader, kept = READERS[name], []
    seeds = reader.seeds()
    for n in wanted:
        data = reader.wrong(random.Random(f"{name} {n}"), seeds)
        place = folder / str(n)
        place.mkdir()
        answer, read = _measured(reader.take, data, place, f"f{n}")
        if isinstance(read, Inspection):
            answer["faults"] += accounts.of_reading(read, data, folder)
            kept += [read] if n % LOADED_OF == 0 else []
        if len(kept) == LOADED or (kept and n == wanted[-1]):
            home = folder / f"w{n}"
            loaded, faults = _measured(accounts.of_loads, kept, home)
            loaded["faults"] += faults or []
            yield {"n": n, **loaded, "files": len(kept)}
            kept = []
        if not kept:
            for used in filter(Path.is_dir, folder.iterdir()):
                shutil.rmtree(used)
        yield {"n": n, **answer}


def _measured(work: Callable[..., Any], *given: object) -> tuple[dict[str, Any], Any]:
    """Do a piece of work; return seconds, peak memory and what was raised that is no sentence."""
    _forget_peaks()
    faults, result = [], None
    began = time.perf_counter()
    try:
        result = work(*given)
    except EngineError as refusal:
        faults += [] if str(refusal).strip() else ["a refusal without a word"]
    except Exception as error:  # noqa: BLE001 what is no sentence is what is looked for
        faults.append(raised(error))
    seconds = time.perf_counter() - began
    broke = HEARD.get("broke", "PanicException")
    faults += [] if broke == "PanicException" else [f"{broke} in the reading process"]
    faults += ["a fault of our own in the reading process"] if "ours" in HEARD else []
    mb = _peak_mb() + HEARD.get("peak_kb", 0) / 1_000
    return {"seconds": seconds, "mb": mb, "faults": faults}, result


class Listening(apart._Reading):
    """The reading process, its last answer overheard."""

    def ask(self, job: str) -> dict[str, Any] | None:
        """Answer, and keep it."""
        answer = super().ask(job)
        HEARD.update(answer or {})
        return answer


HEARD: dict[str, Any] = {}
"""Last answer of the process that reads workbooks; its peak memory is in it."""


def _forget_peaks() -> None:
    HEARD.clear()
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak_mb() -> float:
    """Largest resident memory of this process since it was last forgotten."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1_000
    return 0.0
