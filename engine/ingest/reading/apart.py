"""Files that only a library can read, read in a process that may run out of time or memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING, Any

import engine
from engine.errors import FileError
from engine.ingest.reading.formats import Format, NotATableError
from engine.ingest.reading.parcel import unpack
from engine.settings import settings

if TYPE_CHECKING:
    from engine.ingest.reading.source import Source
    from engine.ingest.types import RawTable

APART = (Format.XLSX, Format.XLS, Format.PARQUET)
"""Formats whose libraries run native code over whatever a file says."""

_QUIET = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RUST_BACKTRACE": "0"}
"""No threads that a fork would lose; and a reader that breaks says so at once."""
_AT_A_LIMIT = (-signal.SIGALRM, -signal.SIGKILL, -signal.SIGABRT)
"""How a process ends whose time is up, or whose library was given no more memory."""
GRACE_SECONDS = 10
"""To start, and to say that the limit of time was reached, which the process keeps itself."""


def read_apart(source: Source, kind: Format, spool: Path) -> tuple[RawTable, ...]:
    """
    Read a file in the reading process, which is started if need be and ended if it fails.

    Raises
    ------
    FileError
        If the file cannot be read, takes more time or memory than one may, or met a fault of ours.
    OSError
        If the machine does not give what it takes, such as room on the disk.
    """
    job = {
        "path": str(source.path),
        "file": source.file,
        "member": source.member,
        "kind": kind.value,
        "spool": str(spool),
    }
    answer = _READING.ask(json.dumps(job))
    if answer is None or "memory" in answer or answer.get("ended") in _AT_A_LIMIT:
        chosen = settings()
        raise FileError(
            f"{source.label} takes more than {chosen.limit_file_seconds:,} seconds or "
            f"{chosen.limit_reader_mb:,} MB to read, or is made to break its reader.",
            "Export it as CSV, bring it in smaller parts, or raise EVENFIELD_LIMIT_FILE_SECONDS "
            "or EVENFIELD_LIMIT_READER_MB.",
        )
    if "broke" in answer or "ended" in answer:
        raise FileError(
            f"{source.label} is damaged, or is made to break its reader.",
            "Open it in the program that wrote it, save it again and bring that.",
        )
    if "machine" in answer:
        raise OSError(*answer["machine"])
    if "ours" in answer:
        raise FileError(
            f"{source.label} could not be read: something went wrong in Evenfield itself.",
            "The file may well be sound. Whoever runs Evenfield finds this in its log as error "
            f"{answer['ours']}.",
        )
    if "no_table" in answer:
        raise NotATableError(*answer["no_table"])
    if "refused" in answer:
        raise FileError(*answer["refused"])
    return unpack(answer["tables"])


def prepare() -> None:
    """Start the reading process, so that it is there when the first file is."""
    _READING.start()


class _Reading:
    """The reading process: one for each process that asks, one file at a time."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._process: subprocess.Popen[str] | None = None
        self._under = ""

    def start(self) -> None:
        """Start it unless it runs under the settings in force."""
        with self._turn:
            self._running()

    def ask(self, job: str) -> dict[str, Any] | None:
        """Answer to a job; ``None`` where the process came to an end or to its limits over it."""
        with self._turn:
            for _ in range(2):
                process = self._running()
                line = _told(process, job)
                if line.endswith("\n"):
                    answer: dict[str, Any] = json.loads(line)
                    return answer
                self._end()
                if process.returncode:  # else it had ended by itself, having been idle or large
                    break
        return None

    def _running(self) -> subprocess.Popen[str]:
        under = settings().model_dump_json()
        if self._process is not None and self._under != under:
            self._end()
        if self._process is None:
            self._process, self._under = _begun(), under
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _begun() -> subprocess.Popen[str]:
    home = Path(engine.__file__).parents[1]
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "engine.ingest.reading.worker"),
            *(str(settings().limit_reader_mb), str(settings().limit_file_seconds)),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=home,
        env={**os.environ, **_QUIET},
        encoding="utf-8",
    )


def _told(process: subprocess.Popen[str], job: str) -> str:
    """Line that the process answers with, empty or cut short where it ended instead."""
    if process.stdin is None or process.stdout is None:
        return ""
    watch = Timer(settings().limit_file_seconds + GRACE_SECONDS, process.kill)
    watch.start()
    try:
        process.stdin.write(f"{job}\n")
        process.stdin.flush()
        return process.stdout.readline()
    except BrokenPipeError:
        return ""
    finally:
        watch.cancel()


_READING = _Reading()
