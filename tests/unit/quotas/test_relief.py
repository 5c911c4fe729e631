"""Relief: what part of a year's quota a person can carry."""

from __future__ import annotations

from datetime import date

import pytest

from engine.quotas.relief import Person, Year, relief

SEASONAL = Year.of(date(2019, 1, 1), date(2019, 12, 31), (0.2, 0.2, 0.2, 0.4))


def one(person, ramp=(), year=SEASONAL):
    return {step: round(float(share[0]), 6) for step, share in relief([person], year, ramp).items()}


def test_a_start_on_1_march_leaves_86_667_of_100_000():
    """The published example: 6,667 + 20,000 + 20,000 + 40,000 with season 20/20/20/40."""
    weight, months = SEASONAL.weight, SEASONAL.months - SEASONAL.months[0]
    there = SEASONAL.within(date(2019, 3, 1), date(2019, 12, 31))
    quarters = [100_000 * weight[there & (months // 3 == q)].sum() for q in range(4)]
    assert [round(amount) for amount in quarters] == [6_667, 20_000, 20_000, 40_000]
    assert round(sum(quarters)) == 86_667
    assert one(Person(date(2019, 3, 1))) == {"start": 0.866667}


def test_the_season_of_a_year_sums_to_one_and_follows_its_months():
    shares = tuple(range(1, 13))
    year = Year.of(date(2025, 4, 1), date(2026, 3, 31), shares)
    assert year.weight.sum() == pytest.approx(1)
    april = year.within(date(2025, 4, 1), date(2025, 4, 30))
    assert year.weight[april].sum() == pytest.approx(1 / 78)  # 1 of 1 + ... + 12


def test_a_ramp_follows_tenure_by_quarters():
    # hired 1 November: two months at 25 % are over; January is the last month of the first
    # quarter, then three months at 60 %, three at 85 %, five full; season 20/20/20/40
    ramp = one(Person(date(2018, 11, 1)), (0.25, 0.60, 0.85))["ramp"]
    third = 0.2 / 3
    by_month = (0.25, 0.6, 0.6, 0.6, 0.85, 0.85, 0.85, 1, 1)
    assert ramp == pytest.approx(third * sum(by_month) + 0.4, abs=1e-6)


def test_days_off_weigh_what_the_season_makes_of_them():
    off = Person(date(2010, 1, 1), absences=((date(2019, 10, 1), date(2019, 12, 31)),))
    assert one(off) == {"leave": 0.6}


def test_days_off_that_overlap_or_lie_outside_count_once_or_not():
    spans = (
        (date(2019, 4, 1), date(2019, 5, 31)),
        (date(2019, 5, 1), date(2019, 6, 30)),
        (date(2018, 1, 1), date(2018, 12, 31)),
    )
    assert one(Person(absences=spans)) == {"leave": 0.8}


def test_part_time_is_its_share_and_nothing_is_said_of_more_than_full():
    assert one(Person(fte=0.5)) == {"part_time": 0.5}
    assert one(Person(fte=1.2)) == one(Person(fte=0.0)) == one(None) == {}


def test_who_starts_after_the_period_carries_nothing():
    assert one(Person(date(2020, 3, 1))) == {"start": 0.0}


def test_who_starts_tomorrow_carries_the_rest():
    assert one(Person(date(2019, 12, 31))) == {"start": pytest.approx(0.4 / 3 / 31, abs=1e-6)}


def test_a_vacant_seat_carries_all_beside_one_that_starts():
    shares = relief([None, Person(date(2019, 7, 1))], SEASONAL, ())
    assert shares["start"].round(6).tolist() == [1.0, 0.6]
