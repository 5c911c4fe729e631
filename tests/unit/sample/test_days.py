"""The story's calendar and its even spread of chance."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from engine.sample.chance import even_normals, stream
from engine.sample.days import (
    AS_OF,
    LAST_DAY,
    QUARTER_STARTS,
    day_of,
    on_weekday,
    quarter_of,
    to_date,
)
from engine.sample.effort import ramped


def test_the_story_ends_on_its_last_day() -> None:
    # 366 days in 2024 and 365 in 2025, counted from 0.
    assert LAST_DAY == 366 + 365 - 1
    assert to_date(LAST_DAY) == AS_OF == date(2025, 12, 31)


def test_quarters_start_where_the_calendar_says() -> None:
    starts = [to_date(day) for day in QUARTER_STARTS]

    assert starts[0] == date(2024, 1, 1)
    assert starts[1] == date(2024, 4, 1)
    assert starts[5] == date(2025, 4, 1)
    assert starts[8] == date(2026, 1, 1)


def test_a_day_belongs_to_the_quarter_that_has_begun() -> None:
    last_of_q1 = day_of(date(2024, 3, 31))

    assert quarter_of(np.array([-1, 0, last_of_q1, last_of_q1 + 1])).tolist() == [-1, 0, 0, 1]


def test_weekends_go_to_the_friday_before() -> None:
    days = [day_of(date(2025, 11, d)) for d in (7, 8, 9, 10)]  # Friday to Monday

    assert [to_date(d).day for d in on_weekday(np.array(days))] == [7, 7, 7, 10]


def test_even_normals_have_the_spread_of_the_normal_whatever_the_seed() -> None:
    one, other = (even_normals(stream(seed, "a"), 200) for seed in (1, 2))

    assert sorted(one) == pytest.approx(sorted(other))
    assert list(one) != list(other)
    assert one.mean() == pytest.approx(0.0, abs=1e-12)
    assert one.std() == pytest.approx(1.0, abs=0.02)


def test_rooms_draw_apart() -> None:
    assert stream(0, "a").random() != stream(0, "b").random()
    assert stream(0, "a").random() == stream(0, "a").random()


def test_ramp_is_the_mean_over_the_days_served() -> None:
    # A quarter of tenure is 91.3125 days; at half pay, then three quarters, then full.
    ramp, quarter = (0.5, 0.75, 1.0), 91.3125
    tenure = np.array([0.0, quarter, 2 * quarter, 0.5 * quarter])
    days = np.full(4, quarter)

    # The last: half a quarter at 0.5 and half at 0.75 = 0.625.
    assert ramped(ramp, tenure, days) == pytest.approx([0.5, 0.75, 1.0, 0.625])
