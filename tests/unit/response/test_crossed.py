"""The sparse crossed solve against dense linear algebra and the normal density."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from engine.response.crossed import Effects, Spread, solve
from engine.response.layout import Layout, gather, lay_out
from engine.response.panel import Panel, Seats


class Small:
    """Five reps, four seats, 14 cells, two fixed effects."""

    rng = np.random.default_rng(0)
    rep = np.array([0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 1])
    seat = np.array([0, 0, 1, 1, 1, 0, 2, 2, 3, 3, 2, 3, 3, 2])
    weight = rng.uniform(1, 5, 14)
    response = rng.normal(2.0, 0.5, 14)
    rows = np.column_stack([np.ones(14), rng.normal(size=14)])
    prior = (np.array([2.0, 0.66]), np.array([0.5, 25.0]))

    @classmethod
    def layout(cls) -> Layout:
        ones = np.ones(14)
        quarter = np.arange(14)
        seats = Seats(np.zeros(4, dtype=np.int64), np.zeros(4))
        panel = Panel(
            cls.rep, cls.seat, quarter, ones, np.zeros((14, 3)), ones, ones, ones, seats, 5
        )
        return lay_out(panel, cls.rows, cls.prior)

    @classmethod
    def dense(cls, spread: Spread) -> tuple[np.ndarray, np.ndarray]:
        """Precision matrix and right side of the whole system: fixed, reps, seats."""
        z = np.column_stack([cls.rows, np.eye(5)[cls.rep], np.eye(4)[cls.seat]])
        prior = np.r_[cls.prior[1], np.full(5, 1 / spread.rep), np.full(4, 1 / spread.seat)]
        mean = np.r_[cls.prior[0], np.zeros(9)]
        precision = z.T @ (z * cls.weight[:, None]) + np.diag(prior)
        return precision, z.T @ (cls.weight * cls.response) + prior * mean


def stacked(effects: Effects) -> np.ndarray:
    return np.concatenate([effects.beta, effects.rep, effects.seat])


@pytest.mark.parametrize("spread", [Spread(0.09, 0.06), Spread(0.001, 0.2)])
def test_means_are_those_of_the_dense_system(spread: Spread) -> None:
    found = solve(gather(Small.layout(), Small.weight, Small.response), spread)
    precision, right = Small.dense(spread)
    np.testing.assert_allclose(stacked(found.effects), np.linalg.solve(precision, right), atol=1e-9)


def test_the_likelihood_is_the_normal_density_up_to_a_constant() -> None:
    """Two settings differ as the density of the response does, everything integrated out."""
    sums = gather(Small.layout(), Small.weight, Small.response)
    spreads = [Spread(0.09, 0.06), Spread(0.02, 0.20), Spread(0.30, 0.01)]
    ours = [solve(sums, spread).log_likelihood for spread in spreads]
    theirs = []
    for spread in spreads:
        covariance = (
            np.diag(1 / Small.weight)
            + Small.rows @ np.diag(1 / Small.prior[1]) @ Small.rows.T
            + spread.rep * (Small.rep[:, None] == Small.rep)
            + spread.seat * (Small.seat[:, None] == Small.seat)
        )
        density = multivariate_normal(Small.rows @ Small.prior[0], covariance)
        theirs.append(density.logpdf(Small.response))
    np.testing.assert_allclose(np.diff(ours), np.diff(theirs), atol=1e-8)


def test_draws_have_the_posteriors_mean_and_covariance() -> None:
    """60,000 draws: a covariance of size 0.1 is met within about 0.002."""
    spread = Spread(0.09, 0.06)
    found = solve(gather(Small.layout(), Small.weight, Small.response), spread)
    drawn = stacked(found.draw(np.random.default_rng(1), 60_000))
    precision, right = Small.dense(spread)
    inverse = np.linalg.inv(precision)
    np.testing.assert_allclose(drawn.mean(axis=1), inverse @ right, atol=0.006)
    np.testing.assert_allclose(np.cov(drawn), inverse, atol=0.004)
    np.testing.assert_allclose(found.fixed_covariance, inverse[:2, :2], atol=1e-10)
