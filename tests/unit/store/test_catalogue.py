"""The catalogue: two people saving one scenario lose nothing, the second is told."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from engine.errors import StoreError
from engine.store import catalogue as catalogues
from engine.store.catalogue import Catalogue
from engine.store.records import InfoRecord
from engine.store.scenario_history import Parent


@pytest.fixture
def catalogue(tmp_path):
    return Catalogue(f"sqlite:///{tmp_path / 'c.sqlite'}")


def test_a_second_save_over_a_newer_version_is_told(catalogue):
    mine = catalogue.save_scenario("Grow", "{}", "a" * 16)
    theirs = catalogue.save_scenario("Grow", '{"b":1}', "b" * 16, id=mine.id, version=mine.version)
    with pytest.raises(StoreError, match="somebody else"):
        catalogue.save_scenario("Grow", "{}", "c" * 16, id=mine.id, version=mine.version)
    assert [s.levers_id for s in catalogue.scenarios()] == ["b" * 16]
    assert theirs.version == mine.version + 1


def test_two_scenarios_cannot_share_a_name(catalogue):
    catalogue.save_scenario("Grow", "{}", "a" * 16)
    with pytest.raises(StoreError, match="name is taken"):
        catalogue.save_scenario("Grow", "{}", "b" * 16)


def test_a_confirmed_mapping_is_remembered_and_can_be_confirmed_anew(catalogue):
    assert catalogue.mapping_for("layout") is None
    catalogue.remember_mapping("layout", "one")
    catalogue.remember_mapping("layout", "two")
    assert catalogue.mapping_for("layout") == "two"


def test_loads_are_listed_latest_first_with_their_reports(catalogue):
    for name, report in (("a" * 16, "1"), ("b" * 16, "2"), ("a" * 16, "3")):
        catalogue.record_load(name, report)
    assert catalogue.loads() == ("a" * 16, "b" * 16, "a" * 16)
    assert catalogue.report("a" * 16) == "3"


def test_levers_shared_twice_are_kept_once_as_they_were_first_written(catalogue):
    catalogue.share("a" * 16, "first")
    catalogue.share("a" * 16, "again, by somebody else")
    assert catalogue.shared("a" * 16) == "first"
    assert catalogue.shared("b" * 16) is None


def test_deleting_twice_is_no_error(catalogue):
    saved = catalogue.save_scenario("Grow", "{}", "a" * 16)
    catalogue.delete_scenario(saved.id)
    catalogue.delete_scenario(saved.id)
    assert catalogue.scenarios() == ()


def test_an_unreachable_catalogue_is_told(tmp_path):
    with pytest.raises(StoreError, match="catalogue could not be opened"):
        Catalogue(f"sqlite:///{tmp_path / 'absent' / 'c.sqlite'}")


def test_every_save_stays_in_the_history(catalogue):
    first = catalogue.save_scenario("Grow", "one", "a" * 16, parent=Parent("Same again", 7, 2))
    catalogue.save_scenario("Grown", "two", "b" * 16, id=first.id, version=first.version)

    found = catalogue.versions(first.id)

    assert [(v.version, v.name, v.document) for v in found] == [
        (1, "Grow", "one"),
        (2, "Grown", "two"),
    ]
    assert [v.parent for v in found] == [Parent("Same again", 7, 2), None]


def test_a_refused_save_leaves_no_trace_in_the_history(catalogue):
    first = catalogue.save_scenario("Grow", "one", "a" * 16)
    catalogue.save_scenario("Grow", "two", "b" * 16, id=first.id, version=1)
    with pytest.raises(StoreError):
        catalogue.save_scenario("Grow", "three", "c" * 16, id=first.id, version=1)

    assert [v.document for v in catalogue.versions(first.id)] == ["one", "two"]


def test_what_was_saved_before_there_was_a_history_is_kept_when_saved_over(tmp_path):
    """A catalogue of an earlier program has the record and no table of versions."""
    path = tmp_path / "c.sqlite"
    first = Catalogue(f"sqlite:///{path}").save_scenario("Grow", "one", "a" * 16)
    with sqlite3.connect(path) as raw:
        raw.execute("DROP TABLE scenario_version")
    catalogue = Catalogue(f"sqlite:///{path}")
    assert [v.document for v in catalogue.versions(first.id)] == ["one"]

    catalogue.save_scenario("Grow", "two", "b" * 16, id=first.id, version=1)

    assert [v.document for v in catalogue.versions(first.id)] == ["one", "two"]


def test_a_history_goes_with_its_scenario(catalogue):
    saved = catalogue.save_scenario("Grow", "one", "a" * 16)
    catalogue.delete_scenario(saved.id)
    assert catalogue.versions(saved.id) == ()


def test_a_copy_of_the_catalogue_carries_the_history(catalogue, tmp_path):
    saved = catalogue.save_scenario("Grow", "one", "a" * 16)
    other = Catalogue(f"sqlite:///{tmp_path / 'other.sqlite'}")
    catalogue.copy_to(other)
    assert other.versions(saved.id) == catalogue.versions(saved.id) != ()


def test_a_catalogue_that_takes_its_first_row_no_more_is_read_all_the_same(tmp_path, monkeypatch):
    """Its tables stand, so the row of the version is the first thing that is not written."""
    url = f"sqlite:///{tmp_path / 'c.sqlite'}"
    first = Catalogue(url)
    first.save_scenario("Grow", "{}", "a" * 16)
    first.close()
    without_version(tmp_path)
    monkeypatch.setattr(
        catalogues, "_use_write_ahead_log", lambda connection, _: connection.execute(QUERY_ONLY)
    )
    at_rest = Catalogue(url)
    assert at_rest.unwritable is not None
    assert [one.name for one in at_rest.scenarios()] == ["Grow"]
    with pytest.raises(StoreError, match="cannot be written"):
        at_rest.save_scenario("More", "{}", "b" * 16)


def test_two_processes_that_write_the_version_at_once_both_open(tmp_path):
    url = f"sqlite:///{tmp_path / 'c.sqlite'}"
    Catalogue(url).close()
    without_version(tmp_path)
    seen = []

    def by_another(*_):
        seen.append(1)
        with closing(sqlite3.connect(tmp_path / "c.sqlite")) as base, base:
            base.execute(f"INSERT INTO {InfoRecord.__tablename__} (id, version) VALUES (1, 1)")

    event.listen(Session, "before_flush", by_another)
    try:
        catalogue = Catalogue(url)
    finally:
        event.remove(Session, "before_flush", by_another)
    assert seen == [1]
    assert catalogue.unwritable is None
    assert catalogue.save_scenario("Grow", "{}", "a" * 16).version == 1


QUERY_ONLY = "PRAGMA query_only=1"


def without_version(folder):
    """Take the row of the version out of a catalogue that stands."""
    with closing(sqlite3.connect(folder / "c.sqlite")) as base, base:
        base.execute(f"DELETE FROM {InfoRecord.__tablename__}")


def test_a_save_waits_for_the_disk_and_a_link_does_not(catalogue):
    full, normal = 2, 1  # as SQLite numbers them
    for engine, waits in ((catalogue._engine, full), (catalogue._links, normal)):
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == waits
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
