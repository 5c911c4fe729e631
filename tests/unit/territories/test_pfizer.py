"""The Pfizer case: 22 bricks, 4 reps, hard bands; each optimum proved by an independent search."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.files import read_inputs
from engine.territories.rules import Rules
from engine.territories.solve import solve
from engine.territories.tables import Inputs

CASE = Path(__file__).resolve().parents[4] / "shared" / "data" / "bench_pfizer_territory"

pytestmark = [
    pytest.mark.open_data,
    pytest.mark.skipif(not CASE.exists(), reason="the public extracts are not beside the project"),
]


def rows(name):
    with (CASE / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def stated(tolerance, goal):
    inputs = read_inputs(
        CASE / "accounts_22x4.csv", CASE / "seats_22x4.csv", CASE / "distances_22x4.csv"
    )
    if goal == "moves":
        accounts = inputs.accounts.drop_columns(["move_cost"])
        accounts = accounts.append_column("move_cost", accounts["workload"])
        inputs = Inputs(accounts, inputs.seats, inputs.distances)
    return build(
        inputs,
        Rules(
            balance="workload",
            tolerance=tolerance,
            hard=True,
            distance_weight=1.0 if goal == "distance" else 0.0,
        ),
    )


def best_by_another_solver(problem):
    """Least objective by SciPy's mixed-integer solver over dense rows, in the case's own units."""
    n, t = problem.n_accounts, problem.n_seats
    every = np.arange(n)
    cost = problem.costs(every).ravel() / 1e6
    measure = problem.measures[0]
    one_seat = np.kron(np.eye(n), np.ones(t))
    loads = np.kron(measure.weight / 1e6, np.eye(t))
    found = milp(
        cost,
        integrality=np.ones(n * t),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(one_seat, 1, 1),
            LinearConstraint(loads, measure.low / 1e6 - 1e-9, measure.high / 1e6 + 1e-9),
        ],
        options={"mip_rel_gap": 0.0},
    )
    return found.fun


@pytest.mark.parametrize("goal", ["distance", "moves"])
@pytest.mark.parametrize("tolerance", [0.20, 0.15, 0.10])
def test_proved_optimal_in_under_a_second(tolerance, goal):
    problem = stated(tolerance, goal).problem
    start = time.process_time()
    found = solve(problem, Budget(seconds=10), gap=0.0)
    taken = time.process_time() - start
    assert found.status == "optimal"
    assert found.gap == 0.0
    assert taken < 1.0
    loads = np.bincount(found.seat_of_account, problem.measures[0].weight, 4) / 1e6
    assert (abs(loads - 1) <= tolerance + 1e-9).all()


@pytest.mark.parametrize("goal", ["distance", "moves"])
def test_another_solver_finds_the_same_optimum(goal):
    problem = stated(0.20, goal).problem
    found = solve(problem, Budget(seconds=10), gap=0.0)
    assert found.objective == pytest.approx(best_by_another_solver(problem), abs=1e-6)


def test_distance_is_counted_from_the_rows():
    far = {(r["account_id"], r["seat"]): float(r["distance"]) for r in rows("distances_22x4.csv")}
    problem = stated(0.20, "distance").problem
    found = solve(problem, Budget(seconds=10), gap=0.0)
    chosen = [problem.seat_ids[t] for t in found.seat_of_account]
    total = sum(far[pair] for pair in zip(problem.account_ids, chosen, strict=True))
    assert total == pytest.approx(found.objective)
    today = sum(far[r["account_id"], r["seat"]] for r in rows("accounts_22x4.csv"))
    assert today == pytest.approx(187.41)  # as the source says
