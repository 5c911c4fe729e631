"""Proving by branch and bound, in a process of its own, beside the best of all designs."""

from __future__ import annotations

import time
from functools import partial

import numpy as np
import pyarrow as pa
import pytest

from engine.jobs.outcome import Outcome
from engine.territories import proving
from engine.territories.budget import Budget
from engine.territories.columns import every_pair
from engine.territories.evaluation import evaluate
from engine.territories.fixed_point import ONE
from engine.territories.proof_job import program_of, run
from engine.territories.rounding import status_quo
from engine.territories.rows import Rows
from engine.territories.solve import Solver, solve
from tests.bench.territory_worlds import problem as world
from tests.unit.territories.test_nonsense import problems, sound
from tests.unit.territories.test_properties import rows as middle_size
from tests.unit.territories.test_properties import stated


def elastic(count):
    """Small problems whose bands may be left at a price, with the cost of the best design."""
    found = ((p, best) for p, best in problems(400) if not p.hard)
    return [next(found) for _ in range(count)]


def test_the_program_finds_the_best_of_all_designs_and_proves_it(tmp_path):
    """Beside enumeration, to the millionth that the solver's floats may be wrong by."""
    path = tmp_path / "program.npz"
    for problem, best in elastic(40):
        columns = every_pair(problem)
        rows = Rows(problem, columns)
        start = status_quo(problem, columns).design
        np.savez(path, **program_of(rows, start))
        outcome = run({"program": str(path), "until": time.monotonic() + 20}, None)
        exact = proving._read(outcome, columns, rows.spread)
        found = evaluate(problem, exact.design)
        assert outcome.document["ended"]
        assert not found.broken
        assert found.objective / ONE == pytest.approx(best, rel=1e-6, abs=1e-3)
        assert exact.bound / ONE <= best + 1e-4
        assert exact.bound / ONE == pytest.approx(best, rel=3e-6, abs=1e-3)


def test_a_design_is_proved_in_a_process_of_its_own():
    """180 accounts and 10 seats are beyond what is solved to the end at once."""
    problem = stated(*middle_size(n=180, seats=10)).problem
    plain = solve(problem, Budget(rounds=2), gap=0.0)
    proved = solve(problem, Budget(seconds=6.0, rounds=2), gap=0.0, prove=True)
    assert proved.bound_by == "branch-and-bound"
    assert plain.price_bound < proved.bound <= proved.evaluation.objective
    assert proved.gap < plain.gap
    assert proved.note == ""


def test_a_proof_without_memory_leaves_the_best_design_and_says_so(monkeypatch):
    monkeypatch.setattr(proving, "Jobs", partial(proving.Jobs, memory_mb=100))
    problem = stated(*middle_size(n=180, seats=10)).problem
    found = solve(problem, Budget(seconds=60.0, rounds=2), gap=0.0, prove=True)
    assert found.note == proving.ENDED_EARLY
    assert found.bound_by == "prices"
    assert not found.evaluation.broken


def test_a_stopped_proof_ends_within_seconds_with_the_best_design():
    """To prove the best of 500 accounts and 15 seats takes half a minute and more."""
    problem, began = world("S", 8), time.monotonic()
    stop = partial(lambda at: time.monotonic() > at, began + 3)
    found = solve(problem, Budget(seconds=90.0, rounds=2, stop=stop), gap=0.0, prove=True)
    assert 3 < time.monotonic() - began < 7
    assert found.note == ""
    assert not found.evaluation.broken


@pytest.mark.parametrize(
    ("bound", "share"), [(1e15, np.nan), (1e15, 1.0), (None, 0.5), (-5.0, None)]
)
def test_a_solver_without_sense_is_not_believed(monkeypatch, bound, share):
    def nonsense(path, budget):
        size = 0 if share is None else np.load(path)["cost"].size
        shares = pa.table({"share": np.full(size, share or 0.0)})
        return Outcome({"ended": True, "bound": bound}, {"shares": shares})

    monkeypatch.setattr(proving, "_worked", nonsense)
    for problem, best in elastic(10):
        solver = Solver(problem, Budget(rounds=4), prove=True)
        solver.small = 0
        sound(problem, solver.run(), best)
