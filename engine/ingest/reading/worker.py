"""Reads workbooks and Parquet files in a process of its own: ``python -m``, a job a line."""

from __future__ import annotations

import json
import os
import resource
import select
import sys
from pathlib import Path
from typing import Any

from engine.errors import FileError
from engine.ingest.reading.formats import Format, NotATableError
from engine.ingest.reading.parcel import pack
from engine.ingest.reading.parquet import read_parquet
from engine.ingest.reading.source import Source
from engine.ingest.reading.workbook import read_workbook

IDLE_SECONDS = 300
"""Without a job for so long, the process ends; the next job starts another."""
LARGE_BYTES = 5_000_000
"""After a file above this size the process ends, and gives all its memory back."""
MEGABYTE = 1_000_000


def main() -> None:
    """Take jobs from standard input until it is closed, one answer a line on standard output."""
    memory = int(sys.argv[1]) * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    while line := _next_line():
        job = json.loads(line)
        answers.write(f"{json.dumps(answer(job))}\n")
        answers.flush()
        if Path(job["path"]).stat().st_size > LARGE_BYTES:
            break


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


def _next_line() -> str:
    ready, _, _ = select.select([sys.stdin], [], [], IDLE_SECONDS)
    return sys.stdin.readline() if ready else ""


if __name__ == "__main__":
    main()
