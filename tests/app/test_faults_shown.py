"""What breaks on the disk is a sentence on the page, and the rest goes on."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from engine.errors import StoreError
from engine.model.scenario import QuotaLevers, Scenario
from engine.store import catalogue as catalogues
from engine.store.workspace import Workspace
from pages._shared import kept, links, registry
from pages._shared.session import Session
from tests.support.screen import words
from tests.support.snapshots import make_snapshot

KEYS = [page.key for page in registry.present()]


def visit(app, key):
    """Open a page of the app anew."""
    app.run()
    page = app if key == "start" else app.switch_page(f"pages/{key}.py").run()
    assert not page.exception
    assert [title.value for title in page.title] == [registry.ENTRY[key].question]
    return page


@pytest.fixture
def cut(workspace):
    """The newest snapshot, cut short."""
    newer = make_snapshot(workspace, rep=[{"rep_id": "R9"}])
    newer.close()
    path = workspace / "snapshots" / f"{newer.snapshot.fingerprint}.duckdb"
    path.write_bytes(path.read_bytes()[:6000])
    return path


@pytest.mark.parametrize("key", KEYS)
def test_where_the_newest_snapshot_is_cut_short_the_one_before_is_shown(app, two_reps, cut, key):
    page = app if key == "start" else app.switch_page(f"pages/{key}.py")
    page.run()
    assert not page.exception
    assert f"{cut.name} could not be opened" in words(page)
    assert page.session_state["session"].snapshot == two_reps.snapshot.fingerprint


@pytest.mark.parametrize("key", KEYS)
def test_where_no_snapshot_can_be_opened_every_page_says_so_and_data_takes_files(app, cut, key):
    page = visit(app, key)
    assert f"{cut.name} could not be opened" in words(page)
    assert bool(page.file_uploader) == (key == "data")


def test_a_snapshot_that_is_deleted_meanwhile_is_told_once(app, two_reps, workspace):
    newer = make_snapshot(workspace, rep=[{"rep_id": "R8"}]).snapshot.fingerprint
    page = visit(app, "data")
    (workspace / "snapshots" / f"{newer}.duckdb").unlink()
    page.run()
    assert f"{newer} is not in this workspace" in words(page)
    assert page.session_state["session"].snapshot == two_reps.snapshot.fingerprint
    page.run()
    assert f"{newer} is not in this workspace" not in words(page)


@pytest.fixture
def somebody_writes(workspace, monkeypatch):
    """Lock the catalogue from outside, whenever it is called."""
    monkeypatch.setattr(catalogues, "BUSY_MILLISECONDS", 20)
    other = sqlite3.connect(workspace / "catalogue.sqlite", isolation_level=None)
    with closing(other):
        yield lambda: other.execute("BEGIN EXCLUSIVE")


@pytest.mark.parametrize("action", ["what_if.save", "what_if.delete"])
def test_a_locked_catalogue_is_told_on_the_page_and_nothing_is_lost(
    app, two_reps, workspace, somebody_writes, action
):
    draft = Scenario("Grow", quota=QuotaLevers(growth=0.1))
    kept = Workspace(workspace).catalogue.save_scenario("Grow", "scenario: 1\nname: Grow\n", "a")
    app.session_state["session"] = Session(draft=draft, saved_id=kept.id, saved_version=1)
    page = visit(app, "what_if")
    if action == "what_if.delete":
        page.session_state["what_if.more_actions"] = True
        page.run()
    somebody_writes()
    page.button(key=action).click().run()
    assert not page.exception
    assert "another program locks it" in words(page)
    assert page.session_state["session"].draft == draft


def test_a_link_that_cannot_be_kept_is_told_and_the_page_stands(app, two_reps, monkeypatch):
    def fail(_scenario):
        raise StoreError("The catalogue could not be written: the disk is full.")

    monkeypatch.setattr(links.kept, "share", fail)
    app.session_state["session"] = Session(draft=Scenario("Grow", quota=QuotaLevers(growth=0.1)))
    page = visit(app, "what_if")
    assert "the disk is full" in words(page)


def test_a_saved_scenario_of_another_version_is_left_aside_by_name(app, two_reps, workspace):
    catalogue = Workspace(workspace).catalogue
    catalogue.save_scenario("Of *tomorrow*", "scenario: 1\nname: x\nmagic: 1\n", "a" * 16)
    catalogue.save_scenario("Of today", "scenario: 1\nname: Of today\n", "b" * 16)
    page = visit(app, "what_if")
    assert "Of *tomorrow*” was left aside" in words(page)
    assert [one.label for one in kept.saved()] == ["Of today"]
    visit(app, "compare")
