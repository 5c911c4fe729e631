"""Slices of a team."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from engine.errors import DataError
from engine.scenarios.past import slices
from engine.scenarios.past.slices import Slice, groups, make_slice, members, small_group_note

TEAM = pa.table(
    {
        "role": ["AE", "AE", "AM", None],
        "manager_id": ["m", "n", "m", "m"],
        "tenure_band": ["under 6 months", None, "1 to 2 years", "1 to 2 years"],
    }
)


def test_groups_are_counted_and_blanks_are_none() -> None:
    assert groups(TEAM, "role") == [("AE", 2), ("AM", 1)]
    assert groups(TEAM, "tenure") == [("1 to 2 years", 2), ("under 6 months", 1)]


def test_members_are_those_of_the_group() -> None:
    assert members(TEAM, Slice("manager", "m")).tolist() == [True, False, True, True]


def test_a_group_nobody_is_in_and_a_dimension_there_is_not_are_refused() -> None:
    with pytest.raises(DataError, match="No rep is in role SDR") as caught:
        members(TEAM, Slice("role", "SDR"))
    assert caught.value.hint == "There is: AE, AM."
    with pytest.raises(DataError, match="cannot be sliced by 'shoe size'"):
        make_slice("shoe size", "44")
    assert make_slice("territory_maturity", "over 3 years").value == "over 3 years"


def test_a_small_group_is_said_to_be_one() -> None:
    west = Slice("region", "West")
    assert small_group_note(west, 1).startswith("Only 1 rep in region West")
    assert small_group_note(west, 2).startswith("Only 2 reps")
    assert small_group_note(west, 3) == ""


def test_bands_hold_their_lower_end_and_a_blank_has_no_band() -> None:
    months = np.array([0, 5.9, 6, 12, 24, np.nan])
    assert slices.tenure_band(months) == [
        "under 6 months",
        "under 6 months",
        "6 to 12 months",
        "1 to 2 years",
        "over 2 years",
        None,
    ]
    assert slices.maturity_band(np.array([11.0, 12, 36])) == [
        "under a year",
        "1 to 3 years",
        "over 3 years",
    ]
    assert slices.cycle_band(np.array([29.0, 30, 90, 180])) == [
        "under 30 days",
        "30 to 90 days",
        "90 to 180 days",
        "over 180 days",
    ]
