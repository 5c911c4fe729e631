"""Reads workbooks and Parquet files in a process of its own: ``python -m``, a job a line."""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd  # noqa: F401 pyarrow looks for it at first use: once here, not in each fork

import engine
from engine import log
from engine.errors import FileError
from engine.ingest.reading.formats import Format, NotATableError
from engine.ingest.reading.parcel import pack
from engine.ingest.reading.parquet import read_parquet
from engine.ingest.reading.source import Source
from engine.ingest.reading.workbook import read_workbook

if TYPE_CHECKING:
    from typing import TextIO

_ENGINE = Path(engine.__file__).parent
IDLE_SECONDS = 300
"""Without a job for so long, the process ends; the next job starts another."""
MEGABYTE = 1_000_000
XLS_BASE, XLS_TIMES = 400 * MEGABYTE, 200
"""Memory of an XLS file: so much, and so many times its size. Its reader believes the lengths
inside it, and six kilobytes can ask for gigabytes."""


def main() -> None:
    """
    Take jobs from standard input until it is closed, one answer a line on standard output.

    Each job is done by a fork, so that a file that breaks its reader breaks nothing else, costs
    no new start, and all memory comes back.
    """
    memory, seconds = int(sys.argv[1]) * MEGABYTE, int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    while line := _next_line():
        child = os.fork()
        if child == 0:
            _work(json.loads(line), seconds, answers)
        _, status, used = os.wait4(child, 0)
        if status:
            _say({"ended": os.waitstatus_to_exitcode(status), "peak_kb": used.ru_maxrss}, answers)


def answer(job: dict[str, str]) -> dict[str, Any]:
    """Paths of the tables that a file was packed into, or why it cannot be read."""
    source = Source(Path(job["path"]), job["file"], job["member"])
    spool = Path(job["spool"])
    try:
        if Format(job["kind"]) is Format.PARQUET:
            return {"tables": pack([read_parquet(source, spool)], spool)}
        return {"tables": pack(read_workbook(source, Format(job["kind"])), spool)}
    except NotATableError as error:
        return {"no_table": [error.message, error.hint]}
    except FileError as error:
        return {"refused": [error.message, error.hint]}
    except MemoryError:
        return {"memory": True}


def _work(job: dict[str, str], seconds: int, answers: TextIO) -> None:
    """Answer one job and end; whatever is raised is named, and where, not what it says."""
    try:
        signal.alarm(seconds)  # whose own action is to end the process
        if Format(job["kind"]) is Format.XLS:
            _allow(XLS_BASE + XLS_TIMES * Path(job["path"]).stat().st_size)
        _say(answer(job), answers)
    finally:
        _, raised, _ = sys.exc_info()
        if raised is not None:
            _say(_failed(raised), answers)
        os._exit(0)


def _failed(raised: BaseException) -> dict[str, Any]:
    """What failed: the machine, our own code, or a library over what the file says."""
    if isinstance(raised, OSError) and raised.errno:
        return {"machine": [raised.errno, raised.strerror, raised.filename]}
    if _is_ours(raised):
        return {"ours": log.numbered("error in the reading process", raised)}
    log.fault("a reader broke", raised)
    return {"broke": type(raised).__name__}


def _is_ours(raised: BaseException) -> bool:
    """Whether our own code raised it: libraries raise in theirs, or kinds that are their own."""
    *_, (frame, _) = traceback.walk_tb(raised.__traceback__)
    here = Path(frame.f_code.co_filename).is_relative_to(_ENGINE)
    return here and type(raised).__module__ == "builtins"


def _allow(more: int) -> None:
    """Let this process take so much more address space than it has, within the limit of all."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    pages = Path("/proc/self/statm")
    if pages.exists():
        held = int(pages.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (min(held + more, most), most))


def _say(words: dict[str, Any], answers: TextIO) -> None:
    """Answer, with the memory that it took."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    words = {"peak_kb": own, **words}
    answers.write(f"{json.dumps(words)}\n")
    answers.flush()


def _next_line() -> str:
    ready, _, _ = select.select([sys.stdin], [], [], IDLE_SECONDS)
    return sys.stdin.readline() if ready else ""


if __name__ == "__main__":
    main()
