"""The log-linear mean against hand arithmetic, exact data and an independent optimiser."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from engine.errors import DataError
from engine.response.design import Design
from engine.response.mean import fit_mean

FLAT = 1e-12


def flat_prior(width: int) -> tuple[np.ndarray, np.ndarray]:
    return np.zeros(width), np.full(width, FLAT)


def test_a_mean_by_group_is_the_groups_own_mean() -> None:
    """Group one booked 0, 30 and 60 in full quarters: 30. Group two 50 in half a quarter: 100."""
    rows = np.array([[1.0, 0], [1, 0], [1, 0], [0, 1]])
    beta = fit_mean(rows, np.array([1, 1, 1, 0.5]), np.array([0.0, 30, 60, 50]), flat_prior(2))
    np.testing.assert_allclose(np.exp(beta), [30.0, 100.0], rtol=1e-6)


def test_an_exact_power_of_potential_is_found() -> None:
    log_potential = np.linspace(-1, 1, 9)
    rows = np.column_stack([np.ones(9), log_potential])
    beta = fit_mean(rows, np.ones(9), 200 * np.exp(0.7 * log_potential), flat_prior(2))
    np.testing.assert_allclose(beta, [np.log(200), 0.7], atol=1e-6)


def test_zeros_and_a_negative_quarter_are_taken_as_they_are() -> None:
    """The Poisson deviance, minimised by a general optimiser, has the same minimum."""
    rng = np.random.default_rng(3)
    rows = np.column_stack([np.ones(40), rng.normal(size=40)])
    booked = rng.poisson(np.exp(1 + 0.5 * rows[:, 1])).astype(float)
    booked[:5], booked[7] = 0.0, -1.0

    def deviance(beta: np.ndarray) -> float:
        eta = rows @ beta
        return float(np.exp(eta).sum() - booked @ eta)

    best = minimize(deviance, np.zeros(2), method="BFGS", options={"gtol": 1e-9})
    beta = fit_mean(rows, np.ones(40), booked, flat_prior(2))
    np.testing.assert_allclose(beta, best.x, atol=1e-5)


def test_the_unit_of_money_shifts_the_constant_and_nothing_else() -> None:
    rng = np.random.default_rng(4)
    rows = np.column_stack([np.ones(30), rng.normal(size=30)])
    booked = rng.gamma(2.0, 50.0, 30)
    prior = np.array([0.0, 0.66]), np.array([FLAT, 25.0])
    dollars = fit_mean(rows, np.ones(30), booked, prior)
    cents = fit_mean(rows, np.ones(30), 100 * booked, prior)
    np.testing.assert_allclose(cents - dollars, [np.log(100), 0.0], atol=1e-6)


def test_a_column_without_data_stays_where_the_prior_holds_it() -> None:
    rows = np.column_stack([np.ones(4), np.zeros(4)])
    prior = np.array([0.0, 0.66]), np.array([FLAT, 25.0])
    beta = fit_mean(rows, np.ones(4), np.full(4, 10.0), prior)
    np.testing.assert_allclose(beta, [np.log(10), 0.66], atol=1e-6)


def test_two_quarters_of_one_rep_are_met_though_columns_are_the_same() -> None:
    # One segment, one patch of unknown potential: both columns are 1 in both quarters, and only
    # a prior that knows nothing of either shares the constant between them, half and half.
    rows = np.array([[1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
    beta = fit_mean(rows, np.ones(2), np.array([5_939.0, 2_918.0]), (np.zeros(3), np.full(3, 1e-4)))
    assert np.exp(rows @ beta) == pytest.approx([5_939.0, 2_918.0], rel=1e-3)
    assert beta[[0, 2]] == pytest.approx(np.log(5_939.0) / 2, rel=1e-3)


def test_nothing_booked_is_refused() -> None:
    with pytest.raises(DataError, match="Nothing was booked"):
        fit_mean(np.ones((2, 1)), np.ones(2), np.zeros(2), flat_prior(1))


def test_rows_of_the_design_by_hand() -> None:
    """Two segments, three quarters: s0 s1, q1 q2, ramp 1 2 3, potential, unknown, usual."""
    design = Design(2, 3, 1.0)
    rows = design.rows(
        np.array([0, 1]),
        np.array([0, 2]),
        np.array([[0.5, 0.0, 0.0], [0, 0, 0]]),
        np.array([3.0, np.nan]),
    )
    np.testing.assert_array_equal(
        rows, [[1, 0, 0, 0, 0.5, 0, 0, 2, 0, 0], [0, 1, 0, 1, 0, 0, 0, 0, 1, 0]]
    )
