"""Least change against two solvers of other kinds, and quotas for ten thousand reps.

Ours, a linear programme (HiGHS through SciPy, the fewest dollars moved) and a quadratic one
(PDLP of OR-Tools, the same objective as ours) take turns on the same problems, so that a slow
moment of the machine meets all three. Only solving is timed, never building.
"""

from __future__ import annotations

import json
import statistics
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from ortools.pdlp import solvers_pb2
from ortools.pdlp.python import pdlp
from scipy import sparse
from scipy.optimize import linprog

from engine.model.quota_levers import Commitment, QuotaLevers
from engine.quotas.least_change import least_change
from engine.quotas.propose import propose
from tests.support.quota_seats import least_change_problem, many

if TYPE_CHECKING:
    from collections.abc import Callable

REPS = 2_000
TURNS = 7
OURS_A_TURN = 30
LARGE, MANAGERS = 10_000, 200
LIMITS = {"times_faster_linear": 100.0, "times_faster_quadratic": 100.0, "large_seconds": 0.5}
AGREES = 1e-6

Problem = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, float]


def main() -> None:
    """Print a table of the three, then one line of JSON."""
    turns = [compare(least_change_problem(seed, REPS)) for seed in range(TURNS)]
    print(f"{'reps':>7} {'ours ms':>9} {'linear ms':>10} {'quadratic ms':>13} {'apart':>9}")
    for turn in turns:
        times = [1e3 * turn[name] for name in ("ours", "linear", "quadratic")]
        print("{:>7,} {:>9.3f} {:>10.1f} {:>13.1f} {:>9.1e}".format(REPS, *times, turn["apart"]))
    large = large_seconds()
    print(f"{LARGE:,} reps under {MANAGERS} managers, all steps: {large:.3f} s")
    judged = {
        "times_faster_linear": statistics.median(t["linear"] / t["ours"] for t in turns),
        "times_faster_quadratic": statistics.median(t["quadratic"] / t["ours"] for t in turns),
        "large_seconds": large,
        "largest_difference": max(turn["apart"] for turn in turns),
    }
    met = {name: judged[name] >= LIMITS[name] for name in LIMITS if name.startswith("times")}
    met |= {"large_seconds": large <= LIMITS["large_seconds"]}
    met |= {"agrees": judged["largest_difference"] <= AGREES}
    print(json.dumps({"bench": "quotas", "reps": REPS, **judged, "limits": LIMITS, "met": met}))


def compare(problem: Problem) -> dict[str, float]:
    """Seconds of each solver on one problem, and how far their answers are apart."""
    linear, fewest = linear_programme(problem)
    quadratic, closest = quadratic_programme(problem)
    ours = [timed(lambda: least_change(*problem))[0] for _ in range(OURS_A_TURN)]
    amounts = least_change(*problem)
    moved = float(np.abs(amounts - problem[0]).sum())
    apart = max(
        abs(moved - fewest) / moved, float(np.abs(amounts - closest).max() / problem[0].mean())
    )
    return {
        "ours": statistics.median(ours),
        "linear": linear,
        "quadratic": quadratic,
        "apart": apart,
    }


def linear_programme(problem: Problem) -> tuple[float, float]:
    """Seconds, and the fewest dollars that can be moved: q = target + up - down."""
    target, _, lower, upper, total = problem
    n, unit = len(target), target.mean()
    eye = sparse.eye_array(n)
    sums = sparse.csr_array(np.r_[np.ones(n), np.zeros(2 * n)][np.newaxis])
    matrix = sparse.vstack([sparse.hstack([eye, -eye, eye]), sums]).tocsc()
    bounds = np.vstack([np.c_[lower, upper] / unit, np.c_[np.zeros(2 * n), np.full(2 * n, np.inf)]])
    cost, equal = np.r_[np.zeros(n), np.ones(2 * n)], np.r_[target, total] / unit
    seconds, found = timed(
        lambda: linprog(cost, A_eq=matrix, b_eq=equal, bounds=bounds, method="highs")
    )
    return seconds, float(found.fun) * unit


def quadratic_programme(problem: Problem) -> tuple[float, np.ndarray]:
    """Seconds, and the amounts closest to their targets."""
    target, scale, lower, upper, total = problem
    n, unit = len(target), target.mean()
    stated = pdlp.QuadraticProgram()
    stated.resize_and_initialize(n, 1)
    stated.objective_vector = -2 * target / scale
    stated.set_objective_matrix_diagonal(2 * unit / scale)
    stated.constraint_matrix = sparse.csc_matrix(np.ones((1, n)))
    stated.constraint_lower_bounds = stated.constraint_upper_bounds = np.array([total / unit])
    stated.variable_lower_bounds, stated.variable_upper_bounds = lower / unit, upper / unit
    terms = solvers_pb2.PrimalDualHybridGradientParams()
    wanted = terms.termination_criteria.simple_optimality_criteria
    wanted.eps_optimal_absolute = wanted.eps_optimal_relative = 1e-9
    seconds, found = timed(lambda: pdlp.primal_dual_hybrid_gradient(stated, terms))
    return seconds, np.asarray(found.primal_solution) * unit


def large_seconds() -> float:
    """Seconds for all steps of ten thousand quotas, handed down through their managers."""
    team = many(LARGE, managers=MANAGERS)
    levers = QuotaLevers(
        basis="expected",
        growth=0.03,
        own_history=0.2,
        over_assignment=0.05,
        max_change=0.3,
        commitments=tuple(Commitment(f"m{k}", 20e6) for k in range(0, MANAGERS, 2)),
        top_down=0.7,
    )
    seconds, quotas = timed(lambda: propose(team, levers))
    assert quotas.amount.sum() == quotas.total
    again = [timed(lambda: propose(team, levers))[0] for _ in range(TURNS - 1)]
    return statistics.median([seconds, *again])


def timed(call: Callable[[], object]) -> tuple[float, object]:
    """Seconds that a call takes, and what it returns."""
    start = perf_counter()
    found = call()
    return perf_counter() - start, found


if __name__ == "__main__":
    main()
