"""Waiting for what another thread or process does."""

from __future__ import annotations

import time


def wait_for(what, seconds=60.0):
    """Until something holds; a failure where it does not in time."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.01)
