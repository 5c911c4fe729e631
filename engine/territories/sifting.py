"""A small exact linear program over the accounts that the dual leaves undecided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from ortools.linear_solver.python.model_builder_helper import (
    ModelBuilderHelper,
    ModelSolverHelper,
    SolveStatus,
)
from scipy.sparse import csr_matrix

from engine.territories.rows import Rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.columns import Columns
    from engine.territories.problem import Problem


@dataclass(frozen=True, slots=True, eq=False)
class Sifted:
    """What the linear program says."""

    share: NDArray[np.float64]
    """How much of each column is taken, shape (columns,)."""
    point: NDArray[np.float64]
    """Prices, as the search holds them."""
    value: float
    """What those shares cost, bands included, millionths."""


def sift(
    problem: Problem,
    columns: Columns,
    point: NDArray[np.float64],
    seconds: float,
    near: float,
) -> Sifted | None:
    """
    Solve the undecided accounts exactly over their near columns, the others held at their best.

    An account is undecided where a second column is near its best, in softened spreads.

    Returns
    -------
    Sifted or None
        ``None`` where the solver finds no optimum in time; the prices at hand then stay.
    """
    rows = Rows(problem, columns)
    reduced = rows.reduced(point)
    best = np.minimum.reduceat(reduced, columns.start)
    width = near * rows.spread * rows.softness
    close = reduced <= (best + width)[columns.account]
    free = np.bincount(columns.account[close], minlength=problem.n_accounts) > 1
    first = _first_best(columns, reduced, best)
    chosen = np.flatnonzero(close & free[columns.account])
    held = np.zeros(len(columns))
    held[first[~free]] = 1.0
    solved = _solve(rows, chosen, held, seconds)
    if solved is None:
        return None
    share, prices, value = solved
    value += float(rows.cost @ held)
    held[chosen] = share
    return Sifted(held, rows.clip(prices), value)


def _first_best(
    columns: Columns, reduced: NDArray[np.float64], best: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Index of each account's cheapest column."""
    at = np.flatnonzero(reduced == best[columns.account])
    return at[np.flatnonzero(np.diff(columns.account[at], prepend=-1))]


def _solve(
    rows: Rows, chosen: NDArray[np.int64], held: NDArray[np.float64], seconds: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], float] | None:
    """Shares of the chosen columns, prices of the coupling rows and the cost, in millionths."""
    account = rows.columns.account[chosen]
    _, which = np.unique(account, return_inverse=True)
    n_free = int(which.max(initial=-1)) + 1
    parts = rows.by_column[chosen]
    parts.eliminate_zeros()
    matrix = parts.T.tocoo()
    limit = -rows.rhs - rows.activity(held)
    slack = np.arange(0 if rows.problem.hard else rows.band)
    n, k, m = chosen.size, slack.size, rows.n
    whole = csr_matrix(
        (
            np.concatenate([np.ones(n), matrix.data, -np.ones(k)]),
            (
                np.concatenate([which, n_free + matrix.row, n_free + slack]),
                np.concatenate([np.arange(n), matrix.col, n + np.arange(k)]),
            ),
        ),
        shape=(n_free + m, n + k),
    )
    model: Any = ModelBuilderHelper()  # its stubs know no vectors
    solver = ModelSolverHelper("GLOP")
    model.fill_model_from_sparse_data(
        np.zeros(n + k),
        np.full(n + k, np.inf),
        np.concatenate([rows.cost[chosen], rows.ceiling[slack]]) / rows.spread,
        np.concatenate([np.ones(n_free), np.full(m, -np.inf)]),
        np.concatenate([np.ones(n_free), limit]),
        whole,
    )
    solver.set_solver_specific_parameters("use_dual_simplex:true")
    solver.set_time_limit_in_seconds(max(seconds, 0.01))
    solver.solve(model)
    if solver.status() != SolveStatus.OPTIMAL:
        return None
    prices = -np.asarray(solver.dual_values())[n_free:] * rows.spread
    shares = np.asarray(solver.variable_values())[:n]
    if not (np.isfinite(prices).all() and np.isfinite(shares).all()):
        return None
    return np.clip(shares, 0.0, 1.0), prices, solver.objective_value() * rows.spread
