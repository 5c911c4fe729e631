"""The mapping document: written, read back, applied, and refused in words."""

from __future__ import annotations

import pyarrow as pa
import pytest

from engine.errors import DataError, StoreError
from engine.ingest.mapping import apply_mapping, parse_mapping, write_mapping, write_mappings
from engine.ingest.types import ColumnMatch, FileMapping, RawTable

FOUND = FileMapping(
    kind="opportunity",
    profile="plain",
    matches=(
        ColumnMatch("Deal", "opportunity", "opportunity_id", 1.0, True),
        ColumnMatch("Pot", "opportunity", "amount", 0.5, False),
    ),
    ignored=("Remark",),
    personal=("Birth date",),
    signature="abc",
)
RAW = RawTable("deals.csv", "", "utf-8", ("Deal", "Pot", "Remark", "Birth date"), (), pa.table({}))


def document(columns, kind="opportunity"):
    """A mapping document for deals.csv."""
    lines = "".join(f"      {key}: {value}\n" for key, value in columns.items())
    return f"mapping: 1\nlayouts:\n  - file: deals.csv\n    kind: {kind}\n    columns:\n{lines}"


def test_what_was_confirmed_comes_back_and_what_was_only_proposed_does_not():
    again = parse_mapping(write_mapping(FOUND))
    assert [(m.source, m.table, m.field, m.taken) for m in again.matches] == [
        ("Deal", "opportunity", "opportunity_id", True)
    ]
    assert (again.kind, again.ignored, again.personal) == (
        "opportunity",
        ("Remark",),
        ("Birth date",),
    )


def test_a_document_goes_over_what_was_recognised_by_file_name():
    text = document({"Deal": "opportunity.opportunity_id", "Pot": "opportunity.amount"})
    (mapping,) = apply_mapping(text, [RAW], [FOUND])
    assert {m.source: m.field for m in mapping.matches} == {
        "Deal": "opportunity_id",
        "Pot": "amount",
    }
    assert {(m.confidence, m.taken) for m in mapping.matches} == {(1.0, True)}
    assert mapping.ignored == ("Remark",)
    assert mapping.signature == "abc"


def test_a_document_that_was_written_puts_the_same_columns_in_force():
    (mapping,) = apply_mapping(write_mappings([("deals.csv", FOUND)]), [RAW], [FOUND])
    assert [(m.source, m.field) for m in mapping.matches] == [("Deal", "opportunity_id")]


def test_one_column_may_go_to_two_fields():
    text = document({"Deal": "[opportunity.opportunity_id, opportunity.name]"})
    (mapping,) = apply_mapping(text, [RAW], [FOUND])
    assert [m.field for m in mapping.matches] == ["opportunity_id", "name"]


def test_a_personal_column_stays_dropped_whatever_the_document_says():
    text = document({"Birth date": "opportunity.created_date"})
    (mapping,) = apply_mapping(text, [RAW], [FOUND])
    assert mapping.matches == ()
    assert mapping.personal == ("Birth date",)


def test_a_document_of_another_layout_changes_nothing():
    other = write_mappings([("other.csv", FOUND)]).replace("abc", "xyz")
    assert apply_mapping(other, [RAW], [FOUND]) == (FOUND,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (document({"Pot": "opportunity.amont"}), "Did you mean opportunity.amount"),
        (document({"Pot": "amount"}), "There is no table “amount”"),
        (document({"Pot": "opportunity.amount"}, kind="deal"), "There is no table “deal”"),
        (document({"Pott": "opportunity.amount"}), "does not have. Did you mean Pot"),
        ("mapping: 1\nlayout: []\n", "Did you mean “layouts”"),
        ("just text", "not a list of keys"),
        ("mapping: &a 1\nlayouts: []\n", "anchors"),
        ("mapping: 1\nlayouts: []\npickle: !!python/object:os.system {}\n", "tags"),
    ],
)
def test_what_cannot_be_understood_is_told(text, said):
    with pytest.raises(DataError, match=said):
        apply_mapping(text, [RAW], [FOUND])


def test_a_remembered_text_of_another_version_is_refused():
    with pytest.raises(StoreError, match="remembered mapping"):
        parse_mapping('{"kind": "opportunity"}')
