"""Pictures of every page on the sample company: wide, phone and dark."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from pages._shared.registry import present
from tests.support import chromium
from tests.support.server import ROOT, serving

PICTURES = ROOT / "build" / "screenshots"
README_PICTURE = ROOT / "data" / "pictures" / "what-if.png"
VIEWS = {
    "wide": (1440, 900, "light"),
    "dark": (1440, 900, "dark"),
    "phone": (390, 844, "light"),
}


def main() -> None:
    """Open the sample company, then take each page in each view."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium.browser() as browser:
        place = Path(folder)
        with serving(ROOT / "app.py", place / "workspace", place / "app.log") as address:
            first = browser.new_page()
            first.goto(address)
            chromium.settle(first)
            first.get_by_role("button", name="Open the sample company").click()
            first.wait_for_url("**/baseline**", timeout=120_000)
            for name, (width, height, scheme) in VIEWS.items():
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme
                )
                take(context.new_page(), address, name)
                context.close()
    shutil.copyfile(PICTURES / "what_if-wide.png", README_PICTURE)


def take(page, address: str, view: str) -> None:
    """Take every page in one view."""
    for entry in present():
        page.goto(address if entry.key == "start" else f"{address}/{entry.key}")
        chromium.settle(page)
        page.get_by_text("Stop and keep the best").wait_for(state="detached", timeout=120_000)
        page.wait_for_timeout(700)
        page.screenshot(path=PICTURES / f"{entry.key}-{view}.png")


if __name__ == "__main__":
    main()
