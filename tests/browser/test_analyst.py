"""An analyst's walk: four files, one column put right, loaded, read, and a bad file refused."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from tests.support import chromium

FILES = {
    "deals.csv": "Opportunity ID,Opportunity Owner,Amount,Stage,Close Date,Created Date\n"
    + "".join(
        f"D{i},{'Ana Ruiz' if i % 2 else 'Ben Carter'},{1000 + 100 * i},"
        f"{'Closed Lost' if i % 5 == 0 else 'Closed Won'},2025-{1 + i % 12:02d}-15,2025-01-02\n"
        for i in range(40)
    ),
    "people.csv": "Employee ID,Name,Job Title,Hire Date,Birth Date\n"
    "1,Ana Ruiz,Account Executive,2020-01-02,1990-05-06\n"
    "2,Ben Carter,Account Executive,2021-02-03,1991-06-07\n",
    "quotas.csv": "rep_id,period_start,period_end,amount\n"
    "1,2025-01-01,2025-12-31,60000\n2,2025-01-01,2025-12-31,50000\n",
    "customers.csv": "Account ID,Account Name,Account Owner,Yearly pot\n"
    "A1,Acme,Ana Ruiz,90000\nA2,Bolt,Ben Carter,40000\n",
}


@pytest.fixture
def files(tmp_path):
    """Four small extracts on disk."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in FILES]


def drop(page, paths):
    """Put files on the page's drop zone and wait until they were looked at."""
    page.locator("input[type=file]").first.set_input_files(paths)
    chromium.settle(page)


def test_four_files_are_recognised_corrected_loaded_and_read(address, person, files):
    page = person()
    sent = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    page.goto(f"{address}/data")
    chromium.settle(page)
    drop(page, files)
    expect(page.get_by_role("heading", name="4 files and sheets, 4 recognised")).to_be_visible(
        timeout=30_000
    )
    send_the_fourth_column_to_potential(page, sent)
    page.get_by_role("button", name="Confirm and load").press("Enter")
    expect(page.get_by_text("What was loaded")).to_be_visible(timeout=60_000)
    chromium.settle(page)
    expect(page.get_by_text("Birth Date").first).to_be_visible()

    page.goto(f"{address}/baseline")
    chromium.settle(page)
    expect(page.get_by_text("Reps at quota").first).to_be_visible()
    expect(page.get_by_text("How uneven patches are in potential").first).to_be_visible()


def send_the_fourth_column_to_potential(page, sent):
    """
    Open the customers' card and choose where “Yearly pot” goes, by the keyboard.

    ``sent`` grows with each message from the page to the app.
    """
    card = page.locator("details", has_text="customers.csv")
    if card.get_attribute("open") is None:
        card.locator("summary").click()
    expect(card).to_have_attribute("open", "")
    chromium.settle(page)
    grid = card.locator(".dvn-scroller").first
    width = grid.bounding_box()["width"]
    row, fourth = 35, 3
    # A card slides open: Playwright's own click waits until the grid stands still.
    grid.click(position={"x": width * 0.3, "y": row + row * fourth + row / 2})
    expect(card.locator("[role=gridcell][aria-selected=true]")).to_have_count(1)
    page.keyboard.press("Enter")
    choices = page.locator("#portal")
    expect(choices).not_to_be_empty()
    page.keyboard.type("Account: potential")
    expect(choices.get_by_text("Account: potential").last).to_be_visible()
    before = len(sent)
    page.keyboard.press("Enter")
    end = time.monotonic() + 30
    while len(sent) == before:  # the editor sends an edit after a pause that no element shows
        assert time.monotonic() < end
        page.wait_for_timeout(50)
    chromium.settle(page)


def test_a_file_that_cannot_be_read_is_a_sentence(address, person, tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04" + bytes(300))
    page = person()
    page.goto(f"{address}/data")
    chromium.settle(page)
    drop(page, [broken])
    expect(page.get_by_text("broken.xlsx").first).to_be_visible(timeout=30_000)
    expect(page.get_by_text("broken.xlsx is damaged or was cut short.")).to_be_visible()
    assert page.get_by_text("Traceback").count() == 0
