"""What the torture looks for is seen where it is: its zeros mean something."""

from __future__ import annotations

import io
import os
import time
import zipfile
from types import SimpleNamespace

import pytest
import xlsxwriter
from streamlit.testing.v1 import AppTest

from engine.errors import DataError
from engine.ingest.load import Inspection
from tests.architecture.source import ROOT
from tests.torture import accounts, acts, drawn, faults, hostile_text, kills, taken_away, visits
from tests.torture.child import forked
from tests.torture.fuzz import Found
from tests.torture.line import Line
from tests.torture.together import side_by_side


def page(text):
    """A page that draws a text of a file as Markdown, as HTML, as a label and as plain text."""
    import streamlit as st

    st.markdown(text)
    st.button(text)
    st.html(f"<p>{text}</p>")
    st.text(text)


@pytest.mark.parametrize("text", ["[win](http://evil.test)", "**bold**", ":red[loud]", "`code`"])
def test_a_page_that_formats_a_text_is_found_out(text):
    found = drawn.faults(AppTest.from_function(page, args=(text,)).run())
    assert sorted(fault.split(" in ")[1].split(":")[0] for fault in found) == [
        "Button.label",
        "Markdown.body",
    ]


def test_markup_is_found_out_wherever_it_may_run():
    text = "<img src=x onerror=alert(1)>"
    found = drawn.faults(AppTest.from_function(page, args=(text,)).run())
    kinds = {fault.split(" in ")[1].split(".")[0] for fault in found}
    assert kinds == {"Button", "Markdown", "Html"}


def test_a_formula_in_a_file_is_found_out():
    assert taken_away.faults("rows.csv", b'Id,Name\n1,"=HYPERLINK(1)"\n2,-500\n') != []
    assert taken_away.faults("rows.csv", b"Id,Name\n1,'=HYPERLINK(1)\n2,-500\n") == []
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as made:
        made.add_worksheet().write(0, 0, "=1+1")
    assert taken_away.faults("book.xlsx", book.getvalue()) != []


def test_a_path_and_a_link_in_a_file_are_found_out():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../letter.txt", "x")
    assert taken_away.faults("letters.zip", packed.getvalue()) != []
    assert taken_away.faults("../letters.yaml", b"") != []
    assert taken_away.printed(0, "\x1b[2J", "", wanted=0, is_json=False) != []
    assert taken_away.printed(2, "", "No.", wanted=0, is_json=False) != []
    assert taken_away.printed(0, "{}", "", wanted=0, is_json=True) == []


def test_an_input_that_takes_too_long_or_too_much_counts_as_broken():
    found = Found()
    found.take({"n": 0, "seconds": 0.1, "mb": 100.0, "faults": []})
    found.take({"n": 1, "seconds": 99.0, "mb": 100.0, "faults": []})
    found.take({"n": 2, "seconds": 0.1, "mb": 5_000.0, "faults": ["KeyError"]})
    assert (found.tried, found.broken) == (3, 3)


def test_what_is_opened_is_there_to_be_opened():
    pages = "".join(path.read_text() for path in (ROOT / "pages").rglob("*.py"))
    assert [key for key in visits.OPENED if f'"{key}"' not in pages] == []


def test_a_command_that_ended_before_its_kill_is_no_kill():
    assert kills.was_killed(forked(lambda: time.sleep(60) or 0, 0.05))
    assert not kills.was_killed(forked(lambda: 0, 0.5))


def test_a_company_that_was_refused_is_found_out(tmp_path):
    assert hostile_text.unloaded(tmp_path) != []
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "snapshots" / "a.duckdb").touch()
    assert hostile_text.unloaded(tmp_path) == []


@pytest.mark.parametrize(("error", "broken"), [(TypeError("x"), 1), (DataError("No."), 0)])
def test_a_crash_of_a_joint_load_counts_though_its_halves_load(
    tmp_path, monkeypatch, error, broken
):
    def only_alone(_, seen):
        if len(seen.tables) > 1:
            raise error
        return SimpleNamespace(files=(), snapshot=None)

    monkeypatch.setattr(accounts, "load", only_alone)
    monkeypatch.setattr(accounts, "_unaccounted", lambda *_: iter(()))
    seen = [Inspection((SimpleNamespace(file=f"{n}.csv"),), (None,)) for n in range(2)]
    assert len(accounts.of_loads(seen, tmp_path)) == broken


def test_every_act_meets_a_fault_in_a_home_of_its_own(tmp_path, monkeypatch):
    (tmp_path / "begun").mkdir()
    (tmp_path / "begun" / "file").write_text("whole")
    met = []

    def mend(home):
        met.append((home / "file").read_text())
        (home / "file").write_text("mended")
        return acts.DONE

    monkeypatch.setattr(faults, "tried", lambda *_: {"first": mend, "second": mend})
    monkeypatch.setattr(acts, "fault_in", lambda act, home, *_: act(home) * "x")
    damages = {"cut": lambda home: (home / "file").write_text("cut") and None}
    begin = faults.nothing
    found = faults.damaged(tmp_path / "begun", tmp_path / "home", damages, 1.0, begin)
    assert [name for name, _ in found] == ["cut / first", "cut / second"]
    assert met == ["cut", "cut"]


def a_page_of_controls():
    import streamlit as st

    st.selectbox("One", ["only"], key="one")
    st.selectbox("Two", ["first", "last"], index=1, key="two")
    st.toggle("Three", key="three")
    st.pills("Four", [1, 2], format_func="number {}".format, default=2, key="four")
    st.multiselect("Five", [1, 2], format_func="number {}".format, key="five")


def test_a_control_counts_only_where_it_can_be_given_another_choice():
    page = AppTest.from_function(a_page_of_controls).run()
    one, two, three = visits._controls(page)[0], page.selectbox[1], page.toggle[0]
    assert visits._turn(page, one) is None
    assert visits._turn(page, two)().selectbox[1].value == "first"
    assert visits._turn(page, three)().toggle[0].value is True
    four, five = page.button_group[0], page.multiselect[0]
    assert visits._turn(page, four)().session_state["four"] == 1
    assert visits._turn(page, five)().session_state["five"] == [2]


def broken_part(_share, _folder):
    yield Line("the first line", 3, 0)
    raise KeyError("the second")


def ended_part(_share, _folder):
    yield Line("before", 1, 0)
    os._exit(9)


def test_a_part_that_ends_before_its_time_is_told(tmp_path):
    parts = {"broken": broken_part, "ended": ended_part}
    lines = list(side_by_side(parts, 1.0, tmp_path, most=2))
    assert {(line.name, line.tried, line.broken) for line in lines} == {
        ("the first line", 3, 0),
        ("broken", 1, 1),
        ("before", 1, 0),
        ("ended", 1, 1),
    }
    assert any("KeyError" in fault for line in lines for fault in line.faults)
