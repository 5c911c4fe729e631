"""Fifty visits to one served app that move sliders of What-if without a pause, on two cores.

Each visit speaks the app's own websocket, and moves one of three sliders anywhere on its range as
soon as the move before is answered. So nearly every answer is one that nobody has computed yet.
On the sample company the moves answered each second are what counts; on 2,000 reps with 50,000
accounts, where few draw-heavy answers are worked out at a time, it is the server's memory.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tests.bench.bench_page import big_workspace, sample_workspace
from tests.torture.soak import GROWTH, SESSIONS, SLOWEST, Seen, cpu_seconds, served, visits

if TYPE_CHECKING:
    from tests.torture.visitor import Visitor

SECONDS = 30.0
FASTEST = 60.0
"""Moves of a slider that have to be answered each second, all visits together."""
MOST_MB = 10.0
"""
Megabytes that a visit may hold beyond what all visits share.

All that came after the first visit had its page is counted, the answers kept for everybody too.
"""
MOST_RESIDENT_MB = 2_000.0
"""Megabytes that the server may hold with all visits at 2,000 reps."""
PACE = "reruns_a_second"
COMPANIES = {
    "sample": (sample_workspace, {PACE: FASTEST, "p95_s": SLOWEST, "mb_a_visit": MOST_MB}),
    "2000": (big_workspace, {"mb_at_most": MOST_RESIDENT_MB}),
}
"""Company → what makes it, and the bounds that hold there."""
WORDS = {
    PACE: "{:.1f} reruns a second",
    "p50_s": "p50 {:.2f} s",
    "p95_s": "p95 {:.2f} s",
    "cpu_ms_a_rerun": "{:.1f} ms of processor time a rerun",
    "mb_a_visit": "{:.2f} MB a visit",
    "mb_at_most": "{:,.0f} MB resident at most",
}
SLIDERS = (GROWTH, "what_if.lever.dial.follow", "what_if.lever.incentive.change.accelerator")


async def slide(visitor: Visitor, number: int, seen: Seen, end: float) -> None:
    """Move one slider after the other until the time is over."""
    chance = random.Random(number)
    while time.monotonic() < end:
        key = chance.choice(SLIDERS)
        _, slider = visitor.drawn[key]
        steps = round((slider.max - slider.min) / slider.step)
        to = slider.min + slider.step * chance.randint(0, steps)
        began = time.monotonic()
        await visitor.turn(key, double_array_value=[round(to, 6)])
        seen.sliders.append(time.monotonic() - began)


def measured(workspace: Path, folder: Path) -> dict[str, float]:
    """Let all visits slide over a workspace; what the server did and held."""
    seen = Seen()
    with served(workspace, folder) as (address, server):
        asyncio.run(visits(address, server, SESSIONS, SECONDS, slide, folder, seen))
        spent = cpu_seconds(server) - seen.cpu_before
    if seen.troubles:
        sys.exit(f"{len(seen.troubles)} went wrong, the first: {seen.troubles[0]}")
    first, most = seen.held[0][1], max(mb for _, mb, *_ in seen.held)
    p50, p95 = np.quantile(seen.sliders, [0.5, 0.95])
    return {
        "reruns_a_second": len(seen.sliders) / SECONDS,
        "p50_s": float(p50),
        "p95_s": float(p95),
        "cpu_ms_a_rerun": 1_000 * spent / len(seen.sliders),
        "mb_a_visit": (most - first) / (SESSIONS - 1),
        "mb_at_most": most,
    }


def kept(found: dict[str, float], bounds: dict[str, float]) -> bool:
    """Whether a company's bounds are kept: the pace is a least, all others are a most."""
    return all(
        found[name] >= bound if name == PACE else found[name] < bound
        for name, bound in bounds.items()
    )


def told(found: dict[str, float], bounds: dict[str, float]) -> list[str]:
    """Figures of a company in words, each beside its bound where it has one."""
    return [
        words.format(found[name]) + (f" (bound {bounds[name]:,g})" if name in bounds else "")
        for name, words in WORDS.items()
    ]


def main() -> None:
    """Print what 50 visits meet on each company, and one line of JSON."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench.bench_sessions")
    asked.add_argument("--reps", choices=COMPANIES, help="one company only: sample or 2000")
    only = asked.parse_args().reps
    results: dict[str, dict[str, float]] = {}
    met = True
    for company in [only] if only else COMPANIES:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            build, bounds = COMPANIES[company]
            found = results[company] = measured(build(folder), folder)
        met = met and kept(found, bounds)
        print(f"{SESSIONS} visits, {SECONDS:.0f} s, reps: {company}")
        print(*told(found, bounds), "", sep="\n", flush=True)
    print(json.dumps({"bench": "sessions", "met": met, "machine": platform.machine(), **results}))


if __name__ == "__main__":
    main()
