"""The real app in a process of its own, on a free port, over a workspace of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(script: Path, workspace: Path, log: Path) -> Iterator[str]:
    """Serve a script with the project's settings, no work ahead of need; yield its address."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(script)),
        *("--server.port", str(port), "--server.headless", "true"),
    ]
    environment = {**os.environ, "EVENFIELD_WORKSPACE": str(workspace)}
    environment.setdefault("EVENFIELD_WORK_AHEAD", "false")
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    pause = Event()
    for _ in range(START_SECONDS * 10):
        if process.poll() is not None:
            raise RuntimeError(f"The app ended at once:\n{log.read_text(errors='replace')}")
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            pause.wait(0.1)
    raise RuntimeError(f"The app did not answer:\n{log.read_text(errors='replace')}")
