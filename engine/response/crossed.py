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

    from engine.response.panel import Panel

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
class Cross:
    """Who sat where, as sparse indicators, and the rows of the mean."""

    rows: Floats
    """Shape (n_cells, p)."""
    by_rep: sparse.csr_array
    """Shape (n_reps, n_cells)."""
    by_seat: sparse.csr_array
    """Shape (n_seats, n_cells)."""
    prior_mean: Floats
    prior_precision: Floats


def cross_of(panel: Panel, rows: Floats, prior: tuple[Floats, Floats]) -> Cross:
    """Lay out the cells of a history."""
    n = panel.rep.size
    one, at = np.ones(n), np.arange(n)
    return Cross(
        rows,
        sparse.csr_array((one, (panel.rep, at)), shape=(panel.n_reps, n)),
        sparse.csr_array((one, (panel.seat, at)), shape=(panel.n_seats, n)),
        *prior,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """A working model summed by rep and seat."""

    rep_weight: Floats
    rep_rows: Floats
    """Shape (n_reps, p)."""
    rep_pull: Floats
    """Weight x response."""
    seat_weight: Floats
    seat_rows: Floats
    seat_pull: Floats
    meeting: sparse.csr_array
    """Weight of rep and seat together, shape (n_reps, n_seats)."""
    fixed_rows: Floats
    """Normal matrix of the fixed effects, prior included, shape (p, p)."""
    fixed_pull: Floats
    squares: float
    """Weighted sum of squares of the response, and the prior's."""


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
    _rep_diagonal: Floats
    _meeting: sparse.csr_array
    """Summed weights of rep and seat, shape (n_reps, n_seats)."""
    _rep_rows: Floats
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
        mean = self.effects
        n_fixed, n_seats, n_reps = mean.beta.size, mean.seat.size, mean.rep.size
        factor, lower = self._fixed
        beta = solve_triangular(factor, rng.standard_normal((n_fixed, draws)), trans=1, lower=lower)
        own = _colour(self._seat_factor, rng.standard_normal((n_seats, draws)))
        seat = own - self._seat_on_fixed @ beta
        rep = rng.standard_normal((n_reps, draws)) / np.sqrt(self._rep_diagonal)[:, None]
        rep -= (self._meeting @ seat + self._rep_rows @ beta) / self._rep_diagonal[:, None]
        return Effects(
            beta + mean.beta[:, None], rep + mean.rep[:, None], seat + mean.seat[:, None]
        )

    @property
    def fixed_covariance(self) -> Floats:
        """Covariance of the coefficients, shape (p, p)."""
        factor, lower = self._fixed
        return np.asarray(cho_solve((factor, lower), np.eye(factor.shape[0])))


def gather(cross: Cross, weight: Floats, response: Floats) -> Gathered:
    """
    Sum the cells of a working model by rep and seat, once for all variances.

    Parameters
    ----------
    cross : Cross
        Layout.
    weight : ndarray, shape (n_cells,)
        Inverse variance of the working response.
    response : ndarray, shape (n_cells,)
        Working response, log scale, exposure taken out.
    """
    weighted, pull = cross.rows * weight[:, None], weight * response
    off = cross.prior_precision * cross.prior_mean
    return Gathered(
        cross.by_rep @ weight,
        cross.by_rep @ weighted,
        cross.by_rep @ pull,
        cross.by_seat @ weight,
        cross.by_seat @ weighted,
        cross.by_seat @ pull,
        (cross.by_rep * weight[None, :]) @ cross.by_seat.T,
        cross.rows.T @ weighted + np.diag(cross.prior_precision),
        cross.rows.T @ pull + off,
        float(pull @ response + off @ cross.prior_mean),
    )


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
    rep_diagonal = sums.rep_weight + 1 / spread.rep
    seat_diagonal = sums.seat_weight + 1 / spread.seat
    shrunk = (sums.meeting.T * (1 / rep_diagonal)[None, :]).tocsr()
    lu = _symmetric_lu((sparse.diags_array(seat_diagonal) - shrunk @ sums.meeting).tocsc())
    seat_rows = sums.seat_rows - shrunk @ sums.rep_rows
    seat_pull = sums.seat_pull - shrunk @ sums.rep_pull
    on_fixed, on_pull = np.hsplit(lu.solve(np.column_stack([seat_rows, seat_pull])), [-1])
    scaled = sums.rep_rows / rep_diagonal[:, None]
    fixed = cho_factor(
        sums.fixed_rows - scaled.T @ sums.rep_rows - seat_rows.T @ on_fixed, lower=True
    )
    beta = cho_solve(fixed, sums.fixed_pull - scaled.T @ sums.rep_pull - on_fixed.T @ seat_pull)
    seat = on_pull[:, 0] - on_fixed @ beta
    rep = (sums.rep_pull - sums.meeting @ seat - sums.rep_rows @ beta) / rep_diagonal
    determinant = (
        np.log(rep_diagonal * spread.rep).sum()
        + np.log(lu.U.diagonal() * spread.seat).sum()
        + 2 * np.log(np.diag(fixed[0])).sum()
    )
    misfit = sums.squares - beta @ sums.fixed_pull - rep @ sums.rep_pull - seat @ sums.seat_pull
    return Solution(
        Effects(beta, rep, seat), float(-0.5 * (determinant + misfit)), rep_diagonal,
        sums.meeting, sums.rep_rows, lu, on_fixed, fixed,
    )  # fmt: skip


def _colour(lu: SuperLU, white: Floats) -> Floats:
    """White noise, (n, draws), given the covariance of the factored matrix's inverse."""
    scaled = white / np.sqrt(lu.U.diagonal())[:, None]
    coloured = spsolve_triangular(lu.L.T.tocsr(), scaled, lower=False, unit_diagonal=True)
    return np.asarray(coloured[lu.perm_c])


def _symmetric_lu(matrix: sparse.csc_array) -> SuperLU:
    """Factor a symmetric positive definite matrix, keeping its sparsity."""
    return splu(
        matrix,
        permc_spec="MMD_AT_PLUS_A",
        diag_pivot_thresh=0.0,
        options={"SymmetricMode": True},
    )
