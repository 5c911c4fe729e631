"""A Chromium and a server of the sample company for all walks; a fresh context for each person."""

from __future__ import annotations

import os
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.support import chromium
from tests.support.server import ROOT, serving

expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong
HOW = "no Chromium found; apt-get install chromium brings one"


def pytest_collection_modifyitems(items):
    """Mark every test here; skip them, with the way to have them, where no Chromium is found."""
    required = os.environ.get("EVENFIELD_REQUIRE_BROWSER") == "1"
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            if chromium.found() is None and not required:
                item.add_marker(pytest.mark.skip(reason=HOW))


@pytest.fixture(scope="session")
def running():
    """Chromium for the whole session."""
    with chromium.browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The real app over an empty workspace."""
    with _served(tmp_path_factory) as url:
        yield url


@pytest.fixture(scope="session")
def company(running, tmp_path_factory):
    """The real app where somebody opened the sample company with its one click."""
    with _served(tmp_path_factory) as url:
        context = running.new_context()
        refused = chromium.refuse_other_hosts(context)
        page = context.new_page()
        page.goto(url)
        chromium.settle(page)
        page.get_by_role("button", name="Open the sample company").click()
        expect(page.get_by_role("heading", name="Where do we stand?")).to_be_visible(timeout=60_000)
        chromium.settle(page)
        context.close()
        assert refused == []
        yield url


@contextmanager
def _served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    with serving(ROOT / "app.py", folder / "workspace", folder / "server.log") as url:
        yield url


@pytest.fixture
def person(running):
    """Open a browser of one's own, at any size; nothing may leave this machine."""
    contexts = []

    def enter(width: int = 1440, height: int = 900, scheme: str = "light"):
        context = running.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            accept_downloads=True,
        )
        refused = chromium.refuse_other_hosts(context)
        contexts.append((context, refused))
        return context.new_page()

    yield enter
    for context, refused in contexts:
        context.close()
        assert refused == []
