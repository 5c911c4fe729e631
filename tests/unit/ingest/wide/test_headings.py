"""Periods in headers, and what is left of the header."""

from __future__ import annotations

import pytest

from engine.ingest.wide.headings import Heading, heading_of, longest_aside, years_in


@pytest.mark.parametrize(
    ("header", "period", "measure", "has_year"),
    [
        ("Q1 2025", "Q1 2025", "", True),
        ("FY2025-Q1 Quota", "FY2025-Q1", "Quota", True),
        ("Quota (Q1 2025)", "Q1 2025", "Quota", True),
        ("Actual_2025-03", "2025-03", "Actual", True),
        ("Jan-25", "Jan-25", "", True),
        ("2025-01-01", "2025-01-01", "", True),
        ("Ziel März 2025", "März 2025", "Ziel", True),
        ("Q3", "Q3", "", False),
        ("Sep Target", "Sep", "Target", False),
        ("2026 Total", "2026", "", True),
    ],
)
def test_a_header_that_names_a_period(header, period, measure, has_year):
    assert heading_of(header) == Heading(period, measure, has_year)


@pytest.mark.parametrize("header", ["Rep", "Top 25", "Address 1", "Employee 12", "Total", ""])
def test_a_header_that_names_none(header):
    assert heading_of(header) is None


def test_a_year_beside_its_quarters_only_sums_them_up():
    assert longest_aside({0: "Q1 2025", 1: "Q2 2025", 2: "FY2025", 3: "FY2026"}) == {2}
    assert longest_aside({0: "Jan 2025", 1: "Q1 2025", 2: "Apr 2025"}) == {1}


def test_years_in_the_name_of_a_file():
    assert years_in("Quotas_FY2025_final") == ("fy2025",)
    assert years_in("Quotas FY24-FY25") == ("fy24", "fy25")
    assert years_in("Quotas v12345") == ()
