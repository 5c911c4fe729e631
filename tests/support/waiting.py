"""Waiting for what another thread or process does."""

from __future__ import annotations

import time
from pathlib import Path


def wait_for(what, seconds=60.0):
    """Until something holds; a failure where it does not in time."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.01)


def stands(pid):
    """Whether the system holds a process still."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"
