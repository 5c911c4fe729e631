"""Products of pairs, counted and summed by hand."""

from __future__ import annotations

import numpy as np
import pytest

from engine.response.pairs import pair_moments
from engine.response.panel import Panel, Seats


def panel(rep: list[int], seat: list[int], quarter: list[int]) -> Panel:
    n = len(rep)
    ones = np.ones(n)
    seats = Seats(np.zeros(max(seat) + 1, dtype=np.int64), np.zeros(max(seat) + 1))
    numbers = (np.array(x, dtype=np.int64) for x in (rep, seat, quarter))
    return Panel(*numbers, ones, np.zeros((n, 3)), ones, ones, ones, seats, max(rep) + 1)


def test_three_kinds_of_pairs_by_hand() -> None:
    """
    Rep 0 sits in seat 0 for two quarters, then in seat 1; rep 1 follows into seat 0.

    Together: 1 x 2 = 2. Same rep, two seats: 1 x 3 and 2 x 3, mean 4.5. Same seat, two reps:
    1 x 5 and 2 x 5, mean 7.5.
    """
    cells = panel([0, 0, 0, 1], [0, 0, 1, 0], [0, 1, 2, 2])
    found = pair_moments(cells, np.array([1.0, 2, 3, 5]), np.ones(4))
    assert (found.together.product, found.together.pairs) == (pytest.approx(2.0), 1)
    assert (found.same_rep.product, found.same_rep.pairs) == (pytest.approx(4.5), 2)
    assert (found.same_seat.product, found.same_seat.pairs) == (pytest.approx(7.5), 2)


def test_a_pair_weighs_the_product_of_its_weights() -> None:
    """Residuals 1, 2, 4 weighing 1, 1, 2: products 2, 4, 8 weighing 1, 2, 2: 26 / 5."""
    cells = panel([0, 0, 0], [0, 0, 0], [0, 1, 2])
    found = pair_moments(cells, np.array([1.0, 2, 4]), np.array([1.0, 1, 2]))
    assert found.together.product == pytest.approx(26 / 5)


def test_two_seats_in_one_quarter_are_no_pair() -> None:
    """A rep who moves within a quarter has the same luck in both seats."""
    found = pair_moments(panel([0, 0], [0, 1], [0, 0]), np.array([1.0, 1]), np.ones(2))
    assert found.same_rep.pairs == 0
    assert np.isnan(found.same_rep.variance)


def test_a_mean_product_is_a_log_variance() -> None:
    """exp(0.09) - 1 is the mean product of effects whose log variance is 0.09."""
    value = np.sqrt(np.expm1(0.09))
    found = pair_moments(panel([0, 0], [0, 0], [0, 1]), np.full(2, value), np.ones(2))
    assert found.together.variance == pytest.approx(0.09)
