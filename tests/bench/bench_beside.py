"""What-if while a search for territory designs runs in the same server, against What-if alone.

The search has no end. It is halted before every other press, so that a slow moment of the machine
meets both; the browser shares the machine with server and search. The server lets the search on a
moment after each press, so a press alone counts as one only while it takes less than that.
"""

from __future__ import annotations

import json
import os
import platform
import signal
import statistics
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from engine.jobs.halting import MOMENT
from tests.bench.bench_page import SLIDERS, WARM_UP, enter, p95, press, sample_workspace, turned
from tests.support import chromium
from tests.support.server import ROOT, serving
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

PRESSES = 90
BOUND = 1.3
BEFORE = 0.15
"""Seconds that the search runs, or stands still, before a press."""
SEARCH = b"engine.jobs.worker"


def searches() -> list[int]:
    """Processes that search."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += [int(place.parent.name)] if SEARCH in place.read_bytes() else []
        except OSError:
            continue  # it has ended meanwhile
    return found


def walk(page: Page, label: str, search: int) -> dict[str, list[float]]:
    """Milliseconds of each press, with the search halted and running."""
    took: dict[str, list[float]] = {"alone": [], "beside a search": []}
    key = "ArrowRight"
    for _ in range(WARM_UP + PRESSES):
        for name, state in zip(took, (signal.SIGSTOP, signal.SIGCONT), strict=True):
            time.sleep(MOMENT)  # until the server has let the search on after the press before
            os.kill(search, state)
            time.sleep(BEFORE)
            key = turned(page, label, key)
            took[name].append(press(page, label, key))
    return {name: each[WARM_UP:] for name, each in took.items()}


def main() -> None:
    """Measure the sample company, print a table and one line of JSON."""
    os.environ["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as held:
        place, before = Path(folder), searches()
        workspace = sample_workspace(place)
        script = Path(__file__).with_name("searching_app.py")
        address = held.enter_context(serving(script, workspace, place / "app.log"))
        page_name, label = SLIDERS["what_if"]
        page = enter(held.enter_context(chromium.browser()), f"{address}/{page_name}", label)
        wait_for(lambda: set(searches()) - set(before))
        (search,) = set(searches()) - set(before)
        took = walk(page, label, search)
    middle, tail = ({k: f(v) for k, v in took.items()} for f in (statistics.median, p95))
    for name in took:
        print(f"{name:<18}middle {middle[name]:5.0f} ms   p95 {tail[name]:5.0f} ms")
    ratios = [each["beside a search"] / each["alone"] for each in (middle, tail)]
    print(f"ratio             middle {ratios[0]:5.2f}      p95 {ratios[1]:5.2f}   bound {BOUND}")
    met = max(ratios) <= BOUND and max(took["alone"]) < 1000 * MOMENT
    told = {"bench": "beside", "met": met, "machine": platform.machine()}
    print(json.dumps({**told, "middle": ratios[0], "p95": ratios[1]}))


if __name__ == "__main__":
    main()
