"""Debian's Chromium, driven without any download and without a network."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Route

IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
]


def found() -> str | None:
    """Path of a Chromium, ``None`` where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found(), args=FLAGS)
        yield running
        running.close()


def refuse_other_hosts(context: BrowserContext) -> list[str]:
    """Block every request that leaves this machine; return the list that fills with them."""
    refused: list[str] = []

    def judge(route: Route) -> None:
        address = route.request.url
        if urlsplit(address).hostname in {"127.0.0.1", "localhost", None}:
            route.continue_()
        else:
            refused.append(address)
            route.abort()

    context.route("**/*", judge)
    return refused


def settle(page: Page) -> None:
    """Wait until the script has run and nothing on the page is stale."""
    page.wait_for_selector(IDLE, timeout=60_000)
    page.wait_for_function(
        "() => !document.querySelector('[data-stale=true]')"
        " && !document.querySelector('[data-testid=stSkeleton]')"
    )
    page.wait_for_selector(IDLE, timeout=60_000)
