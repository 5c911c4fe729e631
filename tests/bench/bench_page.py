"""Sliders of three pages in a real browser, against the least that a slider can do.

From the key press that moves the slider until the message that ends the run has arrived, the
script is idle, and neither text nor canvases have changed for two frames. The plain app has one
slider and one metric, under the same server settings, in the same run; each press of the one is
followed by a press of the other, so that a slow moment of the machine meets both. It is Streamlit
as it comes: its messages wait for acknowledgements, as ours do not (``pages/_shared/prompt.py``).
"""

from __future__ import annotations

import json
import platform
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error as PlaywrightError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from engine import sample
from engine.ingest.load import load
from engine.store.workspace import Workspace
from tests.bench.worlds import large_workspace
from tests.support import chromium
from tests.support.server import ROOT, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from playwright.sync_api import Browser, Page

    Figures = dict[str, float]

PRESSES = 40
WARM_UP = 5
BOUND = 4.0
PATIENCE = 60_000
"""Milliseconds that a press may take before the benchmark says that it does not end."""
SEARCH_PATIENCE = 300_000
"""Milliseconds until the search for territory designs must be over."""
LIMITS = ("Largest change against last year", "Largest distance from what the patch can give")
"""Sliders of Quotas, each beside the switch that turns its limit on."""
SLIDERS = {
    "what_if": ("what_if", "Growth on last year's quota"),
    "quotas change": ("quotas", LIMITS[0]),
    "quotas fairness": ("quotas", LIMITS[1]),
    "territories": ("territories", "How much to move"),
}
"""What is measured → its page and its slider."""

HERE = Path(__file__).parent
REST = (HERE / "rest.js").read_text(encoding="utf-8")


def watching() -> str:
    """Script that notes runs and drawing, with the numbers of the messages' fields filled in."""
    numbers = {
        "SCRIPT_FINISHED": ForwardMsg.DESCRIPTOR.fields_by_name["script_finished"].number,
        "RERUN_SCRIPT": BackMsg.DESCRIPTOR.fields_by_name["rerun_script"].number,
        "CUT_SHORT": ForwardMsg.FINISHED_EARLY_FOR_RERUN,
    }
    constants = "".join(f"const {name} = {number};\n" for name, number in numbers.items())
    return f"(() => {{\n{constants}{(HERE / 'watch.js').read_text(encoding='utf-8')}}})();"


def press(page: Page, label: str, key: str) -> float:
    """
    Move a slider by one step; milliseconds until the page is at rest.

    Raises
    ------
    SystemExit
        If no run was asked for, none ended, or nothing was drawn: a sentence instead of a hang.
    """
    slider = page.get_by_role("slider", name=label).first
    slider.focus()
    page.evaluate(f"() => {{ window.__took = ({REST})({PATIENCE}); }}")
    page.keyboard.press(key)
    try:
        return float(page.evaluate("() => window.__took"))
    except PlaywrightError as error:
        raise SystemExit(f"“{label}” was moved: {error.message}") from error


def enter(browser: Browser, address: str, label: str) -> Page:
    """Open a page that knows when its canvases are drawn on, and wait until nothing runs."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.add_init_script(watching())
    page.goto(address)
    if label in LIMITS:
        tighten(page, label)
    page.get_by_role("slider", name=label).first.wait_for(timeout=SEARCH_PATIENCE)
    search = page.get_by_text("Stop and keep the best")
    search.first.wait_for(state="detached", timeout=SEARCH_PATIENCE)
    chromium.settle(page)
    return page


def tighten(page: Page, label: str) -> None:
    """Switch a limit on and let it begin where it binds everybody: at the slider's low end."""
    page.get_by_text(label).first.wait_for(timeout=SEARCH_PATIENCE)
    chromium.settle(page)
    slider = page.get_by_role("slider", name=label).first
    if not slider.count():
        page.get_by_text(label).first.click()
    slider.focus()
    page.keyboard.press("Home")
    chromium.settle(page)


def turned(page: Page, label: str, key: str) -> str:
    """The key to press next: the other one where the slider has come to its end."""
    slider = page.get_by_role("slider", name=label).first
    value, low, high = slider.evaluate("s => [s.value, s.min, s.max].map(Number)")
    if value == high:
        return "ArrowLeft"
    return "ArrowRight" if value == low else key


def paired(page: Page, label: str, plain: Page) -> tuple[list[float], list[float]]:
    """
    Milliseconds of each press, the page's and the plain one's, in turn.

    The slider moves up as far as it goes: on What-if and Quotas all the way, so that no result
    is one that was kept from before. Territories has few designs, all found beforehand.
    """
    ours: list[float] = []
    least: list[float] = []
    key = "ArrowRight"
    for _ in range(PRESSES + WARM_UP):
        page.bring_to_front()
        key = turned(page, label, key)
        ours.append(press(page, label, key))
        plain.bring_to_front()
        least.append(press(plain, "Plain", "ArrowRight"))
    return ours[WARM_UP:], least[WARM_UP:]


def p95(times: list[float]) -> float:
    """95th percentile, milliseconds."""
    return statistics.quantiles(times, n=20)[-1]


def sample_workspace(folder: Path) -> Path:
    """Workspace that holds the sample company."""
    extracts = folder / "extracts"
    extracts.mkdir(parents=True)
    load(Workspace(folder / "workspace"), sample.write(extracts))
    return folder / "workspace"


def big_workspace(folder: Path) -> Path:
    """Workspace of 2,000 reps with 50,000 accounts."""
    large_workspace(folder / "workspace", reps=2_000, accounts=50_000)
    return folder / "workspace"


def measured(build: Callable[[Path], Path], names: Sequence[str]) -> dict[str, Figures]:
    """Figures of the named pages on one company, each beside a plain app of its own."""
    found = {}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        place = Path(folder)
        workspace = build(place)
        app = stack.enter_context(serving(ROOT / "app.py", workspace, place / "app.log"))
        least = stack.enter_context(
            serving(ROOT / "tests/bench/plain_metric.py", workspace, place / "plain.log")
        )
        browser = stack.enter_context(chromium.browser())
        for name in names:
            path, label = SLIDERS[name]
            page, plain = enter(browser, f"{app}/{path}", label), enter(browser, least, "Plain")
            found[name] = compared(*paired(page, label, plain))
            page.context.close()
            plain.context.close()
    return found


def compared(ours: list[float], least: list[float]) -> Figures:
    """Middles and 95th percentiles of both, and the ratio of the latter."""
    return {
        "p50": statistics.median(ours),
        "p95": p95(ours),
        "plain_p50": statistics.median(least),
        "plain_p95": p95(least),
        "ratio": p95(ours) / p95(least),
    }


def main() -> None:
    """Measure both companies, print a table and one line of JSON."""
    companies = {
        "sample company": (sample_workspace, tuple(SLIDERS)),
        "2,000 reps": (big_workspace, ("what_if", "quotas change", "quotas fairness")),
    }
    results: dict[str, dict[str, Figures]] = {}
    head = f"{'p50 ms':>8}{'p95 ms':>8}{'plain p50':>11}{'plain p95':>11}{'ratio':>7}"
    print(f"{'company':<16}{'slider':<17}{head}")
    for company, (build, names) in companies.items():
        results[company] = measured(build, names)
        for name, found in results[company].items():
            row = "{p50:>8.0f}{p95:>8.0f}{plain_p50:>11.0f}{plain_p95:>11.0f}{ratio:>7.2f}"
            print(f"{company:<16}{name:<17}" + row.format(**found), flush=True)
    met = all(one["ratio"] <= BOUND for found in results.values() for one in found.values())
    told = {"bench": "page", "bound": BOUND, "met": met, "machine": platform.machine()}
    print(json.dumps({**told, **results}))


if __name__ == "__main__":
    main()
