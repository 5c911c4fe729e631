"""Method: rendered from the registries, searchable, in sections."""

from __future__ import annotations

import pytest

from engine.metrics.registry import METRICS
from engine.model.levers import LEVERS
from engine.model.tables import TABLES

SECTIONS = ("Words", "Figures", "Data", "Levers", "Files", "Commands", "The estimate")


@pytest.fixture
def page(app):
    app.run()
    return app.switch_page("pages/method.py").run()


def test_every_section_opens(page):
    for section in SECTIONS:
        page.segmented_control(key="section").set_value(section).run()
        assert not page.exception, section
        assert page.table or page.markdown or page.code, section


def test_every_figure_is_there_with_its_formula(page):
    page.segmented_control(key="section").set_value("Figures").run()

    assert len(page.table[0].value) == len(METRICS)


def test_every_column_of_every_table_is_there(page):
    page.segmented_control(key="section").set_value("Data").run()
    tables, columns = page.table

    assert len(tables.value) == len(TABLES)
    assert len(columns.value) == sum(len(table.fields) for table in TABLES)


def test_every_lever_is_there(page):
    page.segmented_control(key="section").set_value("Levers").run()

    assert len(page.table[0].value) == len(LEVERS)


def test_a_search_keeps_what_matches_and_says_when_nothing_does(page):
    page.segmented_control(key="section").set_value("Data").run()
    page.text_input(key="method.search").set_value("quota period_start").run()

    (found,) = page.table
    assert list(found.value["Column"]) == ["period\\_start"]
    assert any("Nothing matches" in caption.value for caption in page.caption)

    page.text_input(key="method.search").set_value("no such thing").run()

    assert not page.table


def test_commands_are_those_of_the_parser(page):
    page.segmented_control(key="section").set_value("Commands").run()
    shown = " ".join(page.table[0].value["Command"])

    for command in ("sample", "load", "baseline", "run"):
        assert f"engine {command}" in shown
