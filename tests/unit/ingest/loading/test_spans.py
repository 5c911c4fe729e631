"""Periods in words, and periods of which only the first day is known."""

from __future__ import annotations

from datetime import date

import pytest

from engine.ingest.loading.spans import labelled, last_day, months_between, span_of


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("FY2025-Q1", "FY2025-Q1"),
        ("FY25 Q1", "FY2025-Q1"),
        ("Q1 2025", "FY2025-Q1"),
        ("Q4-2025", "FY2025-Q4"),
        ("2025Q3", "FY2025-Q3"),
        ("1Q25", "FY2025-Q1"),
        ("T2 2025", "FY2025-Q2"),
        ("2025-01", "2025-01"),
        ("01/2025", "2025-01"),
        ("May 2025", "2025-05"),
        ("mai 2025", "2025-05"),
        ("2025 prosinec", "2025-12"),
        ("2025", "FY2025"),
        ("FY26", "FY2026"),
    ],
)
def test_periods_in_words(text, label):
    assert span_of(text).label == label


@pytest.mark.parametrize("text", ["soon", "2025/07/01", "Q5 2025", ""])
def test_what_is_no_period(text):
    assert span_of(text) is None


def test_quarters_follow_the_fiscal_year():
    # fiscal 2026 from February 2025: its first quarter is February to April 2025
    span = span_of("FY2026-Q1", fiscal_start=2)
    assert (span.first, span.last) == (date(2025, 2, 1), date(2025, 4, 30))


def test_the_length_of_periods_is_told_from_the_gaps():
    months = [date(2025, m, 1) for m in range(1, 13)]
    assert months_between(("a", m) for m in months) == 1
    assert months_between(("a", m) for m in months[::3]) == 3
    assert months_between([("a", date(2024, 1, 1)), ("a", date(2025, 1, 1))]) == 12
    # one missing month in a year of months leaves most gaps at one month
    assert months_between(("a", m) for m in months if m.month != 6) == 1


def test_last_days():
    assert last_day(date(2024, 2, 1), 1) == date(2024, 2, 29)
    assert last_day(date(2024, 11, 1), 3) == date(2025, 1, 31)


def test_payout_periods_are_spelled_one_way():
    assert labelled("Jan 2025", 1) == "2025-01"
    assert labelled("2025/07/01", 1) == "2025-07"
    assert labelled("whenever", 1) == "whenever"


def test_a_month_of_a_fiscal_year_is_not_that_of_the_calendar_year():
    assert span_of("Jul FY2026", fiscal_start=7).label == "2025-07"
    assert span_of("Jun FY2026", fiscal_start=7).label == "2026-06"
    assert span_of("Jul 2026", fiscal_start=7).label == "2026-07"
    assert span_of("Jul FY2026").label == "2026-07"
