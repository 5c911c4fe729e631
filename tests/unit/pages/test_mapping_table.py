"""A mapping as a table to correct, and back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.ingest.types import ColumnMatch, CsvText, FileMapping, RawTable
from engine.model.tables import TABLES
from pages._shared import fields, mapping_table


@pytest.fixture
def raw(tmp_path):
    columns = ("Deal", "Value", "Colour", "Born")
    sample = (("D1", "10", "", "1980"), ("D1", "20", "", "1981"), ("D2", "30", "red", "1982"))
    rows = CsvText(tmp_path / "x.csv", ",", '"', 1)
    return RawTable("deals.csv", "", "utf-8", columns, sample, rows)


@pytest.fixture
def mapping():
    matches = (
        ColumnMatch("Deal", "opportunity", "opportunity_id", 1.0, taken=True),
        ColumnMatch("Value", "opportunity", "amount", 0.5, taken=False),
    )
    return FileMapping("opportunity", "plain", matches, ("Colour",), ("Born",), "signature")


def goes_to(frame):
    return dict(zip(frame[mapping_table.SOURCE], frame[mapping_table.GOES_TO], strict=True))


def test_what_is_sure_is_filled_in_and_what_is_guessed_is_not(raw, mapping):
    frame = mapping_table.frame(raw, mapping, suggestions=False)

    assert goes_to(frame) == {
        "Deal": "Deal: opportunity id",
        "Value": "leave out",
        "Colour": "leave out",
    }
    assert list(frame[mapping_table.SURE])[1] == "not sure: Deal: amount?"


def test_suggestions_are_filled_in_when_asked(raw, mapping):
    frame = mapping_table.frame(raw, mapping, suggestions=True)

    assert goes_to(frame)["Value"] == "Deal: amount"


def test_a_personal_column_cannot_be_brought_back(raw, mapping):
    frame = mapping_table.frame(raw, mapping, suggestions=True)

    assert "Born" not in goes_to(frame)


def test_samples_are_the_first_different_values(raw):
    assert mapping_table.samples(raw, "Deal") == ("D1", "D2", "")
    assert mapping_table.samples(raw, "Value") == ("10", "20", "30")
    assert mapping_table.samples(raw, "Colour") == ("red", "", "")


def test_a_correction_is_taken_and_what_was_left_keeps_its_confidence(mapping):
    rows = [("Deal", "Deal: opportunity id"), ("Value", "Deal: amount"), ("Colour", "Deal: type")]

    after = mapping_table.corrected(mapping, rows)

    assert [(m.source, m.field, m.confidence, m.taken) for m in after.matches] == [
        ("Deal", "opportunity_id", 1.0, True),
        ("Value", "amount", 0.5, True),
        ("Colour", "type", 1.0, True),
    ]
    assert after.ignored == ()
    assert after.personal == ("Born",)


def test_a_column_can_be_left_out(mapping):
    rows = [("Deal", "Deal: opportunity id"), ("Value", "leave out"), ("Colour", "leave out")]

    after = mapping_table.corrected(mapping, rows)

    assert [m.source for m in after.matches] == ["Deal"]
    assert after.ignored == ("Value", "Colour")


def test_two_columns_on_one_field_are_named(mapping):
    rows = [("Deal", "Deal: amount"), ("Value", "Deal: amount")]

    assert mapping_table.doubled(mapping_table.corrected(mapping, rows)) == ["Deal: amount"]
    assert mapping_table.doubled(mapping) == []


def test_what_every_row_needs_and_nothing_makes_is_named(mapping):
    only_id = mapping_table.corrected(mapping, [("Deal", "Deal: opportunity id")])
    order = [("Deal", "Deal: opportunity id"), ("Value", "Deal: unit price")]

    assert mapping_table.missing(only_id) == ["Deal: amount"]
    assert mapping_table.missing(mapping_table.corrected(mapping, order)) == []  # price makes it


def test_a_period_in_words_makes_both_its_ends():
    matches = (
        ColumnMatch("Rep", "quota", "rep_name", 0.9, True),
        ColumnMatch("Quarter", "quota", "period", 0.9, True),
        ColumnMatch("Quota", "quota", "amount", 0.9, True),
    )
    whole = FileMapping("quota", "plain", matches, (), (), "layout")
    amounts = replace(whole, matches=(matches[0], matches[2]))

    assert mapping_table.missing(whole) == []
    assert "Quota: period end" in mapping_table.missing(amounts)


def test_every_field_of_every_table_can_be_chosen_and_no_two_share_their_words():
    every = {(table.name, field.name) for table in TABLES for field in table.fields}

    assert every <= set(fields.targets().values())
    assert len(set(fields.targets().values())) == len(fields.targets())
    assert len(set(fields.choices())) == len(fields.choices())
