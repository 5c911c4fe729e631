"""Lumpiness of deals by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.response.deals import deal_sizes
from engine.response.panel import Panel, Seats


def panel(segment: list[int], deals: list[list[float]]) -> Panel:
    """One seat, rep and quarter for each list of deals."""
    n = len(deals)
    at, zeros = np.arange(n), np.zeros(n, dtype=np.int64)
    sums = [np.array([f(each) for each in map(np.array, deals)], float) for f in (np.sum, _squares)]
    seats = Seats(np.array(segment), np.zeros(n))
    number = np.array([float(len(each)) for each in deals])
    return Panel(at, at, zeros, np.ones(n), np.zeros((n, 3)), *sums, number, seats, n)


def _squares(values: np.ndarray) -> float:
    return float(values @ values)


def test_mean_and_phi_by_segment() -> None:
    """Equal deals of 10: phi 10. Deals of 10 and 30 in equal number: (100 + 900) / 40 = 25."""
    found = deal_sizes(panel([0, 1], [[10.0] * 20, [10.0, 30.0] * 15]), np.ones(2))
    np.testing.assert_allclose(found.mean, [10.0, 20.0])
    np.testing.assert_allclose(found.phi, [10.0, 25.0])
    np.testing.assert_allclose(found.squared_cv, [0.0, 0.25])


def test_a_segment_of_few_deals_takes_the_figures_of_all() -> None:
    """One deal of 70 beside 30 of 10: mean 370 / 31, phi (3,000 + 4,900) / 370."""
    found = deal_sizes(panel([0, 1], [[10.0] * 30, [70.0]]), np.ones(2))
    assert found.mean[1] == pytest.approx(370 / 31)
    assert found.phi[1] == pytest.approx(7_900 / 370)


def test_one_outlying_deal_does_not_make_luck_of_everybodys_year() -> None:
    """200 quarters of ten deals of 10, one of them with a deal of 10,000 besides."""
    cells = [[10.0] * 10 for _ in range(200)]
    cells[17] = [*cells[17], 10_000.0]
    found = deal_sizes(panel([0] * 200, cells), np.ones(200))
    assert found.phi[0] == pytest.approx(10.0, rel=0.01)


def test_totals_without_deals_let_the_residuals_speak() -> None:
    """Two quarters of 90 and 110 where 100 was expected: (100 + 100) / 2 / 100 = 1."""
    totals = panel([0, 0], [[90.0], [110.0]])
    nothing = np.full(2, np.nan)
    found = deal_sizes(replace(totals, squares=nothing, deals=nothing), np.full(2, 100.0))
    assert found.phi[0] == pytest.approx(1.0)
