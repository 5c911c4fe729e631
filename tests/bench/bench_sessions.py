"""Fifty visits to one served app that move sliders of What-if without a pause, on two cores.

Each visit speaks the app's own websocket, and moves one of three sliders anywhere on its range as
soon as the move before is answered. So nearly every answer is one that nobody has computed yet.
"""

from __future__ import annotations

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

from tests.bench.bench_page import sample_workspace
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


def main() -> None:
    """Print what 50 visits meet on the sample company, and one line of JSON."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        found = measured(sample_workspace(folder), folder)
    print(f"{SESSIONS} visits, {SECONDS:.0f} s, sample company")
    print(f"{found['reruns_a_second']:.1f} reruns a second (bound {FASTEST:.0f})")
    print(f"p50 {found['p50_s']:.2f} s, p95 {found['p95_s']:.2f} s (bound {SLOWEST})")
    print(f"{found['cpu_ms_a_rerun']:.1f} ms of processor time a rerun")
    print(f"{found['mb_a_visit']:.2f} MB a visit (bound {MOST_MB:.0f})")
    print(f"{found['mb_at_most']:.0f} MB resident at most")
    met = (
        found["reruns_a_second"] >= FASTEST
        and found["p95_s"] < SLOWEST
        and found["mb_a_visit"] < MOST_MB
    )
    print(json.dumps({"bench": "sessions", "met": met, "machine": platform.machine(), **found}))


if __name__ == "__main__":
    main()
