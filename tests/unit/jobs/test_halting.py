"""Work in the background stands still while somebody waits for a page, and works on after it."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.jobs import halting
from engine.jobs.halting import Halting
from tests.support.waiting import wait_for

BUSY = "while True: pass"


@contextmanager
def child():
    """A process that is never done."""
    with subprocess.Popen([sys.executable, "-c", BUSY]) as busy:
        try:
            yield busy
        finally:
            busy.kill()


def stands(process):
    """Whether the system holds a process still."""
    return Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def test_a_child_stands_still_for_a_moment():
    with child() as busy:
        halts = Halting()
        halts.halt([busy])
        wait_for(lambda: stands(busy))
        wait_for(lambda: not stands(busy))


def test_each_answer_asked_for_makes_the_moment_longer(monkeypatch):
    monkeypatch.setattr(halting, "MOMENT", 0.6)
    with child() as busy:
        halts, end = Halting(), time.monotonic() + 1.2
        while time.monotonic() < end:
            halts.halt([busy])
            time.sleep(0.05)
            assert stands(busy)
        wait_for(lambda: not stands(busy))


def test_a_child_works_in_between_although_people_never_stop_asking(monkeypatch):
    monkeypatch.setattr(halting, "LONGEST", 0.3)
    with child() as busy:
        halts, seen = Halting(), []
        end = time.monotonic() + 2.0
        while time.monotonic() < end:
            halts.halt([busy])
            time.sleep(0.05)
            seen.append(stands(busy))
        assert seen[0]
        assert 0.2 < seen.count(False) / len(seen) < 0.95  # 1 s of 1.3 and the machine's delays


def test_who_joins_stands_still_with_the_others(monkeypatch):
    monkeypatch.setattr(halting, "MOMENT", 60.0)
    with child() as one, child() as other:
        halts = Halting()
        halts.halt([one])
        halts.halt([one, other])
        wait_for(lambda: stands(one) and stands(other))
        halts.let_on()
        wait_for(lambda: not stands(one) and not stands(other))


@pytest.mark.parametrize("children", [0, 1])
def test_nothing_runs_or_it_is_over(children):
    with child() as busy:
        busy.kill()
        busy.wait()
        Halting().halt([busy] * children)
