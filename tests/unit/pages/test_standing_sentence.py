"""The first sentence about a past period at its edges: manifold quota, nothing booked."""

from __future__ import annotations

from pages._shared import sentences
from tests.support.results import as_is


def test_quota_of_many_times_what_was_expected_is_said_in_times():
    # 8.76 is 8.8 times; 776 % more says nothing to anybody
    assert sentences.handed_out(as_is([0.1], quota_to_expected=8.76)) == (
        "8.8 times as much quota was handed out as these patches could be expected to book"
    )
    assert sentences.handed_out(as_is([0.5], quota_to_expected=1.99)).startswith("99")


def test_where_nothing_is_booked_no_dash_stands_in_the_sentence():
    assert sentences.standing(as_is([]), "EUR") == (
        "No bookings are known. No quota is known for this period, so nobody's result can be read."
    )


def test_a_part_of_the_team_is_not_called_the_company():
    part = sentences.standing(as_is([0.5], bookings=20_800_000.0), "USD", sentences.PART)
    assert part.startswith("This part of the team booked")
