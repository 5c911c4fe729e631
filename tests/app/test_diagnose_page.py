"""Diagnose: the verdict in words, what lies behind it, and what cannot be told."""

from __future__ import annotations

import json

import pytest

from engine.settings import settings
from tests.support.sales_force import a_force
from tests.support.screen import words


@pytest.fixture
def page(app, workspace):
    a_force(workspace).close()
    app.run()
    return app.switch_page("pages/diagnose.py").run()


def test_without_data_the_page_says_where_to_begin(app):
    app.run()
    app.switch_page("pages/diagnose.py").run()

    assert not app.exception
    assert "sample company" in app.info[0].value


def test_the_verdict_comes_with_its_interval_and_its_bar(page):
    assert not page.exception
    said = words(page)
    assert any(word in said for word in ("Mostly the system", "Mostly people", "cannot be told"))
    assert "of a year's differences between reps are luck" in said
    chart = json.loads(page.get("vega_lite_chart")[0].proto.spec)
    assert chart["description"]


def test_findings_and_what_is_missing_stand_in_tables(page):
    columns = {name for table in page.table for name in table.value.columns}
    assert {"What it shows", "What is missing"} <= columns
    missing = next(t.value for t in page.table if "What is missing" in t.value.columns)
    assert all("." in cause for cause in missing["What is missing"])


def test_a_sheet_leads_from_quota_to_attainment_under_a_masked_name(page):
    page.session_state["diagnose.sheet"] = True
    page.run()
    assert not page.exception
    assert page.selectbox(key="diagnose.rep").options[0] == "Rep 1"
    steps = next(t.value for t in page.table if "Step" in t.value.columns)
    assert len(steps) == 8
    assert "First the patch" in words(page)


def test_without_quotas_the_page_says_what_it_cannot_tell(app, workspace):
    a_force(workspace, leave_out=("quota",), seats=12).close()
    app.run()
    app.switch_page("pages/diagnose.py").run()

    assert not app.exception
    assert "cannot be told from these data" in words(app)
    assert "quota.amount" in words(app)
    assert not app.get("vega_lite_chart")


def test_a_team_only_installation_shows_no_sheets(app, workspace, monkeypatch):
    monkeypatch.setenv("EVENFIELD_TEAM_ONLY", "1")
    settings.cache_clear()
    a_force(workspace).close()
    app.run()
    app.switch_page("pages/diagnose.py").run()

    assert not app.exception
    assert "Sheets of individuals are switched off" in words(app)
    assert not any("rep_id" in str(table.value) for table in app.table)


def test_rows_behind_a_finding_are_shown_when_asked_under_words_and_masked(page):
    page.session_state["diagnose.rows"] = True
    page.run()
    page.selectbox(key="diagnose.rows_of").select("quota_fit").run()
    assert not page.exception
    rows = page.dataframe[0].value
    assert list(rows.columns) == ["rep", "quota", "fit"]
    assert rows["rep"].str.fullmatch(r"Rep \d+").all()
    assert [button.proto.label for button in page.get("download_button")] == ["Download as CSV"]


def test_a_sheet_says_the_patch_first_and_then_what_stands_out(page):
    page.session_state["diagnose.sheet"] = True
    page.run()
    said = words(page)
    assert said.index("First the patch") < said.index("own record")
    assert "Too little is recorded" in said or "stands out" in said
