"""Branch and bound over a whole-number program, as a job: by SCIP, which may take any time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from ortools.linear_solver.python.model_builder_helper import (
    ModelBuilderHelper,
    ModelSolverHelper,
)
from scipy.sparse import coo_matrix, csr_matrix, hstack, identity, vstack

from engine.jobs.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.jobs.worker import Reporter
    from engine.territories.rows import Rows

Program = dict[str, Any]


def program_of(rows: Rows, design: NDArray[np.int64]) -> Program:
    """
    The program over some columns, and the design to start from; costs in spreads.

    Each account takes one column; each coupling row holds, those of bands but for what is
    paid for outside. So bands are never rules here.
    """
    columns, parts = rows.columns, rows.by_column
    return {
        "account": columns.account,
        "cost": rows.cost / rows.spread,
        "outside": rows.ceiling[: rows.band] / rows.spread,
        "limit": -rows.rhs,
        "parts": parts.data,
        "row": parts.indices,
        "start": parts.indptr,
        "taken": (columns.seat == design[columns.account]).astype(np.float64),
    }


def run(asked: Mapping[str, Any], reporter: Reporter) -> Outcome:
    """
    Solve a program until the moment asked; what it proved, and the shares that it found.

    The moment is one of the machine's clock that all processes share and nobody sets.
    """
    with np.load(asked["program"]) as held:
        program: Program = dict(held)
    model, solver = _stated(program), ModelSolverHelper("SCIP")
    solver.set_time_limit_in_seconds(max(0.1, asked["until"] - time.monotonic()))
    solver.solve(model)
    n = program["cost"].size
    shares = np.asarray(solver.variable_values())[:n] if solver.has_solution() else np.zeros(0)
    proved = solver.best_objective_bound() if solver.has_response() else -np.inf
    document = {"bound": proved if np.isfinite(proved) else None}
    return Outcome(document, {"shares": pa.table({"share": shares})})


def _stated(program: Program) -> Any:
    account, outside, limit = program["account"], program["outside"], program["limit"]
    n, k, m = account.size, outside.size, limit.size
    accounts = int(account.max()) + 1
    one = csr_matrix((np.ones(n), (account, np.arange(n))), shape=(accounts, n))
    parts = csr_matrix((program["parts"], program["row"], program["start"]), shape=(n, m))
    parts.eliminate_zeros()
    slack = coo_matrix(-identity(m).tocsr()[:, :k])
    whole = vstack([hstack([one, csr_matrix((accounts, k))]), hstack([parts.T, slack])])
    model: Any = ModelBuilderHelper()  # its stubs know no vectors
    model.fill_model_from_sparse_data(
        np.zeros(n + k),
        np.concatenate([np.ones(n), np.full(k, np.inf)]),
        np.concatenate([program["cost"], outside]),
        np.concatenate([np.ones(accounts), np.full(m, -np.inf)]),
        np.concatenate([np.ones(accounts), limit]),
        whole.tocsr(),
    )
    beyond = np.maximum(parts.T @ program["taken"] - limit, 0.0)[:k]
    for column, value in enumerate(np.concatenate([program["taken"], beyond]).tolist()):
        model.add_hint(column, value)
    for column in range(n):
        model.set_var_integrality(column, True)
    return model
