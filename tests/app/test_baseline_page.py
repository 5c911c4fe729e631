"""Baseline: a past period on screen, whole or in part, with what is missing said."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from engine.ingest.load import load
from engine.store.workspace import Workspace
from pages._shared import links, row_words
from tests.support.screen import card, words
from tests.support.server import ROOT


@pytest.fixture
def page(app, two_reps):
    app.run()
    return app.switch_page("pages/baseline.py").run()


def value(page, label):
    """Value of the card of a figure."""
    return card(page, label)[0]


def test_without_data_the_page_says_where_to_begin(app):
    app.run()
    app.switch_page("pages/baseline.py").run()

    assert not app.exception
    assert "sample company" in app.info[0].value


def test_the_figures_are_those_of_the_rows(page):
    assert not page.exception
    assert "The company booked $180, and 50 % of reps made quota" in words(page)
    assert value(page, "Reps at quota") == "50 %"  # 120 of 100 and 60 of 100
    assert value(page, "The middle rep's result") == "90 %"
    assert "Half the team is below 90 % of quota" in words(page)


def test_a_chart_is_named_for_whoever_does_not_see_it_and_names_nobody(page):
    charts = page.get("vega_lite_chart")
    assert charts
    assert all(json.loads(chart.proto.spec)["description"] for chart in charts)
    assert all("Ana" not in chart.proto.spec for chart in charts)
    assert all(
        json.loads(chart.proto.spec)["usermeta"]["embedOptions"]["renderer"] == "canvas"
        for chart in charts
    )


def test_what_cannot_be_computed_is_named_with_the_column_that_would_bring_it(page):
    missing = {
        row["What would bring it"]: row["Figures"]
        for table in page.table
        if "What would bring it" in table.value
        for row in table.value.to_dict("records")
    }
    assert any("target" in cause and "amount" in cause for cause in missing)
    assert all(cause.strip() and needs.strip() for cause, needs in missing.items())


def test_a_part_of_the_team_can_be_chosen_and_left(page):
    page.selectbox(key="baseline.dimension").select("role").run()
    assert not page.exception
    assert page.selectbox(key="baseline.value").value == "AE"

    page.selectbox(key="baseline.dimension").select("").run()
    assert not page.exception
    assert "The company booked $180" in words(page)


def test_a_chosen_period_is_kept_when_one_comes_back(page):
    page.selectbox(key="baseline.period").select("FY2025-Q2").run()
    page.switch_page("pages/what_if.py").run()
    page.switch_page("pages/baseline.py").run()

    assert page.selectbox(key="baseline.period").value == "FY2025-Q2"


def test_rows_are_masked_until_asked(page):
    page.session_state["baseline.rows"] = True
    page.run()
    rows = page.dataframe[0].value
    assert list(rows["rep"]) == ["Rep 1", "Rep 2"]
    assert not {"name", "rep_id", "pay", "target_incentive"} & set(rows.columns)

    page.session_state["view.open"] = True
    page.run()
    page.toggle(key="view.names_asked").set_value(True).run()
    assert list(page.dataframe[0].value["name"]) == ["Ana", "Ben"]
    assert "pay" not in page.dataframe[0].value.columns


def test_a_projector_sees_no_names_whatever_was_asked(page):
    page.session_state["baseline.rows"] = True
    page.session_state["view.open"] = True
    page.run()
    page.toggle(key="view.names_asked").set_value(True).run()
    page.toggle(key="view.presenter").set_value(True).run()

    assert "name" not in page.dataframe[0].value.columns


def test_a_team_only_installation_shows_no_rows(app, two_reps, monkeypatch):
    from engine.settings import settings

    monkeypatch.setenv("EVENFIELD_TEAM_ONLY", "1")
    settings.cache_clear()
    app.run()
    app.switch_page("pages/baseline.py").run()

    assert not app.exception
    assert "Rows of individuals are switched off" in words(app)
    assert "Which activity" not in words(app)


def test_what_a_figure_is_stands_with_the_names_of_its_parts(page):
    said = words(page)
    for name in ("Also called", "Formula", "Source", "Read from"):
        assert name in said
    assert "median attainment" in said


def test_a_link_opens_the_same_part_of_the_team(page, app, workspace):
    page.selectbox(key="baseline.dimension").select("role").run()
    assert page.query_params["by"] == "role"
    assert page.query_params["group"] == "AE"

    other = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    other.query_params["by"], other.query_params["group"] = "role", "AE"
    other.run()
    opened = other.switch_page("pages/baseline.py").run()
    assert not opened.exception
    assert opened.selectbox(key="baseline.value").value == "AE"


def test_people_who_may_be_counted_twice_are_told_beside_the_figures(app, workspace):
    people = "Employee ID,Name,Email\nE1,Ana Alves,ana@x.com\n,Ben Boyd,ben@x.com\n"
    deals = "Opportunity ID,Owner ID,Amount,Stage,Close Date\n"
    deals += "D1,E1,50,Closed Won,2025-03-01\nD2,E2,70,Closed Won,2025-04-01\n"
    workspace.mkdir()
    for name, text in (("people.csv", people), ("deals.csv", deals)):
        (workspace.parent / name).write_text(text)
    load(Workspace(workspace), [workspace.parent / "people.csv", workspace.parent / "deals.csv"])
    app.run()
    page = app.switch_page("pages/baseline.py").run()

    assert not page.exception
    assert "1 person has no id beside others who have one" in words(page)
    assert "Ben" not in words(page)


def test_a_link_to_a_part_that_is_not_there_is_told(app, two_reps):
    app.query_params["by"], app.query_params["group"] = "role", "Astronaut"
    app.run()
    page = app.switch_page("pages/baseline.py").run()
    assert not page.exception
    assert "Nobody of the group asked for is in this period" in words(page)
    assert page.selectbox(key="baseline.value").value == "AE"


def test_a_link_by_what_no_team_is_cut_by_is_a_sentence(app, two_reps):
    app.query_params["by"], app.query_params["group"] = "shoe size", "9"
    app.run()
    assert any("cannot be sliced by" in text.value for text in app.text)
    page = app.switch_page("pages/baseline.py").run()
    assert not page.exception
    assert "The company booked $180" in words(page)


def test_an_address_names_no_manager():
    assert links.sign("role", "AE") == "AE"
    signed = links.sign("manager", "Maria Lopez")
    assert "Maria" not in signed
    assert links.sign("manager", signed) == signed


def test_rows_are_headed_in_words_and_units():
    assert row_words.described("quota", "USD") == ("Quota, USD", row_words.MONEY)
    assert row_words.described("attainment", "USD") == ("Attainment of quota", row_words.SHARE)
    assert row_words.described("some_thing", "USD") == ("Some thing", row_words.TEXT)
