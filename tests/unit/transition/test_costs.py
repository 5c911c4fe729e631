"""Costs of moving accounts; expected numbers are worked by hand on three moved accounts."""

import numpy as np
import pytest

from engine.errors import DataError
from engine.transition.costs import (
    TransitionCost,
    dual_credit,
    hold_harmless,
    lost_bookings,
    pipeline_protection,
    shared_by_stages,
)

BOOKS = [400_000.0, 250_000.0, 90_000.0]


def test_fifteen_per_cent_of_740_000_are_at_risk():
    assert lost_bookings(BOOKS, 0.15) == pytest.approx(111_000)


def test_a_similar_successor_loses_less():
    """400,000 x 0.15 x 0.5 + 340,000 x 0.15."""
    assert lost_bookings(BOOKS, 0.15, [0.5, 0.0, 0.0]) == pytest.approx(81_000)


def test_a_quarter_of_dual_credit_at_ten_per_cent():
    """740,000 x 3 / 12 x 0.1."""
    assert dual_credit(BOOKS, 0.1, 3) == pytest.approx(18_500)


def test_half_of_180_000_open_is_won_at_ten_per_cent():
    assert pipeline_protection([120_000, 60_000, 0], 0.5, 0.1) == pytest.approx(9_000)


def test_hold_harmless_is_taken_year_by_year():
    """Promised 90: 90 - 50 in one year, nothing in the other, for six months: 20 and 0."""
    before, after = np.array([[100.0, 100.0]]), np.array([[50.0, 150.0]])

    held = hold_harmless(before, after, floor=0.9, months=6)

    assert held.tolist() == [20.0, 0.0]
    assert held.mean() > max(0.0, 0.9 * before.mean() - after.mean()) / 2


def test_three_of_five_stages_earn_three_fifths():
    """Published: 8,000 of commission split 4,800 and 3,200."""
    assert shared_by_stages(8_000, [3, 2]).tolist() == [4_800, 3_200]


def test_lost_bookings_are_no_pay():
    cost = TransitionCost(111_000, 18_500, 9_000, 500)

    assert (cost.extra_pay, cost.total) == (28_000, 139_000)


@pytest.mark.parametrize(
    "call",
    [
        lambda: lost_bookings(BOOKS, 1.5),
        lambda: dual_credit(BOOKS, 0.1, 13),
        lambda: hold_harmless(np.ones((1, 1)), np.ones((1, 1)), floor=-0.1, months=6),
        lambda: shared_by_stages(100, [0, 0]),
    ],
)
def test_what_means_nothing_is_refused(call):
    with pytest.raises(DataError):
        call()
