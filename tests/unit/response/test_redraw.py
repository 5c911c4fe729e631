"""Redrawn years: the law they follow, and what they must not depend on."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import DataError
from engine.response import redraw as module
from engine.response.redraw import DealCredits, poisson_table, redraw


def deals(amount, deal, seat, credited, n_seats=2):
    return DealCredits(
        np.array(amount, dtype=float), np.array(deal), np.array(seat),
        np.array(credited, dtype=float), n_seats,
    )  # fmt: skip


THREE = deals([100, 50, 30], [0, 1, 2], [0, 0, 1], [100, 50, 30])


def test_the_table_holds_the_poisson_law():
    counts = np.bincount(poisson_table().astype(int)) / 65_536
    # e^-1 = .367879 for none and for one; e^-1 / 2 = .183940; / 6 = .061313
    assert counts[:4] == pytest.approx([0.367879, 0.367879, 0.183940, 0.061313], abs=2e-5)
    assert poisson_table().mean() == 1.0
    assert poisson_table().var() == pytest.approx(1.0, abs=1e-4)


def test_means_and_spread_are_those_of_the_compound_poisson():
    drawn = redraw(THREE, 40_000, seed=1)
    # mean 150 and 30; variance 100^2 + 50^2 = 12,500 and 900; four standard errors
    assert drawn.credited.mean(axis=1) == pytest.approx([150, 30], abs=4 * 112 / 200)
    assert drawn.credited.var(axis=1) == pytest.approx([12_500, 900], rel=0.05)
    assert drawn.booked == pytest.approx(drawn.credited.sum(axis=0))


def test_a_shared_deal_comes_back_for_both_and_is_booked_once():
    shared = deals([100], [0, 0], [0, 1], [60, 40])
    drawn = redraw(shared, 500, seed=3)
    assert drawn.credited[0] == pytest.approx(1.5 * drawn.credited[1])
    assert drawn.booked == pytest.approx(drawn.credited.sum(axis=0))


def test_a_deal_of_nobody_is_booked_and_credits_no_seat():
    drawn = redraw(deals([100, 70], [0], [1], [100]), 200, seed=0)
    assert (drawn.credited[0] == 0).all()
    assert drawn.booked.mean() > drawn.credited[1].mean()


def test_the_same_seed_draws_the_same_years_and_another_others():
    assert (redraw(THREE, 50, 7).credited == redraw(THREE, 50, 7).credited).all()
    assert (redraw(THREE, 50, 7).credited != redraw(THREE, 50, 8).credited).any()


def test_the_size_of_a_block_changes_no_number(monkeypatch):
    rng = np.random.default_rng(0)
    many = deals(rng.gamma(1, 9, 50), np.arange(50), np.arange(50) % 2, rng.gamma(1, 9, 50))
    whole = redraw(many, 20, 5)
    monkeypatch.setattr(module, "_BLOCK", 7)
    assert redraw(many, 20, 5).credited == pytest.approx(whole.credited)


def test_giving_seats_other_places_only_moves_rows():
    there = redraw(deals([100, 50, 30], [0, 1, 2], [1, 1, 0], [100, 50, 30]), 30, 2)
    assert (there.credited[::-1] == redraw(THREE, 30, 2).credited).all()


def test_quantiles_are_those_of_the_draws():
    drawn = redraw(THREE, 999, 4)
    middle = np.sort(drawn.credited, axis=1)[:, 499]
    assert drawn.p50 == pytest.approx(middle)
    assert (drawn.p10 <= drawn.p50).all()
    assert (drawn.p50 <= drawn.p90).all()


def test_without_deals_every_year_is_empty():
    drawn = redraw(deals([], np.array([], int), np.array([], int), []), 10, 0)
    assert drawn.credited.shape == (2, 10)
    assert not drawn.booked.any()


def test_columns_of_different_length_are_refused():
    with pytest.raises(DataError, match="differ in number"):
        deals([1], [0, 0], [0], [1])
