"""A person's corrections, and what they may not do."""

from __future__ import annotations

import pytest

from engine.errors import DataError
from engine.ingest.recognition import THRESHOLD, confirm
from engine.ingest.types import ColumnMatch, FileMapping

FOUND = FileMapping(
    kind="opportunity",
    profile="plain",
    matches=(
        ColumnMatch("Number", "opportunity", "opportunity_id", 0.97, True),
        ColumnMatch("Sum", "opportunity", "amount", 0.9, True),
        ColumnMatch("Pot", "opportunity", "amount", 0.6, False),
    ),
    ignored=("Remark",),
    personal=("Gender",),
    signature="abc",
)


def by_source(mapping):
    """Matches by source column."""
    return {match.source: match for match in mapping.matches}


def test_a_corrected_column_is_taken_with_certainty_and_the_other_yields():
    mapping = confirm(FOUND, {"Pot": ("opportunity", "amount")})
    assert (by_source(mapping)["Pot"].confidence, by_source(mapping)["Pot"].taken) == (1.0, True)
    assert not by_source(mapping)["Sum"].taken
    assert by_source(mapping)["Sum"].confidence < THRESHOLD
    assert by_source(mapping)["Number"] == FOUND.matches[0]


def test_a_column_can_be_left_out_and_an_ignored_one_brought_in():
    mapping = confirm(FOUND, {"Sum": None, "Remark": ("opportunity", "next_step")})
    assert by_source(mapping)["Remark"].field == "next_step"
    assert mapping.ignored == ("Sum",)


def test_no_change_changes_nothing():
    assert confirm(FOUND, {}) == FOUND


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"Gender": ("opportunity", "type")}, "personal data"),
        ({"Pott": ("opportunity", "amount")}, "Did you mean Pot"),
        ({"Pot": ("opportunity", "amont")}, "Did you mean opportunity.amount"),
        ({"Pot": ("oportunity", "amount")}, "Did you mean opportunity"),
    ],
)
def test_what_cannot_be_is_refused(changes, said):
    with pytest.raises(DataError, match=said):
        confirm(FOUND, changes)
