"""The alias files hold together: fields are known, text is text, no word means two things."""

from __future__ import annotations

import pytest
import yaml

from engine.ingest.recognition.aliases import MAYBE, WEAK, tables
from engine.ingest.recognition.concepts import concepts, words
from engine.ingest.recognition.files import ALIASES, read
from engine.ingest.recognition.normalise import normalise
from engine.ingest.source_fields import SOURCE_FIELD
from engine.model.tables import TABLE, TABLES

LANGUAGES = {"en", "de", "fr", "es", "nl", "it", "pt", "cs", "ja"}
GROUPS = {*LANGUAGES, "products", WEAK, MAYBE}


def known_fields(table: str) -> set[str]:
    """Canonical and source fields of a table."""
    return {f.name for f in TABLE[table].fields} | {n for t, n in SOURCE_FIELD if t == table}


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_aliases_name_fields_of_the_registry_in_known_groups(table):
    for field, groups in read(table.name).items():
        assert field in known_fields(table.name), field
        assert set(groups) <= GROUPS, field
        for header in (text for listed in groups.values() for text in listed):
            assert isinstance(header, str), f"{field}: {header!r} needs quotes"
            assert normalise(header), f"{field}: {header!r} says nothing"


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_field_has_a_name_by_which_it_is_found(table):
    found = {field for names in tables()[table.name].by_name.values() for field, _ in names}
    assert {f.name for f in table.fields} <= found | {"latitude", "longitude"}


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_how_a_kind_shows_itself_names_its_own_fields(table):
    rule = read("kinds")[table.name]
    named = {field for group in rule["needs"] for field in group} | set(rule["tells"])
    assert named <= known_fields(table.name)
    for fed, fields in rule["feeds"].items():
        assert set(fields) <= known_fields(fed)


def test_common_fields_have_names_in_every_language():
    for field in ("name", "amount", "stage", "close_date", "owner_name", "account_name"):
        assert set(read("opportunity")[field]) >= LANGUAGES, field


def test_no_word_means_two_things_and_none_is_a_number_or_flag():
    assert len(words()) > 1_000  # raises if one word is listed under two meanings
    for meaning, by_language in read("words").items():
        assert set(by_language) <= {*LANGUAGES, "any"}, meaning
        assert all(isinstance(w, str) for listed in by_language.values() for w in listed), meaning


def test_every_alias_file_is_plain_data():
    for path in ALIASES.glob("*.yaml"):
        assert isinstance(yaml.safe_load(path.read_text(encoding="utf-8")), dict), path.name


@pytest.mark.parametrize(
    ("header", "same"),
    [
        ("Date de clôture", "Close Date"),
        ("CloseDate", "close_date"),
        ("property_closedate", "Close Date"),
        ("Schlussdatum", "Fecha de cierre"),
        ("(Do Not Modify) Created On", "Erstellungsdatum"),
        ("Number of Employees", "Anzahl Mitarbeiter"),
        ("Verkaufschancen-ID", "Opportunity ID"),
        ("Geschaeftswert", "Geschäftswert"),
        ("完了予定日", "Expected Close Date"),
        ("Amount (USD)", "amount"),
        ("Deal_Value__c", "deal value"),
        ("Employee #", "Employee number"),
        ("Associated Company IDs", "company id"),
        ("XMLFileName", "xml file name"),
    ],
)
def test_one_meaning_in_many_spellings(header, same):
    assert concepts(header) == concepts(same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Close Date", "Created Date"),
        ("Expected Revenue", "Annual Revenue"),
        ("Number of Employees", "Employee Number"),
        ("Created By", "Created Date"),
        ("Amount", "Weighted Amount"),
        ("Amount (Weighted)", "Amount"),
    ],
)
def test_different_meanings_stay_apart(one, other):
    assert concepts(one) != concepts(other)
