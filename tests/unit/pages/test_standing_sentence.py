"""The first sentence about a past period at its edges: manifold quota, nothing booked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pages._shared import sentences
from tests.support.results import as_is, band


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


def test_a_period_that_is_not_over_is_said_first():
    year = replace(as_is([0.5], bookings=20_800_000.0), as_of=date(2025, 8, 31))
    assert sentences.standing(year, "USD").startswith(
        "FY2025 is not over (the data end on 2025-08-31). So far: The company booked"
    )


def test_quotas_that_fit_say_how_their_total_would_differ():
    # 1 / 1.25 = 0.8: fitting quotas would hand out 20 % less
    year = as_is([0.5], fair_median=band(0.95, 0.05), quota_to_expected=1.25)
    said = sentences.fair(year).replace("\u00a0", " ")
    assert "expected to book, 20 % less in all, the middle rep would land at 95 %" in said
    same = as_is([0.5], fair_median=band(0.95, 0.05), quota_to_expected=1.0)
    assert "in all" not in sentences.fair(same)
