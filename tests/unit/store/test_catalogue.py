"""The catalogue: two people saving one scenario lose nothing, the second is told."""

from __future__ import annotations

import pytest

from engine.errors import StoreError
from engine.store.catalogue import Catalogue


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


def test_deleting_twice_is_no_error(catalogue):
    saved = catalogue.save_scenario("Grow", "{}", "a" * 16)
    catalogue.delete_scenario(saved.id)
    catalogue.delete_scenario(saved.id)
    assert catalogue.scenarios() == ()


def test_an_unreachable_catalogue_is_told(tmp_path):
    with pytest.raises(StoreError, match="catalogue could not be opened"):
        Catalogue(f"sqlite:///{tmp_path / 'absent' / 'c.sqlite'}")
