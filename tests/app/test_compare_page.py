"""Compare: scenarios side by side on one scale, in one table, named as people named them."""

from __future__ import annotations

import pytest

from engine.model.quota_levers import QuotaLevers
from engine.model.scenario import Scenario
from pages._shared.session import Session


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


def test_nothing_chosen_says_what_to_do(page):
    page.multiselect(key="compare.chosen").set_value([]).run()

    assert not page.exception
    assert "Choose a scenario" in page.info[0].value


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
