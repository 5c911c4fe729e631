"""Least change against two solvers of other kinds, and quotas for ten thousand reps.

Ours, a linear programme (HiGHS through SciPy, the fewest dollars moved) and a quadratic one
(PDLP of OR-Tools, the same objective as ours) take turns on the same problems, so that a slow
moment of the machine meets all three. Each is timed from the same arrays to its answer; what no
number changes, such as a matrix of ones, is made beforehand. PDLP looks whether it has arrived
every 64 steps, as it comes: it arrives at the first look, and more frequent ones made it slower.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from time import perf_counter

import numpy as np
from ortools.pdlp import solvers_pb2
from ortools.pdlp.python import pdlp
from scipy import sparse
from scipy.optimize import linprog

from engine.model.quota_levers import Commitment, QuotaLevers
from engine.quotas.least_change import least_change
from engine.quotas.propose import propose
from tests.support.quota_seats import least_change_problem, many

REPS = 2_000
TURNS = 7
PAIRS_A_TURN = 3
OURS_A_PAIR = 30
LARGE, MANAGERS = 10_000, 200
LIMITS = {"times_faster_linear": 100.0, "times_faster_quadratic": 100.0, "large_seconds": 0.5}
AGREES = 1e-6

Problem = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, float]
Solver = Callable[[Problem], np.ndarray]


def main() -> None:
    """Print a table of the three, then one line of JSON."""
    problems = [least_change_problem(seed, REPS) for seed in range(TURNS)]
    rivals = {"linear": fewest_dollars(REPS), "quadratic": closest(REPS)}
    turns = [compare(problem, rivals) for problem in problems for _ in range(PAIRS_A_TURN)]
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


def compare(problem: Problem, rivals: dict[str, Solver]) -> dict[str, float]:
    """Seconds of each solver on one problem, and how far their answers are apart."""
    linear, fewest = timed(lambda: rivals["linear"](problem))
    quadratic, closest = timed(lambda: rivals["quadratic"](problem))
    ours = [timed(lambda: least_change(*problem))[0] for _ in range(OURS_A_PAIR)]
    target, amounts = problem[0], least_change(*problem)
    moved = np.abs(amounts - target).sum()
    apart = max(
        abs(moved - np.abs(fewest - target).sum()) / moved,
        np.abs(amounts - closest).max() / target.mean(),
    )
    return {
        "ours": statistics.median(ours),
        "linear": linear,
        "quadratic": quadratic,
        "apart": float(apart),
    }


def fewest_dollars(n: int) -> Solver:
    """Linear programme: q = target + up - down; the fewest dollars up and down."""
    eye, none = sparse.eye_array(n), np.zeros(2 * n)
    sums = sparse.csr_array(np.r_[np.ones(n), none][np.newaxis])
    matrix = sparse.vstack([sparse.hstack([eye, -eye, eye]), sums]).tocsc()
    cost = np.r_[np.zeros(n), np.ones(2 * n)]

    def solve(problem: Problem) -> np.ndarray:
        target, _, lower, upper, total = problem
        unit = target.mean()
        moves = np.c_[none, np.full(2 * n, np.inf)]
        bounds = np.vstack([np.c_[lower, upper] / unit, moves])
        equal = np.r_[target, total] / unit
        found = linprog(cost, A_eq=matrix, b_eq=equal, bounds=bounds, method="highs")
        return found.x[:n] * unit

    return solve


def closest(n: int) -> Solver:
    """Quadratic programme: the amounts closest to their targets, as ours."""
    ones = sparse.csc_matrix(np.ones((1, n)))
    terms = solvers_pb2.PrimalDualHybridGradientParams()
    wanted = terms.termination_criteria.simple_optimality_criteria
    wanted.eps_optimal_absolute = wanted.eps_optimal_relative = 1e-9

    def solve(problem: Problem) -> np.ndarray:
        target, scale, lower, upper, total = problem
        unit = target.mean()
        stated = pdlp.QuadraticProgram()
        stated.resize_and_initialize(n, 1)
        stated.objective_vector = -2 * target / scale
        stated.set_objective_matrix_diagonal(2 * unit / scale)
        stated.constraint_matrix = ones
        stated.constraint_lower_bounds = stated.constraint_upper_bounds = np.array([total / unit])
        stated.variable_lower_bounds, stated.variable_upper_bounds = lower / unit, upper / unit
        found = pdlp.primal_dual_hybrid_gradient(stated, terms)
        return np.asarray(found.primal_solution) * unit

    return solve


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
