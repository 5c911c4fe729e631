"""What-if: levers move the draft, the draft moves the page, and nothing is lost on the way."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from engine.errors import DataError
from engine.model.scenario import Scenario
from engine.settings import settings
from engine.store.scenario_history import Parent
from engine.store.workspace import Workspace
from pages._shared import designs, dials, redesigns, runs
from pages._shared.session import Session
from tests.support.children import HeldChild
from tests.support.screen import card, notices, words

GROWTH = "what_if.lever.quota.growth"
TYPED = "what_if.typed.quota.growth"


@pytest.fixture
def page(app, two_reps):
    app.run()
    app.session_state["what_if.more_actions"] = True
    return app.switch_page("pages/what_if.py").run()


def test_without_data_the_page_says_where_to_begin(app):
    app.run()
    app.switch_page("pages/what_if.py").run()

    assert not app.exception
    assert "sample company" in app.info[0].value


def test_without_levers_nothing_changes(page):
    assert not page.exception
    assert "changes nothing" in words(page)
    assert card(page, "Quota handed out") == ("$200", "no change")


def test_a_slider_redraws_at_once(page):
    page.slider(key=GROWTH).set_value(10.0).run()

    assert not page.exception
    # 200 grown by a tenth
    assert card(page, "Quota handed out") == ("$220", "↑ +$20")
    assert "growth on last year's quota +10 %" in words(page)


def test_how_changes_are_taken_is_said_beside_them_and_only_where_there_are_some(page):
    how = "it need not be the difference of the two figures shown"
    assert how not in words(page)
    page.slider(key=GROWTH).set_value(10.0).run()
    assert how in words(page)


def test_every_value_may_be_typed_and_the_slider_follows(page):
    page.slider(key=GROWTH).set_value(10.0).run()
    page.toggle(key="what_if.typing").set_value(True).run()
    assert page.number_input(key=TYPED).value == 10.0

    page.number_input(key=TYPED).set_value(75.0).run()  # beyond the slider's end
    assert card(page, "Quota handed out") == ("$350", "↑ +$150")
    page.number_input(key=TYPED).set_value(None).run()  # emptied: nothing is said by that
    assert card(page, "Quota handed out") == ("$350", "↑ +$150")
    assert page.number_input(key=TYPED).value == 75.0
    page.toggle(key="what_if.typing").set_value(False).run()
    assert page.slider(key=GROWTH).value == 75.0


def test_a_lever_is_never_two_widgets_at_once(page):
    assert not page.number_input
    page.toggle(key="what_if.typing").set_value(True).run()
    assert not page.slider


def test_levers_stay_when_one_leaves_and_comes_back(page):
    page.slider(key=GROWTH).set_value(10.0).run()
    page.switch_page("pages/baseline.py").run()
    page.switch_page("pages/what_if.py").run()

    assert page.slider(key=GROWTH).value == 10.0
    assert card(page, "Quota handed out") == ("$220", "↑ +$20")


def test_held_back_levers_wait_for_the_button(page):
    page.toggle(key="what_if.live").set_value(False).run()
    page.slider(key=GROWTH).set_value(10.0).run()
    assert card(page, "Quota handed out") == ("$200", "no change")
    assert "The levers have moved; what is shown is still what happens if we carry on" in words(
        page
    )

    page.button(key="what_if.apply").click().run()
    assert card(page, "Quota handed out") == ("$220", "↑ +$20")
    assert "The levers have moved" not in words(page)
    page.slider(key=GROWTH).set_value(20.0).run()
    assert "The levers have moved; what is shown is still the scenario before" in words(page)


def test_quota_from_expectation_puts_growth_aside(page):
    page.slider(key=GROWTH).set_value(10.0).run()
    page.segmented_control(key="what_if.way").set_value("handed_out").run()

    assert not page.exception
    assert "quota handed out for each dollar expected 1.03 x" in words(page)
    assert "growth" not in words(page).split("changes")[1].split(".")[0]


def test_back_goes_to_today(page):
    page.slider(key=GROWTH).set_value(10.0).run()
    page.button(key="what_if.back").click().run()

    assert page.slider(key=GROWTH).value == 0.0
    assert card(page, "Quota handed out") == ("$200", "no change")


def test_a_preset_sets_the_levers(page):
    page.selectbox(key="what_if.start").select("preset.Same again, plus 8 %").run()

    assert page.slider(key=GROWTH).value == 8.0
    assert card(page, "Quota handed out") == ("$216", "↑ +$16")


def test_a_scenario_is_saved_renamed_and_deleted(page, workspace):
    page.slider(key=GROWTH).set_value(10.0).run()
    page.text_input(key="what_if.name").set_value("Grow").run()
    page.button(key="what_if.save").click().run()
    catalogue = Workspace(workspace).catalogue
    assert [(one.name, one.version) for one in catalogue.scenarios()] == [("Grow", 1)]

    page.text_input(key="what_if.name").set_value("Stretch").run()
    page.button(key="what_if.save").click().run()
    assert [(one.name, one.version) for one in catalogue.scenarios()] == [("Stretch", 2)]

    page.button(key="what_if.delete").click().run()
    assert catalogue.scenarios() == ()
    assert not page.exception


def test_the_second_of_two_people_is_told(page, workspace):
    page.slider(key=GROWTH).set_value(10.0).run()
    page.text_input(key="what_if.name").set_value("Grow").run()
    page.button(key="what_if.save").click().run()
    catalogue = Workspace(workspace).catalogue
    mine = catalogue.scenarios()[0]
    catalogue.save_scenario(
        mine.name, mine.document + "note: mine", mine.levers_id, id=mine.id, version=mine.version
    )

    page.slider(key=GROWTH).set_value(12.0).run()
    page.button(key="what_if.save").click().run()
    assert not page.exception
    (told,) = notices(page)
    assert "changed by somebody else" in told
    assert f"“{page.button(key='what_if.back').label}” shows it" in told
    assert page.slider(key=GROWTH).value == 12.0, "what was being worked on is still there"

    catalogue.delete_scenario(mine.id)
    page.button(key="what_if.save").click().run()
    (told,) = notices(page)
    assert "deleted by somebody else" in told


def test_a_name_from_outside_is_shown_as_it_is(page):
    page.text_input(key="what_if.name").set_value("**bold** $x$ [a](b)").run()

    assert not page.exception
    assert "**bold** $x$ [a](b) changes nothing" in words(page)


def test_people_are_masked_and_pay_hidden(page):
    page.segmented_control(key="what_if.behind").set_value("Person by person").run()

    assert not {"name", "rep_id", "pay", "previous_pay"} & set(page.dataframe[0].value.columns)


def test_levers_stay_where_what_they_do_is_refused(page, monkeypatch):
    def refuse(state, scenarios):
        raise DataError("The year cannot be played.", "Load quotas.")

    monkeypatch.setattr(runs, "compared", refuse)
    page.slider(key=GROWTH).set_value(10.0).run()

    assert not page.exception
    assert "The year cannot be played." in [text.value for text in page.text]
    assert page.slider(key=GROWTH).value == 10.0


def test_the_room_guesses_before_the_answer_and_sees_both(app, two_reps):
    app.session_state["session"] = Session(presenter=True, guess_asked=True)
    app.run()
    page = app.switch_page("pages/what_if.py").run()
    assert not page.exception
    assert "Half the team" not in words(page)

    assert "changes nothing" in words(page), "the room knows what it guesses about"
    page.number_input(key="what_if.guess").set_value(150.0)
    page.button(key="what_if.reveal").click().run()

    assert not page.exception
    assert "The room said 150 % of quota" in words(page)
    assert "Half the team" in words(page)

    page.button(key="presenting.lock").click().run()
    page.slider(key=GROWTH).set_value(10.0).run()
    assert "The room said" not in words(page)  # another question, another answer


def test_without_a_guess_wanted_the_answer_is_there(app, two_reps):
    app.session_state["session"] = Session(presenter=True)
    app.run()
    assert "Half the team" in words(app.switch_page("pages/what_if.py").run())


def test_a_branch_keeps_its_parent(page, workspace):
    page.slider(key=GROWTH).set_value(10.0).run()
    page.text_input(key="what_if.name").set_value("Grow").run()
    page.button(key="what_if.save").click().run()
    page.text_input(key="what_if.name").set_value("Milder").run()
    page.button(key="what_if.save_new").click().run()

    first, second = Workspace(workspace).catalogue.scenarios()
    (began,) = Workspace(workspace).catalogue.versions(first.id)
    (branched,) = Workspace(workspace).catalogue.versions(second.id)
    assert (second.name, began.parent) == ("Milder", None)
    assert branched.parent == Parent("Grow", first.id, 1)


def test_a_preset_and_its_saved_copy_are_told_apart(page):
    """Under one label the list would take the one for the other, and put its levers back."""
    page.selectbox(key="what_if.start").select("preset.Same again, plus 8 %").run()
    page.button(key="what_if.save").click().run()

    labels = page.selectbox(key="what_if.start").options
    assert len(set(labels)) == len(labels)
    assert "Same again, plus 8 % (saved)" in labels


@pytest.mark.parametrize("pressed", ["what_if.save_new", "what_if.save"])
def test_a_name_typed_as_the_button_is_pressed_is_the_name_saved(page, workspace, pressed):
    """A quick hand: the name's own change and the press reach the server together."""
    page.selectbox(key="what_if.start").select("preset.Same again, plus 8 %").run()
    page.button(key="what_if.save").click().run()
    page.text_input(key="what_if.name").set_value("Our own")
    page.button(key=pressed).click().run()

    assert Workspace(workspace).catalogue.scenarios()[-1].name == "Our own"
    assert "Our own changes" in words(page)


class TestBeforeARoom:
    @pytest.fixture
    def room(self, app, two_reps):
        app.session_state["session"] = Session(presenter=True)
        app.run()
        return app.switch_page("pages/what_if.py").run()

    def test_levers_are_out_of_reach_until_unlocked_in_one_act(self, room):
        assert not room.exception
        assert not room.slider
        assert not room.sidebar.selectbox

        room.button(key="presenting.lock").click().run()
        room.slider(key=GROWTH).set_value(10.0).run()
        assert card(room, "Quota handed out") == ("$220", "↑ +$20")

        room.button(key="presenting.lock").click().run()
        assert not room.slider
        assert card(room, "Quota handed out") == ("$220", "↑ +$20"), "what was set stays"

    def test_the_next_room_begins_with_levers_locked(self, room):
        room.button(key="presenting.lock").click().run()
        assert room.slider
        room.session_state["view.open"] = True
        room.run()
        room.toggle(key="view.presenter").set_value(False).run()
        room.toggle(key="view.presenter").set_value(True).run()
        assert not room.exception
        assert not room.slider

    def test_scenarios_come_one_after_the_other(self, room):
        room.button(key="presenting.next").click().run()
        assert "Same again, plus 8 % changes" in words(room)
        room.button(key="presenting.next").click().run()
        assert "Hand out 103 % of what is expected changes" in words(room)
        room.button(key="presenting.previous").click().run()
        room.button(key="presenting.previous").click().run()
        assert "changes nothing" in words(room)
        assert "Scenario 1 of" in words(room)

    def test_a_desk_has_nothing_of_it(self, page):
        assert not [b.key for b in page.button if (b.key or "").startswith("presenting")]


def test_a_page_names_the_baseline_once_no_lever_is_moved(page):
    page.slider(key=GROWTH).set_value(10.0).run()
    page.slider(key=GROWTH).set_value(0.0).run()
    page.switch_page("pages/baseline.py").run()

    assert "Scenario: Baseline" in words(page)


@pytest.mark.parametrize("pressed", ["what_if.save", "what_if.save_new"])
def test_a_name_of_blanks_is_refused_and_nothing_is_saved(page, pressed):
    page.text_input(key="what_if.name").set_value("Grow").run()
    page.text_input(key="what_if.name").set_value("  ").run()
    assert "needs a name, so this one is still “Grow”." in words(page)
    page.button(key=pressed).click().run()

    assert not page.exception
    assert "Nothing was saved." in words(page)
    assert runs.workspace().catalogue.scenarios() == ()
    page.text_input(key="what_if.name").set_value("Grow").run()
    page.button(key=pressed).click().run()
    assert [one.name for one in runs.workspace().catalogue.scenarios()] == ["Grow"]


def test_a_design_is_made_beside_the_page_which_says_how_far_it_is(page, monkeypatch):
    """The levers stay; the answer comes once the design is there, and then at once."""
    monkeypatch.setattr(redesigns, "PATIENCE", 0.0)
    page.slider(key="what_if.lever.dial.moved").set_value(30.0).run()

    assert not page.exception
    assert "are being redrawn" in words(page)
    assert "Stop" in [button.label for button in page.button]
    assert "what is shown is still what happens if we carry on" in words(page)
    assert card(page, "Quota handed out") == ("$200", "no change")
    assert page.slider(key="what_if.lever.dial.moved").value == 30.0

    monkeypatch.setattr(redesigns, "PATIENCE", 60.0)
    page.run()
    assert not page.exception
    assert card(page, "Quota handed out")


def test_a_search_that_was_stopped_is_not_said_to_run(page, monkeypatch):
    monkeypatch.setattr(redesigns, "PATIENCE", 0.0)
    monkeypatch.setattr("engine.jobs.pool.subprocess.Popen", HeldChild)
    page.slider(key="what_if.lever.dial.moved").set_value(25.0).run()
    (stop,) = [button for button in page.button if button.label == "Stop"]
    stop.click().run()
    assert designs.wait(stop.key.rpartition(".")[2]) == "stopped"
    page.run()

    assert not page.exception
    assert "are being redrawn" not in words(page)
    assert page.warning[0].value.startswith("Stopped; nothing was found yet")
    assert "Search again" in [button.label for button in page.button]


def test_the_sliders_designs_are_made_before_anybody_asks(page, two_reps, monkeypatch):
    asked = []
    monkeypatch.setattr(designs, "submit", lambda *job, **how: asked.append((job, how)) or "")
    monkeypatch.setattr(redesigns, "_make_ahead", redesigns._make_ahead.__wrapped__)
    monkeypatch.setenv("EVENFIELD_WORK_AHEAD", "true")
    settings.cache_clear()
    page.run()

    stops = [dials.move(Scenario("Moved"), percent / 100) for percent in (5, 10, 15, 20, 25, 30)]
    assert [job[1]["levers"] for job, _ in asked] == [asdict(stop.territory) for stop in stops]
    assert all(how["ahead"] for _, how in asked)


def test_a_choice_that_a_browser_leaves_empty_changes_nothing(page):
    """As one does that is still drawing while levers move."""
    for key in ("what_if.way", "what_if.choice.incentive.change.cap"):
        if "choice" in key:
            page.session_state["what_if.more"] = True
            page.run()
        (control,) = [one for one in page.button_group if one.key == key]
        before = control.value
        control.set_value(None).run()

        assert not page.exception
        (control,) = [one for one in page.button_group if one.key == key]
        assert control.value == before
