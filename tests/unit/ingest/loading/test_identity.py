"""Who is who: by id, then e-mail, then name, never guessed."""

from __future__ import annotations

import pytest

from engine.ingest.loading.identity import Directory, NotFound, Reference, loose_key, name_key


@pytest.fixture
def directory() -> Directory:
    known = Directory()
    known.add("1", ["1", "A-1"], "Ana García", "ana@example.com")
    known.add("2", ["2"], "Ben J. Cole", "ben@example.com")
    known.add("3", ["3"], "Lee Wong", "lee@example.com")
    known.add("4", ["4"], "Lee Wong", None)
    known.add("005bm00000NCJmQAAX", ["005bm00000NCJmQAAX"], "Sal Ford", None)
    return known


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        (Reference("1"), "1"),
        (Reference("A-1"), "1"),
        (Reference("a-1"), NotFound.UNKNOWN),
        (Reference(None, None, "ANA@example.com"), "1"),
        (Reference("ben@example.com"), "2"),
        (Reference(None, "ana garcia"), "1"),
        (Reference("García, Ana"), "1"),
        (Reference(None, "Cole, Ben"), "2"),
        (Reference(None, "Ben Cole"), "2"),
        (Reference("99", "Ana García"), "1"),
        (Reference(None, "Lee Wong"), NotFound.AMBIGUOUS),
        (Reference(None, "Lee Wong", "lee@example.com"), "3"),
        (Reference(None, "Nobody Here"), NotFound.UNKNOWN),
        (Reference("005bm00000NCJmQ"), "005bm00000NCJmQAAX"),
        (Reference("005bm00000ncJmQ"), NotFound.UNKNOWN),
    ],
)
def test_people_are_found_by_what_they_go_by(directory, reference, expected):
    assert directory.find(reference) == expected


def test_an_id_that_is_taken_stays_with_the_first(directory):
    directory.add("5", ["1"], "Zoe Hart", None)
    assert directory.find(Reference("1")) == "1"


def test_names_without_accents_case_order_and_middle_initials():
    assert name_key("  MÜLLER, Jörg ") == name_key("Jörg Müller") == "jorg muller"
    assert loose_key(name_key("Jörg K. Müller")) == loose_key(name_key("Muller Jorg"))
    assert loose_key(name_key("J K")) == "j k"


def test_numbers_tell_ids_apart_where_they_are_taken_for_names():
    known = Directory()
    known.add("REP-1", ["REP-1"], "REP-1", None)
    assert known.find(Reference("REP-2")) is NotFound.UNKNOWN
