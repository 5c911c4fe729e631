"""Data: bring, correct, load, read the report; bad input is a sentence and changes nothing."""

from __future__ import annotations

import pytest
from streamlit.elements.lib import policies

from engine.ingest.recognition import signature
from engine.ingest.recognition.profile import profile_of
from engine.settings import settings
from pages._shared import runs

HEADER = "Opportunity ID,Amount,Stage,Close Date,Opportunity Owner,Account Name,Birth Date"
ROWS = [
    *(f"A{n},60,Closed Won,2025-05-1{n},Ana Alves,Acme,1980-01-01" for n in (1, 2)),
    *(f"B{n},30,Closed Won,2025-08-1{n},Ben Boyd,Bolt,1981-01-01" for n in (1, 2)),
    *(f"C{n},10,Closed Lost,2025-08-1{n},Ben Boyd,Core,1981-01-01" for n in range(8)),
]
BROKEN = "D1,,Closed Won,2025-09-30,Ben Boyd,Bolt,1981-01-01"
DEALS = "\n".join([HEADER, *ROWS, BROKEN, ""]).encode()
"""120 booked in Q2 and 60 in Q3 of 2025; one won deal without an amount."""


@pytest.fixture
def workspace(workspace_alone):
    """A visit's uploads lie in its workspace, and all visits of the driver are one."""
    return workspace_alone


@pytest.fixture
def page(app):
    app.run()
    return app.switch_page("pages/data.py").run()


def drop(page, name, content):
    """Drop one file on the page."""
    page.file_uploader[0].upload(name, content).run()
    assert not page.exception
    return page


def words(page):
    """Everything that is said on the page."""
    boxes = [*page.markdown, *page.caption, *page.text, *page.header, *page.subheader]
    return "\n".join(box.value for box in boxes).replace("\u00a0", " ")


def load(page):
    """Confirm and load what was dropped."""
    page.button(key="data.load").click().run(timeout=60)
    assert not page.exception
    return page


def test_without_data_the_page_says_what_is_enough_to_begin(page):
    assert "Nothing is loaded yet" in words(page)
    assert page.file_uploader


def test_a_file_that_cannot_be_read_is_held_back_and_the_others_load(page):
    drop(page, "plan.csv", b"%PDF-1.7 " + bytes(99))
    drop(page, "deals.csv", DEALS)
    (card,) = [box for box in page.expander if "plan" in box.label]
    assert "held back" in card.label
    assert "is a PDF document, not a table" in words(page)
    load(page)
    assert "13 rows read from 2 files" in words(page)


def test_what_reading_noticed_is_told_before_anything_is_loaded(page):
    drop(page, "deals.xlsx", DEALS)
    (card,) = [box for box in page.expander if "deals" in box.label]
    assert card.proto.expanded
    assert "deals.xlsx is called XLSX but holds plain text; it was read as text." in words(page)


def test_a_file_is_recognised_and_waits_until_it_is_confirmed(page):
    drop(page, "deals.csv", DEALS)

    (card,) = [box for box in page.expander if "deals" in box.label]
    assert "Deal" in card.label
    assert "Personal, dropped while reading: Birth Date" in words(page)
    assert runs.workspace().newest() is None


def test_what_was_confirmed_is_loaded_and_every_row_accounted_for(page):
    load(drop(page, "deals.csv", DEALS))

    assert "13 rows read from 1 file: 12 accepted, 1 rejected, 0 left out." in words(page)
    assert "1 row rejected" in words(page)
    assert page.session_state["session"].snapshot == runs.workspace().newest()
    assert page.session_state["session"].batch == ()


def test_after_a_load_its_report_is_shown_whatever_part_was_open_before(page):
    load(drop(page, "deals.csv", DEALS))
    page.segmented_control(key="part").set_value("Findings").run()
    assert "rows read from" not in words(page)

    load(drop(page, "more.csv", DEALS.replace(b"D1,,", b"D1,30,")))

    assert "13 rows read from 1 file: 13 accepted" in words(page)


def test_what_is_worth_a_look_is_counted_where_a_load_is_told(page):
    load(drop(page, "deals.csv", DEALS.replace(b"\n" + BROKEN.encode(), b"")))
    assert "“Findings” says what was noticed" not in words(page)

    header = "Opportunity ID,Amount,Stage,Close Date"  # nobody owns the deal
    load(drop(page, "ownerless.csv", f"{header}\nA1,60,Closed Won,2025-05-11\n".encode()))
    assert "“Findings” says what was noticed: 1 worth a look." in words(page)


def test_people_without_deals_are_told_what_is_missing_wherever_they_are_seen(page):
    load(
        drop(
            page, "people.csv", b"Employee ID,Name,Hire Date\n1,Ana,2024-02-01\n2,Ben,2025-06-01\n"
        )
    )
    (told,) = page.warning
    assert "No deals are loaded" in told.value
    assert "the latest hire in them" in told.value
    assert "no deals loaded" in words(page)
    page.switch_page("pages/start.py").run()
    assert "2 people · no deals, so nothing to diagnose yet" in words(page)


def test_a_file_that_came_twice_is_said_to_be_read_once(page):
    drop(page, "deals.csv", DEALS)
    assert not page.warning
    drop(page, "deals (1).csv", DEALS)
    (told,) = page.warning
    assert "holds the same bytes as deals" in told.value.replace("\\", "")
    assert "1 file or sheet, 1 recognised" in words(page)
    assert "came more than once" in page.expander[0].label


def test_the_part_that_a_load_opens_is_set_in_one_way_only(page, monkeypatch, caplog):
    monkeypatch.setattr(policies, "_shown_default_value_warning", False)  # it is told once
    load(drop(page, "deals.csv", DEALS))
    assert "Session State API" not in caplog.text
    assert page.segmented_control(key="part").value == "What was loaded"


def test_the_same_layout_is_remembered_next_time_and_says_so(page):
    load(drop(page, "deals.csv", DEALS))
    drop(page, "deals of next month.csv", DEALS.replace(b"D1,,", b"D1,30,"))

    assert "confirmed for this layout last time is in force" in words(page)


def test_a_column_that_a_person_leaves_out_is_not_loaded(page):
    drop(page, "deals.csv", DEALS)
    layout = signature(HEADER.split(","), profile_of(HEADER.split(",")))
    key = f"data.columns.0.{layout}.opportunity.False"
    frame = page.dataframe[0].value
    row = list(frame["Column in the file"]).index("Account Name")
    page.session_state[key] = {"edited_rows": {row: {"Goes to": "leave out"}}}
    load(page)

    document = runs.warehouse(runs.workspace().newest())
    assert document.snapshot.tables["account"] == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("binary.csv", b"\x00\x01\x02\x03" * 50),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        ("<b>x.zip", b"PK\x03\x04 cut short"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence_and_can_be_taken_out(page, name, content):
    drop(page, name, content)

    assert any(name in text.value for text in page.text)
    load(page)
    assert "This could not be done." in words(page)
    assert runs.workspace().newest() is None

    drop(page, "deals.csv", DEALS)
    files = page.multiselect[0]
    files.set_value(files.value[1:]).run()

    assert not any(name in text.value for text in page.text)
    load(page)
    assert "13 rows read from 1 file" in words(page)


def test_an_empty_file_is_left_out_and_holds_up_no_other(page):
    drop(page, "deals.csv", DEALS)
    drop(page, "empty.csv", b"")
    load(page)

    assert "13 rows read from 2 files: 12 accepted, 1 rejected, 0 left out." in words(page)


def test_where_nothing_can_be_taken_every_file_is_told_why(page):
    drop(page, "plan.csv", b"%PDF-1.7 " + bytes(99))
    drop(page, "headers.csv", f"{HEADER}\n".encode())
    drop(page, "remarks.csv", b"Remark,Colour\nhello,red\nworld,blue\n")
    (strange,) = [box for box in page.expander if "remarks" in box.label]
    assert "stays out unless you say what it is" in strange.label
    load(page)
    said = words(page)
    assert "No row of plan.csv, headers.csv, remarks.csv could be taken." in said
    assert "plan.csv is a PDF document, not a table. Bring it as CSV" in said
    assert "headers.csv names its columns and has no row under them. Export it again" in said

    files = page.multiselect[0]
    files.set_value([files.value[0], files.value[2]]).run()  # without any that is known
    load(page)
    assert (
        "plan.csv is a PDF document, not a table. No extract that is known here: remarks.csv."
        in words(page)
    )


def test_headers_alone_say_what_is_missing_before_and_after_the_load(page):
    drop(page, "deals.csv", f"{HEADER}\n".encode())
    assert "deals.csv names its columns and has no row under them." in words(page)
    assert page.expander[0].label.endswith("no row")
    load(page)
    assert "No row of deals.csv could be taken." in words(page)
    assert "Export it again with its rows" in words(page)

    drop(page, "more.csv", DEALS)
    load(page)
    page.segmented_control(key="part").set_value("Findings").run()
    assert "deals.csv names its columns and has no row under them." in words(page)


def test_a_file_whose_rows_were_all_left_out_is_not_said_to_have_none(page):
    drop(page, "deals.csv", f"{HEADER}\nTotal,,,,,,\n".encode())
    assert page.expander[0].label.endswith("no row to take")
    assert "Left out of deals.csv: 1 total row." in words(page)


def test_files_of_the_inbox_can_be_taken(app, workspace, tmp_path, monkeypatch):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "large.csv").write_bytes(DEALS)
    monkeypatch.setenv("EVENFIELD_INBOX", str(inbox))
    settings.cache_clear()
    app.run()
    page = app.switch_page("pages/data.py").run()

    page.multiselect(key="data.inbox").set_value(["large.csv"]).run()
    page.button(key="data.inbox.take").click().run()

    assert not page.exception
    assert [file.name for file in page.session_state["session"].batch] == ["large.csv"]


def test_every_part_of_the_report_opens(page):
    load(drop(page, "deals.csv", DEALS))
    for part in ("What was loaded", "Findings", "Does it tie?", "What it can answer"):
        page.segmented_control(key="part").set_value(part).run()
        assert not page.exception, part
        assert "This could not be done." not in words(page), part


def test_totals_are_held_against_the_analysts_own(page):
    load(drop(page, "deals.csv", DEALS))
    page.segmented_control(key="part").set_value("Does it tie?").run()
    key = f"data.ties.{page.session_state['session'].snapshot}"
    page.session_state[key] = {"edited_rows": {0: {"Your total": 100}, 1: {"Your total": 60}}}
    page.run()

    # Q2 booked 120 against 100 typed; Q3 booked 60 against 60.
    assert "2 totals compared: 1 differs." in words(page)
    assert list(page.table[0].value["Difference"]) == ["20", "ties"]


def test_findings_name_nobody_until_names_are_asked_for(page):
    load(drop(page, "deals.csv", DEALS))
    page.segmented_control(key="part").set_value("Findings").run()

    assert "Ana Alves" not in words(page)
