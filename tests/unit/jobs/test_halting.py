"""Work in the background stands still while somebody waits for a page, and works on after it."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from engine.jobs import halting
from engine.jobs.halting import Halting
from tests.support.waiting import stands, wait_for

BUSY = "while True: pass"


@contextmanager
def child():
    """A process that is never done."""
    with subprocess.Popen([sys.executable, "-c", BUSY]) as busy:
        try:
            yield busy
        finally:
            busy.kill()


@pytest.fixture
def long(monkeypatch):
    """A moment that does not end by itself."""
    monkeypatch.setattr(halting, "MOMENT", 600.0)
    monkeypatch.setattr(halting, "LONGEST", 600.0)


def test_a_child_stands_still_for_a_moment():
    with child() as busy:
        halts = Halting()
        halts.halt([busy])
        wait_for(lambda: stands(busy.pid))
        wait_for(lambda: not stands(busy.pid))


def test_each_answer_asked_for_makes_the_moment_longer(monkeypatch):
    monkeypatch.setattr(halting, "MOMENT", 0.6)
    with child() as busy:
        halts, end = Halting(), time.monotonic() + 1.2
        while time.monotonic() < end:
            halts.halt([busy])
            time.sleep(0.05)
            assert stands(busy.pid)
        wait_for(lambda: not stands(busy.pid))


@pytest.mark.parametrize("apart", [0.02, 0.102], ids=["in-one-stretch", "just-after-each"])
def test_a_child_works_a_second_in_five_although_people_never_stop(monkeypatch, apart):
    monkeypatch.setattr(halting, "MOMENT", 0.1)
    monkeypatch.setattr(halting, "LONGEST", 0.3)
    with child() as busy:
        halts, seen = Halting(), []
        began = asked = time.monotonic()
        while (now := time.monotonic()) < began + 3.0:
            if now >= asked:
                halts.halt([busy])
                asked = now + apart
            time.sleep(0.01)
            seen.append(stands(busy.pid))
        assert seen[0]
        late = seen[len(seen) // 3 :]
        assert 0.13 < late.count(False) / len(late) < 0.6


@pytest.mark.usefixtures("long")
def test_who_joins_stands_still_with_the_others():
    with child() as one, child() as other:
        halts = Halting()
        halts.halt([one])
        halts.halt([one, other])
        wait_for(lambda: stands(one.pid) and stands(other.pid))
        halts.let_on()
        wait_for(lambda: not stands(one.pid) and not stands(other.pid))


@pytest.mark.usefixtures("long")
def test_one_alone_is_let_on():
    with child() as one, child() as other:
        halts = Halting()
        halts.halt([one, other])
        wait_for(lambda: stands(one.pid) and stands(other.pid))
        halts.let_on(one)
        wait_for(lambda: not stands(one.pid))
        assert stands(other.pid)


@pytest.mark.usefixtures("long")
def test_one_that_has_ended_does_not_keep_others_from_standing_still():
    with child() as ended, child() as busy:
        ended.kill()
        ended.wait()
        Halting().halt([ended, busy])
        wait_for(lambda: stands(busy.pid))
