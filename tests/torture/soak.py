"""Many visits at once to one served app: no error, no leak, and sliders that answer.

``python -m tests.torture.soak [SECONDS [SESSIONS]]``: the visits upload, load, slide and save.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.store.workspace import Workspace
from tests.support.server import ROOT, _wait, free_port
from tests.torture.line import HEAD, Line, printed
from tests.torture.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

SECONDS, SHORT, SESSIONS = 600.0, 30.0, 50
"""Seconds of a whole run and of less; visits at once."""
SLOWEST = 1.5
"""Seconds within which 95 of 100 moves of a slider have to be answered."""
PAUSE = 8.0
"""Seconds that a person looks before moving a slider again, on average."""
ROUND = 30
"""Moves of a slider between two saves, and between two uploads; a visit begins anywhere in it."""
COMPANIES = 5
"""Different uploads, so that snapshots are shared by some and not by all."""
GROWN_MB, GROWN_THREADS, GROWN_FILES = 60, 8, 20
"""What may come on top between the end of the first third and the end of all."""
GROWTH = "what_if.lever.quota.growth"


@dataclass(slots=True)
class Seen:
    """What the visits did and met, and what the server held meanwhile."""

    sliders: list[float] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)
    saved: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)
    held: list[tuple[float, float, int, int]] = field(default_factory=list)
    """Seconds since the start, megabytes resident, threads, temporary files."""
    cpu_before: float = 0.0
    """Processor seconds of the server when all pages were open."""


@contextmanager
def served(workspace: Path, folder: Path) -> Iterator[tuple[str, int]]:
    """Serve the app on two cores; yield its address and process."""
    port, temporary = free_port(), folder / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    options = ["--server.port", str(port), "--server.headless", "true"]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *options]
    own = {"EVENFIELD_WORKSPACE": str(workspace), "TMPDIR": str(temporary)}
    threads = {"OPENBLAS_NUM_THREADS": "1"}  # as make run sets
    log = folder / "server.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **own, **threads},
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", process, log)
            os.sched_setaffinity(process.pid, sorted(os.sched_getaffinity(0))[:2])
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()


def deals(company: int) -> bytes:
    """Deals of one of a few small companies."""
    rows = (
        f"D{n},Rep {n % 12},{1_000 + 50 * n + company},"
        f"{'Closed Lost' if n % 4 == 0 else 'Closed Won'},{2024 + n % 2}-{1 + n % 12:02d}-15\n"
        for n in range(400)
    )
    return ("Opportunity ID,Opportunity Owner,Amount,Stage,Close Date\n" + "".join(rows)).encode()


async def furnish(address: str, seen: Seen) -> None:
    """Let one visit after another bring a company, so that there is something to slide over."""
    for number in range(COMPANIES):
        visitor = Visitor(address)
        await visitor.enter()
        await _bring(visitor, number, seen)
        await visitor.leave()
        seen.troubles += visitor.troubles


async def work(visitor: Visitor, number: int, seen: Seen, end: float) -> None:
    """Slide, save, slide, upload and load, over and over, until the time is over."""
    chance = random.Random(number)
    move = chance.randrange(ROUND)
    while (pause := chance.expovariate(1 / PAUSE)) < end - time.monotonic():
        await asyncio.sleep(pause)
        await slide(visitor, chance, seen)
        move += 1
        if move % ROUND == ROUND // 2:
            await _save(visitor, f"visit {number}, {len(seen.saved)}", seen)
        elif move % ROUND == 0:
            await _bring(visitor, number, seen)
            await visitor.open("what_if")


async def _bring(visitor: Visitor, number: int, seen: Seen) -> None:
    """Upload deals and load them."""
    await visitor.open("data")
    place = next(key for key in reversed(visitor.drawn) if key.startswith("data.upload."))
    began = time.monotonic()
    await visitor.bring(place, "deals.csv", deals(number % COMPANIES))
    await visitor.turn("data.load", trigger_value=True)
    seen.loads.append(time.monotonic() - began)


async def slide(visitor: Visitor, chance: random.Random, seen: Seen) -> None:
    """Move one slider and wait for the answer."""
    began = time.monotonic()
    await visitor.turn(GROWTH, double_array_value=[round(chance.uniform(0, 30), 1)])
    seen.sliders.append(time.monotonic() - began)


async def _save(visitor: Visitor, name: str, seen: Seen) -> None:
    await visitor.turn("what_if.more_actions", bool_value=True)
    await visitor.turn("what_if.name", string_value=name)
    await visitor.turn("what_if.save_new", trigger_value=True)
    seen.saved.add(name)


async def visits(
    address: str,
    server: int,
    sessions: int,
    seconds: float,
    doing: Callable[[Visitor, int, Seen, float], Awaitable[None]],
    folder: Path,
    seen: Seen,
) -> None:
    """Let all visits work at once, and look at the server every second."""
    visitors = [Visitor(address) for _ in range(sessions)]
    for visitor in visitors:
        await visitor.enter()
        await visitor.open("what_if")
        seen.held.append((0.0, *holding(server, folder)))
    seen.held.append((0.0, *holding(server, folder)))
    began, seen.cpu_before = time.monotonic(), cpu_seconds(server)
    watch = asyncio.create_task(_watch(server, seen, began, folder))
    done = await asyncio.gather(
        *(doing(v, n, seen, began + seconds) for n, v in enumerate(visitors)),
        return_exceptions=True,
    )
    watch.cancel()
    for visitor, end in zip(visitors, done, strict=True):
        seen.troubles += visitor.troubles
        seen.troubles += [f"a visit ended: {end!r}"] if end is not None else []
        await visitor.leave()


async def _watch(server: int, seen: Seen, began: float, folder: Path) -> None:
    while True:
        seen.held.append((time.monotonic() - began, *holding(server, folder)))
        await asyncio.sleep(1)


def holding(server: int, folder: Path) -> tuple[float, int, int]:
    """Megabytes resident and threads of the server, and files in its temporary folder."""
    lines = Path(f"/proc/{server}/status").read_text().splitlines()
    found = dict(line.split(":", 1) for line in lines)
    # Unlike a glob, a walk passes over a folder that goes while it is on its way there.
    files = sum(len(names) for *_, names in os.walk(folder / "tmp"))
    return int(found["VmRSS"].split()[0]) / 1_000, int(found["Threads"]), files


def cpu_seconds(server: int) -> float:
    """Processor time that the server has taken."""
    user, system = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def lines(share: float, folder: Path) -> Iterator[Line]:
    """Ten minutes of visits in a whole run, half a minute in less."""
    yield from soaked(SECONDS if share >= 1 else SHORT, SESSIONS, folder)


def soaked(seconds: float, sessions: int, folder: Path) -> Iterator[Line]:
    """Serve an empty workspace, let the visits work, and say what went wrong or grew."""
    workspace = folder / "w"
    with served(workspace, folder) as (address, server):
        seen = Seen()
        asyncio.run(furnish(address, seen))
        asyncio.run(visits(address, server, sessions, seconds, work, folder, seen))
    kept = {one.name for one in Workspace(workspace).catalogue.scenarios()}
    lost = [f"“{name}” was saved and is not there" for name in seen.saved - kept]
    told = [*seen.troubles, *lost, *grown(seen, seconds)]
    held = [mb for _, mb, *_ in seen.held]
    peak = float(np.quantile(held, 0.99)), max(held)
    name = f"soak: {sessions} visits, {seconds:.0f} s, sliders"
    yield replace(_line(name, seen.sliders, told, SLOWEST), peak_mb=peak)
    yield _line("soak: upload and load", seen.loads, [], None)
    yield Line("soak: saves", len(seen.saved), len(lost))


def grown(seen: Seen, seconds: float) -> list[str]:
    """What was more at the end than after the first third: the highest of either minute."""
    third = [held for at, *held in seen.held if seconds / 3 <= at <= seconds * 2 / 3]
    last = [held for at, *held in seen.held if at >= seconds * 2 / 3]
    if not third or not last:
        return ["the server was not looked at"]
    names = ("MB", "threads", "temporary files")
    most = (GROWN_MB, GROWN_THREADS, GROWN_FILES)
    before, after = (np.array(part).max(axis=0) for part in (third, last))
    return [
        f"{name} grew from {b:,.0f} to {a:,.0f}"
        for name, b, a, limit in zip(names, before, after, most, strict=True)
        if a - b > limit
    ]


def _line(name: str, took: list[float], faults: list[str], slowest: float | None) -> Line:
    if slowest is not None and took and float(np.quantile(took, 0.95)) > slowest:
        faults = [*faults, f"p95 is {np.quantile(took, 0.95):.2f} s"]
    spread = (float(np.quantile(took, 0.99)), max(took)) if took else None
    return Line(name, len(took), len(faults), spread, None, tuple(faults[:20]))


if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="python -m tests.torture.soak", description=__doc__)
    asked.add_argument("seconds", nargs="?", type=float, default=SECONDS)
    asked.add_argument("sessions", nargs="?", type=int, default=SESSIONS)
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory() as own:
        print(HEAD)
        for one in soaked(wanted.seconds, wanted.sessions, Path(own)):
            print(printed(one), *one.faults, sep="\n", flush=True)
