"""However many people move levers at once, two scenarios are computed at a time."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from engine.model.scenario import Scenario
from pages._shared import redesigns, runs


def test_all_possible_years_are_computed_with_two_at_a_time(monkeypatch):
    at_once, most, done, lock = 0, 0, 0, Lock()

    def evaluated(*_):
        nonlocal at_once, most, done
        with lock:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.02)
        with lock:
            at_once -= 1
            done += 1
            return done

    for name in ("_basis", "_draws"):
        monkeypatch.setattr(runs, name, lambda *_: None)
    monkeypatch.setattr(redesigns, "redesigned", lambda *_: None)
    monkeypatch.setattr(runs, "evaluate", evaluated)
    with ThreadPoolExecutor(12) as people:
        asked = [("f", "s", "FY2026", f"levers {n}", "", "e", Scenario("A")) for n in range(12)]
        found = list(people.map(lambda one: runs._result(*one), asked))
    assert sorted(found) == list(range(1, 13))
    assert most == 2
