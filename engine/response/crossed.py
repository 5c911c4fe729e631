"""The one crossed solve: fixed effects, reps and seats together, exact and closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.linalg import cho_factor, cho_solve, solve_triangular
from scipy.sparse.linalg import splu, spsolve_triangular

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse.linalg import SuperLU

    from engine.response.layout import Gathered

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spread:
    """Variances of the log effects."""

    rep: float
    seat: float


@dataclass(frozen=True, slots=True, eq=False)
class Effects:
    """Coefficients, rep effects and seat effects; each with a last axis of draws where drawn."""

    beta: Floats
    rep: Floats
    seat: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """
    Posterior of the linear working model at given weights and variances.

    Notes
    -----
    Reps are eliminated exactly (their block is diagonal), then seats (sparse: two seats meet
    only where a rep sat in both), then the few fixed effects.
    """

    effects: Effects
    """Means."""
    log_likelihood: float
    """Of the working response, fixed effects integrated out; up to a constant of the weights."""
    _sums: Gathered
    _rep_variance: Floats
    """Of each rep given seats and fixed effects."""
    _seat_factor: SuperLU
    _seat_on_fixed: Floats
    _fixed: tuple[Floats, bool]

    def draw(self, rng: np.random.Generator, draws: int) -> Effects:
        """
        Exact draws from the posterior.

        Returns
        -------
        Effects
            Arrays of shape (p, draws), (n_reps, draws), (n_seats, draws).
        """
        mean, (factor, lower) = self.effects, self._fixed
        beta = rng.standard_normal((mean.beta.size, draws))
        beta = solve_triangular(factor, beta, trans=1, lower=lower, check_finite=False)
        seat = _colour(self._seat_factor, rng.standard_normal((mean.seat.size, draws)))
        seat -= self._seat_on_fixed @ beta
        pull = self._sums.meeting @ seat + np.ascontiguousarray(self._sums.of_rep[:, :-1]) @ beta
        rep = rng.standard_normal((mean.rep.size, draws)) * np.sqrt(self._rep_variance)[:, None]
        rep -= pull * self._rep_variance[:, None]
        return Effects(
            beta + mean.beta[:, None], rep + mean.rep[:, None], seat + mean.seat[:, None]
        )

    def under(self, spread: Spread) -> Solution:
        """The same working model under other variances."""
        return solve(self._sums, spread)

    @property
    def fixed_covariance(self) -> Floats:
        """Covariance of the coefficients, shape (p, p)."""
        return np.asarray(cho_solve(self._fixed, np.eye(self._fixed[0].shape[0])))


def solve(sums: Gathered, spread: Spread) -> Solution:
    """
    Solve the penalised weighted least squares of a crossed model.

    Parameters
    ----------
    sums : Gathered
        The working model.
    spread : Spread
        Variances of rep and seat effects, above 0.

    Returns
    -------
    Solution
        Means, draws and marginal likelihood.
    """
    variance = 1 / (sums.rep_weight + 1 / spread.rep)
    lu = _seat_factor(sums, variance, spread)
    scaled = sums.of_rep * variance[:, None]
    of_seat = sums.of_seat - sums.meeting.T @ scaled
    solved = lu.solve(of_seat)
    left = sums.products - sums.of_rep.T @ scaled - of_seat.T @ solved
    fixed = cho_factor(left[:-1, :-1], lower=True, check_finite=False)
    beta = cho_solve(fixed, left[:-1, -1], check_finite=False)
    free = np.append(-beta, 1.0)
    seat = solved @ free
    rep = scaled @ free - variance * (sums.meeting @ seat)
    determinant = (
        np.log(spread.rep / variance).sum()
        + np.log(lu.U.diagonal() * spread.seat).sum()
        + 2 * np.log(np.diag(fixed[0])).sum()
    )
    misfit = left[-1, -1] - beta @ left[:-1, -1]
    log_likelihood = float(-0.5 * (determinant + misfit))
    return Solution(
        Effects(beta, rep, seat), log_likelihood, sums, variance, lu, solved[:, :-1], fixed
    )


def _seat_factor(sums: Gathered, variance: Floats, spread: Spread) -> SuperLU:
    """Factor the seats' system, reps eliminated; symmetric, so pivots stay on the diagonal."""
    block = sums.layout.seats
    data = np.zeros(block.row.size)
    data += np.bincount(block.entry, -sums.met * variance[block.rep], block.row.size)
    data = data.astype(np.float64)
    data[block.diagonal] += sums.seat_weight + 1 / spread.seat
    n = block.diagonal.size
    matrix = sparse.csc_array((data, block.row, block.column_starts), shape=(n, n))
    return splu(
        matrix,
        permc_spec="MMD_AT_PLUS_A",
        diag_pivot_thresh=0.0,
        options={"SymmetricMode": True},
    )


def _colour(lu: SuperLU, white: Floats) -> Floats:
    """White noise, (n, draws), given the covariance of the factored matrix's inverse."""
    scaled = white / np.sqrt(lu.U.diagonal())[:, None]
    coloured = spsolve_triangular(lu.L.T.tocsr(), scaled, lower=False, unit_diagonal=True)
    return np.asarray(coloured[lu.perm_c])
