"""The frame: every page framed, even on the first deep link; refusals are sentences."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from engine.errors import DataError
from engine.model.quota_levers import QuotaLevers
from engine.model.scenario import Scenario
from engine.scenarios.files import scenario_text
from pages._shared import kept, links, registry, runs
from pages._shared.session import Session
from pages._shared.widgets import doors
from tests.app.conftest import PAGES

KEYS = [page.key for page in registry.present()]


@pytest.mark.parametrize("key", KEYS)
def test_every_page_opens_without_data(app, key):
    app.run()
    app.switch_page(f"pages/{key}.py").run()

    assert not app.exception
    assert [title.value for title in app.title] == [registry.ENTRY[key].question]


@pytest.mark.parametrize("key", KEYS)
def test_a_first_visit_by_deep_link_is_framed_once(app, key):
    """Streamlit then runs the page without ``app.py``, which is what ``switch_page`` does too."""
    app.switch_page(str(PAGES / f"{key}.py")).run()

    assert not app.exception
    assert [title.value for title in app.title] == [registry.ENTRY[key].question]


def test_a_refusal_is_a_sentence_and_never_markup(app, monkeypatch):
    def refuse(_current):
        raise DataError("The file **x** <b>bad</b> has no rows.", "Export it again.")

    monkeypatch.setattr(doors, "continue_with", refuse)
    app.run()

    assert not app.exception
    shown = [text.value for text in app.text]
    assert shown == ["The file **x** <b>bad</b> has no rows.", "Export it again."]
    assert not any("<b>" in markdown.value for markdown in app.markdown)


def test_two_refusals_in_one_run_are_both_shown(app, workspace, monkeypatch):
    def refuse(_current):
        raise DataError("Nothing to continue.")

    monkeypatch.setattr(doors, "continue_with", refuse)
    app.query_params["s"] = "0123456789abcdef"
    app.run()

    assert not app.exception
    assert len(refused(app)) == 2


def test_the_context_line_says_what_figures_rest_on(app, two_reps):
    app.run()

    (line,) = [caption.value for caption in app.caption if caption.value.startswith("Data as of")]
    assert line.split(" · ") == [
        "Data as of 31 Dec 2025",
        "FY2025 counted",
        "FY2026 planned",  # 31 Dec 2025 + 270 days is 27 Sep 2026
        "2\u00a0reps",
        "Scenario: Baseline",
    ]


def test_a_scenario_name_cannot_format_the_context_line(app, two_reps):
    app.session_state["session"] = Session(draft=Scenario("[x](http://evil.test)"))
    app.run()

    (line,) = [caption.value for caption in app.caption if caption.value.startswith("Data as of")]
    assert "\\[x\\]\\(http" in line


def test_names_and_pay_are_hidden_until_asked_and_always_for_a_presenter(app, two_reps):
    app.run()
    assert not state(app).names_shown
    assert not state(app).pay_shown

    app.session_state["view.open"] = True
    app.run()
    app.toggle(key="view.names_asked").set_value(True).run()
    assert state(app).names_shown
    assert not state(app).pay_shown

    app.toggle(key="view.presenter").set_value(True).run()
    assert not state(app).names_shown


def test_a_link_restores_scenario_and_period(app, two_reps):
    growth = Scenario("Grow", quota=QuotaLevers(growth=0.2))
    runs.workspace().catalogue.share(growth.levers_id(), scenario_text(growth))
    app.query_params["s"] = growth.levers_id()
    app.query_params["period"] = "FY2025-Q2"
    app.query_params["presenter"] = "true"
    app.run()

    assert not app.exception
    assert state(app).presenter
    assert state(app).draft == growth
    assert state(app).period == "FY2025-Q2"


@pytest.mark.parametrize("name", ["My scenario", "Grow", "Ask for more"])
def test_a_link_keeps_the_name_that_its_sharer_gave_whoever_shared_the_levers_first(
    app, two_reps, name
):
    levers = QuotaLevers(growth=0.2)
    for first in (Scenario("My scenario", quota=levers), Scenario("Grow", quota=levers)):
        runs.workspace().catalogue.share(kept.link_id(first), scenario_text(first))
    app.query_params["s"] = kept.share(Scenario(name, quota=levers, note="Read this out"))
    app.run()

    assert not app.exception
    assert (state(app).draft.name, state(app).draft.note) == (name, "Read this out")
    assert state(app).draft.quota == levers


@pytest.mark.parametrize(
    ("name", "value"),
    [("s", "0123456789abcdef"), ("s", "../../etc/passwd"), ("period", "<b>2025"), ("s", "x" * 99)],
)
def test_a_broken_link_is_a_sentence_and_the_visit_goes_on(app, two_reps, name, value):
    app.query_params[name] = value
    app.run()

    assert not app.exception
    assert refused(app)
    assert len(app.button) > 0, "the page stands below the sentence"

    app.run()

    assert not refused(app)


def test_a_link_to_a_snapshot_outside_the_workspace_is_ignored(app, two_reps):
    app.query_params["snapshot"] = "../catalogue"
    app.run()

    assert state(app).snapshot == two_reps.snapshot.fingerprint


def test_a_snapshot_that_was_deleted_gives_way_to_what_is_there(app, two_reps):
    app.session_state["session"] = Session(snapshot="0123456789abcdef")
    app.run()

    assert not app.exception
    assert state(app).snapshot == two_reps.snapshot.fingerprint


def state(app):
    """Session of the visit."""
    return app.session_state["session"]


def refused(app):
    """Refusals on the screen."""
    return [box for box in app.markdown if "could not be done" in box.value]


def test_no_key_of_a_link_is_the_address_of_a_widget():
    """A widget bound to the address owns its key there: taking it away would end the page."""
    bound = set()
    for path in Path("pages").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            given = {k.arg: k.value for k in call.keywords} if isinstance(call, ast.Call) else {}
            if "bind" in given:
                bound.add(ast.literal_eval(given["key"]))
    assert bound, "pages bind widgets to the address"
    ours = {links.SCENARIO, links.PERIOD, links.SNAPSHOT, links.PRESENTER}
    assert not bound & (ours | {links.DIMENSION, links.PART})
