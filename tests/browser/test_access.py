"""No rule of axe-core is broken seriously on any page, light or dark."""

from __future__ import annotations

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from pages._shared.registry import present
from tests.support import chromium

GRAVE = {"serious", "critical"}


@pytest.fixture(scope="module")
def page(running):
    """One browser for all pages: what is asked is the same for each of them."""
    context = running.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def broken(page, **options):
    """Rules broken seriously on a page as it stands, with the first places of each."""
    options = {"resultTypes": ["violations"], **options}
    found = Axe().run(page, options=options).response["violations"]
    return {
        rule["id"]: (rule["help"], [node["html"][:300] for node in rule["nodes"]][:3])
        for rule in found
        if rule["impact"] in GRAVE
    }


@pytest.mark.parametrize("key", [entry.key for entry in present()])
def test_no_page_breaks_a_rule_seriously(company, page, key):
    page.emulate_media(color_scheme="light")
    page.goto(company if key == "start" else f"{company}/{key}")
    chromium.settle(page)
    assert broken(page) == {}, "light"
    page.emulate_media(color_scheme="dark")
    chromium.settle(page)
    background = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    page.wait_for_function(f"{background} === 'rgb(20, 24, 27)'")
    end = time.monotonic() + 5
    # Dark differs in its colours alone. Texts may be repainted after the page behind them; what
    # is broken stays broken.
    while (found := broken(page, runOnly=["color-contrast"])) and time.monotonic() < end:
        page.wait_for_timeout(250)
    assert found == {}, "dark"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_is_broken_before_a_room(company, page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{company}/what_if?presenter=true")
    chromium.settle(page)
    expect(page.get_by_role("button", name="Unlock the levers")).to_be_visible()
    assert broken(page) == {}


def test_a_rule_that_is_broken_is_found(page, company):
    page.goto(company)
    chromium.settle(page)
    page.evaluate("document.body.append(document.createElement('button'))")
    assert "button-name" in broken(page)
