"""Compare: scenarios side by side on one scale, in one table, named as people named them."""

from __future__ import annotations

import pytest

from engine.model.decision import Decision
from engine.model.quota_levers import QuotaLevers
from engine.model.scenario import Scenario
from engine.scenarios.files import parse_scenario, scenario_text
from engine.store.workspace import Workspace
from pages._shared.session import Session
from tests.support.screen import words


@pytest.fixture
def page(app, two_reps):
    app.run()
    return app.switch_page("pages/compare.py").run()


def figures_table(page):
    """Table of all figures, by figure."""
    found = next(t.value for t in page.table if "Figure" in t.value)
    rows = found.to_dict("records")
    return {row["Figure"]: {plain(k): plain(v) for k, v in row.items()} for row in rows}


def plain(text):
    """Text with ordinary spaces and without Markdown's escapes."""
    return text.replace("\u00a0", " ").replace("\\", "")


def test_without_data_the_page_says_where_to_begin(app):
    app.run()
    app.switch_page("pages/compare.py").run()

    assert not app.exception
    assert "sample company" in app.info[0].value


def test_presets_stand_beside_the_baseline_at_first(page):
    assert not page.exception
    quota = figures_table(page)["Quota handed out"]
    assert quota["If we carry on"] == "$200"
    assert quota["Same again, plus 8 %"] == "$216, +$16"
    assert "The first two presets stand here until you choose." in words(page)


def test_nothing_chosen_says_what_to_do(page):
    page.multiselect(key="compare.chosen").set_value([]).run()

    assert not page.exception
    assert "Choose a scenario" in page.info[0].value
    assert "until you choose" not in words(page)


def test_the_draft_stands_first_and_its_name_alone_may_change(app, two_reps):
    for name in ("Grow", "Stretch"):
        draft = Scenario(name, quota=QuotaLevers(growth=0.1))
        app.session_state["session"] = Session(draft=draft)
        app.run()
        app.switch_page("pages/compare.py").run()

        assert not app.exception
        assert figures_table(app)["Quota handed out"][name] == "$220, +$20"


def test_two_scenarios_of_one_name_are_told_apart(app, two_reps):
    draft = Scenario("Same again, plus 8 %", quota=QuotaLevers(growth=0.1))
    app.session_state["session"] = Session(
        draft=draft, compared=("draft", "preset.Same again, plus 8 %")
    )
    app.run()
    app.switch_page("pages/compare.py").run()

    quota = figures_table(app)["Quota handed out"]
    assert quota["Same again, plus 8 %"] == "$220, +$20"
    assert quota["Same again, plus 8 % (2)"] == "$216, +$16"


def test_the_choice_is_kept_when_one_comes_back(page):
    page.multiselect(key="compare.chosen").set_value(["preset.Same again, plus 8 %"]).run()
    page.switch_page("pages/what_if.py").run()
    page.switch_page("pages/compare.py").run()

    assert page.multiselect(key="compare.chosen").value == ["preset.Same again, plus 8 %"]


def test_where_changes_come_from_is_worked_out_when_opened(app, two_reps):
    app.run()
    app.session_state["compare.why"] = True
    page = app.switch_page("pages/compare.py").run()

    assert not page.exception
    # same again plus 8 % moves quotas alone; all at once moves several groups
    assert "all of it comes from quotas" in " ".join(m.value for m in page.markdown)


@pytest.fixture
def grown(workspace, two_reps):
    """A scenario of the workspace, saved once."""
    scenario = Scenario("Grow", quota=QuotaLevers(growth=0.1))
    return _save(workspace, scenario)


def test_what_was_saved_stands_there_before_any_choice(app, grown):
    app.run()
    page = app.switch_page("pages/compare.py").run()
    assert page.multiselect(key="compare.chosen").value == [f"saved.{grown.id}"]
    assert "The last saved scenario stands here until you choose." in words(page)


@pytest.fixture
def writing(app, grown):
    """Compare with the saved scenario and its form open."""
    app.session_state["session"] = Session(compared=(f"saved.{grown.id}",))
    app.session_state["compare.record"] = True
    app.session_state["compare.history"] = True
    app.run()
    return app.switch_page("pages/compare.py").run()


def _save(workspace, scenario, before=None):
    where = {} if before is None else {"id": before.id, "version": before.version}
    text = scenario_text(scenario)
    return Workspace(workspace).catalogue.save_scenario(
        scenario.name, text, scenario.levers_id(), **where
    )


def _field(page, name):
    return next(w for w in page.text_input if w.key.startswith(f"compare.record.{name}."))


def _kept(workspace, saved_id):
    (found,) = [s for s in Workspace(workspace).catalogue.scenarios() if s.id == saved_id]
    return parse_scenario(found.document)


def test_a_decision_is_kept_with_the_levers_it_was_made_on(writing, workspace, grown):
    _field(writing, "what").set_value("Go ahead")
    _field(writing, "who").set_value("Dana Cole")
    writing.button(key="compare.record.keep").click().run()

    assert not writing.exception
    assert _kept(workspace, grown.id).decision == Decision(
        "Go ahead", "Dana Cole", scenario=grown.levers_id
    )
    shown = words(writing)
    assert "Go ahead" in shown
    assert "name masked" in shown
    assert "Dana" not in shown
    assert "made on these levers" in shown


def test_two_who_write_at_once_lose_nothing(writing, workspace, grown):
    theirs = Scenario("Grow", quota=QuotaLevers(growth=0.1), decision=Decision("Wait"))
    _save(workspace, theirs, grown)
    _field(writing, "what").set_value("Go ahead")
    writing.button(key="compare.record.keep").click().run()

    assert "somebody else" in writing.warning[0].value
    assert _kept(workspace, grown.id).decision.what == "Wait"
    assert _field(writing, "what").value == "Go ahead"

    writing.button(key="compare.record.theirs").click().run()
    assert _field(writing, "what").value == "Wait"


def test_what_is_written_on_a_preset_is_kept_with_a_copy(page, workspace):
    page.multiselect(key="compare.chosen").set_value(["preset.Same again, plus 8 %"]).run()
    page.session_state["compare.record"] = True
    page.run()
    _field(page, "what").set_value("Not this")
    page.button(key="compare.record.keep").click().run()

    assert not page.exception
    (saved,) = Workspace(workspace).catalogue.scenarios()
    assert _kept(workspace, saved.id).decision.what == "Not this"
    assert page.multiselect(key="compare.chosen").value == [f"saved.{saved.id}"]
    (version,) = Workspace(workspace).catalogue.versions(saved.id)
    assert version.parent.name == "Same again, plus 8 %"


def test_the_history_says_what_changed_and_leads_back(app, workspace, grown):
    _save(workspace, Scenario("Grow", quota=QuotaLevers(growth=0.2)), grown)
    app.session_state["session"] = Session(compared=(f"saved.{grown.id}",))
    app.session_state["compare.history"] = True
    app.run()
    page = app.switch_page("pages/compare.py").run()
    assert "growth on last year's quota +20" in words(page)

    page.button(key=f"compare.history.{grown.id}.back").click().run()

    assert not page.exception
    assert _kept(workspace, grown.id).quota.growth == 0.1
    assert len(Workspace(workspace).catalogue.versions(grown.id)) == 3


def test_in_presenter_view_nothing_is_written(app, grown):
    app.session_state["session"] = Session(compared=(f"saved.{grown.id}",), presenter=True)
    app.run()
    page = app.switch_page("pages/compare.py").run()
    assert not page.exception
    assert not [w for w in page.text_input if w.key.startswith("compare.record.")]
