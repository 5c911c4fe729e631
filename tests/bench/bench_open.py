"""First open of What-if over a saved workspace, in a browser that never saw the app.

The server began five seconds before and works ahead as it comes. From the address until the
script is idle and the three pairs are drawn; each time a new server and a new browser context.
"""

from __future__ import annotations

import json
import platform
import tempfile
import time
from pathlib import Path

from tests.bench.bench_page import big_workspace, sample_workspace
from tests.support import chromium
from tests.torture.soak import served

BOUND = 3.0
"""Seconds that a first open may take."""
AHEAD = 5.0
"""Seconds between the server's start and the visit."""
ROUNDS = 3
CHARTS = 3
DRAWN = f"""() => {{
  const drawn = [...document.querySelectorAll("canvas")].filter((one) => one.width > 0);
  return drawn.length >= {CHARTS};
}}"""


def opened(workspace: Path, folder: Path) -> float:
    """Seconds until What-if stands with its charts."""
    with chromium.browser() as browser, served(workspace, folder) as (address, _):
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        time.sleep(AHEAD)
        began = time.monotonic()
        page.goto(f"{address}/what_if")
        page.wait_for_function(DRAWN, timeout=60_000)
        chromium.settle(page)
        return time.monotonic() - began


def main() -> None:
    """Open both companies, print a table and one line of JSON."""
    found: dict[str, list[float]] = {}
    print(f"{'company':<16}{'seconds until What-if stands':<30}{'bound':>6}")
    for company, build in (("sample company", sample_workspace), ("2,000 reps", big_workspace)):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            workspace = build(folder)
            found[company] = [opened(workspace, folder) for _ in range(ROUNDS)]
        took = ", ".join(f"{one:.2f}" for one in found[company])
        print(f"{company:<16}{took:<30}{BOUND:>6.1f}", flush=True)
    met = all(max(took) < BOUND for took in found.values())
    print(json.dumps({"bench": "open", "met": met, "machine": platform.machine(), **found}))


if __name__ == "__main__":
    main()
