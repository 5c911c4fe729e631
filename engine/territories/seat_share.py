"""One seat's small problem: of some accounts it takes all or nothing, the others may split."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from ortools.linear_solver.python.model_builder_helper import (
    ModelBuilderHelper,
    ModelSolverHelper,
    SolveStatus,
)
from scipy.sparse import csr_matrix

from engine.territories.by_seats import subsets

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

FOLLOWED = 10
"""Accounts of a seat that the search follows both ways, at most; a proof may hold more."""

LINES = 12
"""Lines of a seat that are kept, at most."""

PROGRAMS = 30
"""Linear programs of a seat in one go, at most."""

_TINY = 1e-6  # of the spread of costs: differences that are none


@dataclass(slots=True, eq=False)
class SeatShare:
    """What a seat takes for given worths; costs in units of their spread."""

    columns: NDArray[np.int64]
    """The seat's among all columns, sorted by account."""
    weight: NDArray[np.float64]
    """What each column brings to each row of the band, shape (columns, rows)."""
    band: NDArray[np.float64]
    """What each row asks for, shape (rows,)."""
    ceiling: NDArray[np.float64]
    lines: list[NDArray[np.float64]]
    """Prices of the rows, each a line below what loads cost."""
    whole: list[int] = field(default_factory=list)
    """Positions among the columns that are followed both ways."""

    def least(
        self, cost: NDArray[np.float64], stopped: Callable[[], bool]
    ) -> tuple[float, NDArray[np.float64]]:
        """
        The least of the seat's problem, from below, and how much of each column it takes.

        Parameters
        ----------
        cost : ndarray, shape (columns,)
            Of each column after prices of moves, less the account's worth.
        stopped : callable
            Asked before each linear program; without any the lines at hand still prove.
        """
        for _ in range(PROGRAMS):
            chosen = subsets(len(self.whole))
            values = np.stack([self._on(line, cost, chosen) for line in self.lines])
            highest = values.max(axis=0)
            best = int(highest.argmin())
            share = np.zeros(cost.size)
            share[self.whole] = chosen[best]
            solved = None if stopped() else self._relaxed(cost, share)
            if solved is None:
                break
            share, line, value = solved
            if value > highest[best] + _TINY:
                self._keep(line, values.argmax(axis=0))
                continue
            split = np.flatnonzero((share > _TINY) & (share < 1 - _TINY))
            if not split.size or len(self.whole) >= FOLLOWED:
                break
            size = ((self.weight[split] * self.ceiling) ** 2).sum(axis=1)
            self.whole.append(int(split[np.argmax(size)]))
        return float(highest[best]), share

    def _keep(self, line: NDArray[np.float64], used: NDArray[np.int64]) -> None:
        """Add a line; where there are many, the one that fewest sets use makes room."""
        if len(self.lines) >= LINES:
            del self.lines[int(np.bincount(used, minlength=len(self.lines)).argmin())]
        self.lines.append(line)

    def _on(
        self, line: NDArray[np.float64], cost: NDArray[np.float64], chosen: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """What one line proves for each set of the accounts followed."""
        after = cost - self.weight @ line
        whole = after[self.whole]
        rest = np.minimum(after, 0.0).sum() - np.minimum(whole, 0.0).sum()
        value: NDArray[np.float64] = self.band @ line + rest + chosen @ whole
        return value

    def _relaxed(
        self, cost: NDArray[np.float64], taken: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], float] | None:
        """Shares, prices and value with the accounts followed held, all others free to split."""
        n, rows = cost.size, self.band.size
        lower, upper = np.zeros(n + rows), np.append(np.ones(n), np.full(rows, np.inf))
        lower[self.whole] = upper[self.whole] = taken[self.whole]
        model: Any = ModelBuilderHelper()  # its stubs know no vectors
        solver = ModelSolverHelper("GLOP")
        model.fill_model_from_sparse_data(
            lower,
            upper,
            np.concatenate([cost, self.ceiling]),
            self.band,
            np.full(rows, np.inf),
            csr_matrix(np.concatenate([self.weight.T, np.eye(rows)], axis=1)),
        )
        solver.solve(model)
        if solver.status() != SolveStatus.OPTIMAL:
            return None
        share = np.asarray(solver.variable_values())[:n]
        line = np.asarray(solver.dual_values())
        if not (np.isfinite(share).all() and np.isfinite(line).all()):
            return None
        return share, np.clip(line, 0.0, self.ceiling), float(solver.objective_value())
