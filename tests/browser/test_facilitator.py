"""A facilitator's walk: sample company, baseline, a slider, save, compare, download, link."""

from __future__ import annotations

import re
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect
from pptx import Presentation
from python_calamine import CalamineWorkbook

from engine.scenarios.files import read_scenario
from tests.support import chromium

GROWTH = "Growth on last year's quota"


@pytest.fixture
def opened(company, person):
    """Someone who looks at the sample company's baseline."""
    page = person()
    page.goto(f"{company}/baseline")
    expect(page.get_by_role("heading", name="Where do we stand?")).to_be_visible()
    chromium.settle(page)
    return page


def go(page, group, label):
    """Walk to a page through the navigation."""
    page.get_by_role("button", name=group).first.click()
    page.get_by_role("menuitem", name=label).click()
    chromium.settle(page)


def push(page, label, steps):
    """Move a slider by the keyboard and wait until the page is at rest."""
    slider = page.get_by_role("slider", name=label).first
    slider.focus()
    for _ in range(steps):
        page.keyboard.press("ArrowRight")
    chromium.settle(page)


def test_the_baseline_says_where_the_company_stands(opened):
    sentence = opened.get_by_role("heading", name=re.compile("The company (made|booked)"))
    expect(sentence).to_contain_text("of reps made quota")
    for figure in ("Reps at quota", "The middle rep's result", "Quota dollars that fit"):
        expect(opened.get_by_text(figure).first).to_be_visible()
    assert opened.locator("canvas").count() >= 3


def test_two_people_who_open_the_sample_see_the_same_numbers(opened, company, person):
    other = person()
    other.goto(f"{company}/baseline")
    chromium.settle(other)
    heading = re.compile("The company (made|booked)")
    mine = opened.get_by_role("heading", name=heading).inner_text()
    expect(other.get_by_role("heading", name=heading)).to_have_text(mine, timeout=30_000)


def test_a_slider_a_save_a_comparison_a_file_and_a_link(opened, person, tmp_path):
    go(opened, "Decide", "What-if")
    expect(opened.get_by_role("heading", name="What happens if?")).to_be_visible()
    sentence = opened.get_by_text(re.compile("Half the team is below")).first
    before = sentence.inner_text()
    push(opened, GROWTH, 5)
    expect(sentence).not_to_have_text(before)

    named_and_saved(opened, "Five steps up")
    expect(opened.get_by_text("Saved as “Five steps up”.")).to_be_visible()
    chromium.settle(opened)
    shown = sentence.inner_text()  # saving came after the last step, so its answer stands

    link = opened.url
    visitor = person()
    visitor.goto(link)
    chromium.settle(visitor)
    expect(visitor.get_by_text(re.compile("Half the team is below")).first).to_have_text(shown)

    go(opened, "Decide", "Compare")
    expect(opened.get_by_role("heading", name="Which one do we choose?")).to_be_visible()
    expect(opened.get_by_text("Five steps up").first).to_be_visible()
    with opened.expect_download() as waiting:
        opened.get_by_role("button", name=re.compile("Five steps up .*YAML")).click()
    path = tmp_path / "five.yaml"
    waiting.value.save_as(path)
    assert read_scenario(path).quota.growth == pytest.approx(0.05)


def start_from(page, preset):
    """Put the levers where a preset has them."""
    page.get_by_role("combobox", name="Start from").click()
    page.get_by_role("option", name=preset).first.click()
    expect(page.get_by_text(re.compile(f"^{re.escape(preset)} changes")).first).to_be_visible()
    chromium.settle(page)


def named_and_saved(page, name):
    """Name the draft, see that it is called so, and save it."""
    page.get_by_role("button", name="Name, note and files").click()
    page.get_by_role("textbox", name="Name").fill(name)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_text(re.compile(f"^{re.escape(name)} changes")).first).to_be_visible()
    chromium.settle(page)
    page.get_by_role("button", name="Save", exact=True).click()


def taken(page, label, path):
    """Download by a button, and say where it lies."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label, exact=True).click()
    waiting.value.save_as(path)
    return path


def test_the_facilitators_hour(opened, company, person, tmp_path):
    """Three presets, an edit, a save; a second person sees it and is told of a conflict."""
    go(opened, "Decide", "What-if")
    for preset in ("Same again, plus 8 %", "Lift the cap, accelerate above quota"):
        start_from(opened, preset)
    start_from(opened, "Hand out 103 % of what is expected")
    push(opened, "Accelerator above quota", 2)
    named_and_saved(opened, "Agreed in the room")
    expect(opened.get_by_text("Saved as “Agreed in the room”.")).to_be_visible()

    other = person()
    other.goto(f"{company}/what_if")
    chromium.settle(other)
    start_from(other, "Agreed in the room")
    push(other, "Accelerator above quota", 2)
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.get_by_text("Saved as “Agreed in the room”.")).to_be_visible()
    push(opened, "Accelerator above quota", 1)
    opened.get_by_role("button", name="Save", exact=True).click()
    expect(opened.get_by_text(re.compile("changed by somebody else"))).to_be_visible()

    go(opened, "Decide", "Compare")
    expect(opened.get_by_text("Agreed in the room").first).to_be_visible()
    path = taken(opened, "Workbook", tmp_path / "compare.xlsx")
    book = CalamineWorkbook.from_path(str(path))
    cells = [
        c for n in book.sheet_names for row in book.get_sheet_by_name(n).to_python() for c in row
    ]
    assert any("Agreed in the room" in str(text) for text in cells)
    with ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        assert not any(b"<f>" in parts.read(name) for name in sheets), "no cell is a formula"
    shown = Presentation(taken(opened, "Slides", tmp_path / "compare.pptx"))
    titles = [slide.shapes.title.text for slide in shown.slides if slide.shapes.title]
    assert len(titles) == len(shown.slides)
    texts = [s.text_frame.text for slide in shown.slides for s in slide.shapes if s.has_text_frame]
    assert any("Agreed in the room" in text for text in texts)


def test_before_a_room_both_sides_stand_on_the_first_screen_under_a_note(opened):
    """Of a chart's height the axis and its title take less than a fifth; the rest is marks."""
    opened.set_viewport_size({"width": 1440, "height": 900})
    go(opened, "Decide", "What-if")
    opened.get_by_role("button", name="View").click()
    opened.get_by_text("Presenter view").click()
    expect(opened.get_by_role("button", name="Next")).to_be_visible()
    opened.keyboard.press("Escape")
    chromium.settle(opened)
    opened.get_by_role("button", name="Next").click()
    expect(opened.get_by_text("What most companies do")).to_be_visible()
    chromium.settle(opened)
    boxes = [box.bounding_box() for box in opened.locator("[data-testid=stVegaLiteChart]").all()]
    assert len(boxes) == 3
    assert all((900 - box["y"]) / box["height"] > 0.8 for box in boxes), boxes
