"""The expectation behind fit: potential to a power, scaled by segment."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.errors import DataError
from engine.response.expectation import expected_bookings, usual_strength


def test_worked_example_with_a_square_root() -> None:
    # SMB: strengths 2 and 4, booked 60 in all, so 10 for each unit: 20 and 40.
    # ENT: strength 3, held half the period, booked 45: 45 / (3 x 0.5) = 30 a unit, 90 a period.
    expected = expected_bookings(
        usual_strength([4, 16, 9], 0.5), ["SMB", "SMB", "ENT"], [50, 10, 45], [1, 1, 0.5]
    )
    assert expected.tolist() == pytest.approx([20, 40, 90])


def test_double_potential_is_expected_to_sell_about_one_point_six_times_as_much() -> None:
    one, two = expected_bookings(usual_strength([100, 200]), ["", ""], [10, 10], [1, 1])
    assert two / one == pytest.approx(2**0.66)


def test_unknown_or_empty_potential_and_segments_without_bookings_have_no_expectation() -> None:
    expected = expected_bookings(
        usual_strength([np.nan, 0, -5, 100, 100]),
        ["a", "a", "a", "a", "b"],
        [0, 0, 0, 30, 0],
        [1, 1, 1, 1, 1],
    )
    assert np.isnan(expected).tolist() == [True, True, True, False, True]
    assert expected[3] == 30


def test_shapes_that_differ_are_refused() -> None:
    with pytest.raises(DataError, match="strengths"):
        expected_bookings([1, 2], ["a", "a"], [1], [1, 1])


amounts = st.floats(1, 1e7)


@given(
    arrays(np.float64, 12, elements=amounts),
    arrays(np.float64, 12, elements=amounts),
    arrays(np.float64, 12, elements=st.floats(0.1, 1)),
)
def test_each_segment_is_expected_to_book_what_it_booked(potential, booked, filled) -> None:
    segment = ["a", "b", "c"] * 4
    expected = expected_bookings(usual_strength(potential), segment, booked, filled)
    for name in "abc":
        here = np.array(segment) == name
        assert (expected * filled)[here].sum() == pytest.approx(booked[here].sum())
